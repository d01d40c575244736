import ArgumentParser
import Console
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
      are written beside the page, in workspace/chapter-N. Ctrl-C ends it.
      """)

  @OptionGroup var desk: DeskOptions
  @OptionGroup var look: LookOptions

  @Flag(help: .hidden)
  var once = false

  func run() throws {
    let screen = look.screen
    try PageWatch(try desk.open(), screen: screen).run(once: once) { screen.line($0) }
  }
}
