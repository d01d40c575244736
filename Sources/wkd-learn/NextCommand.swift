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

  @OptionGroup var options: RunOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var display: DisplayOptions
  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var state: StateOptions

  func run() throws {
    let course = try Course.locate()
    let done = try state.store.load()
    let open = try Course.chapters.first { chapter in
      let page = try chapter.currentPage(in: course)
      return CellProgress(of: page, in: done[chapter.number]).standing != .done
    }
    guard let open else {
      print("every chapter is done: `wkd-learn all` runs them again")
      return
    }
    let report = try ChapterRunner(
      course: course, chapter: open, settings: options.settings(output),
      display: output.json ? .none : try display.display(workspace), store: state.store
    ).run()
    if output.json { try printJSON(report) } else { close(report) }
    complainAbout(report)
    if let code = report.exitCode { throw code }
  }
}
