import ArgumentParser
import Foundation
import Lessons

/// Checks and runs a reader's page again whenever it is saved.
struct WatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Check and run your copy of a lesson again whenever you save it.",
    discussion: """
      EXAMPLES:
        wkd-learn watch 1
        wkd-learn watch 1 --workspace lessons     the lesson itself instead of a copy

      A changed exercise is checked; a changed cell runs, after the cells before it, and its figures \
      lie beside the page in workspace/chapter-N. Ctrl-C ends it.
      """)

  @Argument(help: "The chapter's number.")
  var chapter: Int

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var state: StateOptions
  @OptionGroup var look: LookOptions

  @Flag(help: .hidden)
  var once = false

  func run() throws {
    let watch = PageWatch(
      try DeskOptions.desk(chapter, workspace, state), terminal: look.terminal, style: look.style,
      images: look.inlineImages)
    try watch.run(once: once) { text in
      print(text)
      fflush(nil)
    }
  }
}
