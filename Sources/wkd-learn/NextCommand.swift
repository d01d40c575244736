import ArgumentParser
import Lessons

/// Goes on where the reader stopped.
struct NextCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "next",
    abstract: "Go on where you stopped.",
    discussion: """
      EXAMPLES:
        wkd-learn next
      """)

  @OptionGroup var sitting: SittingOptions

  func run() throws {
    let course = try Course.locate()
    let done = try sitting.state.store.load()
    let open = try Course.chapters.first { chapter in
      let page = try chapter.currentPage(in: course)
      return CellProgress(of: page, in: done[chapter.number]).standing != .done
    }
    guard let open else {
      print("every chapter is done: `wkd-learn all` runs them again")
      return
    }
    try sitting.run(open, sitting.settings)
  }
}
