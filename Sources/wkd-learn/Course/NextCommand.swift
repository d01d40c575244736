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
      """)

  @OptionGroup var sitting: SittingOptions

  func run() throws {
    let course = try Course.locate()
    guard let open = try sitting.state.store.load().next(in: course) else {
      print("every chapter is done and no exercise is open: `wkd-learn all` runs them again")
      return
    }
    try sitting.run(open, sitting.settings)
  }
}
