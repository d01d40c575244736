import ArgumentParser
import Lessons

/// Goes on where the reader stopped.
struct NextCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "next",
    abstract: "Go on where you stopped.",
    usage: "wkd-learn next [<options>]",
    discussion: """
      EXAMPLES:
        wkd-learn next

      A walk that you left goes on with the options it had; options given here come on top of them.
      """)

  @OptionGroup var sitting: SittingOptions

  func run() throws {
    let course = try Course.locate()
    let state = try sitting.state.store.load()
    guard let open = try state.next(in: course) else {
      print("every chapter is done and no exercise is open: `wkd-learn all` runs them again")
      return
    }
    let kept = state.paused == open.number ? state[open.number].choices ?? [] : []
    // Of an option given twice the last one counts.
    let typed = CommandLine.arguments.drop { $0 != "next" }.dropFirst()
    try ChapterCommand.parse(["\(open.number)"] + kept + typed).run()
  }
}
