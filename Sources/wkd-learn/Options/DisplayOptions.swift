import ArgumentParser
import Console
import Foundation
import Lessons

/// How a chapter is shown on the terminal, and whether it waits for keys.
struct DisplayOptions: ParsableArguments {
  @Flag(
    inversion: .prefixedNo,
    help: "Walk one cell at a time (what a terminal gets by default), or go straight through.")
  var step: Bool?

  @Flag(help: "Never wait for a key.")
  var noInput = false

  @Flag(help: "Weave a page for a browser too: index.html beside README.md.")
  var html = false

  @OptionGroup var look: LookOptions

  /// A display that waits for nobody.
  var straight: ChapterSession.Display {
    .lines(look.terminal, look.style, look.inlineImages)
  }

  /// The display of a chapter.
  func display(_ workspace: WorkspaceOptions) throws -> ChapterSession.Display {
    let canAsk = look.terminal.isInteractive && isatty(STDIN_FILENO) != 0 && !isUnattended
    if step == true, !canAsk {
      throw ValidationError("--step needs a terminal to read keys from: leave it out here")
    }
    guard step ?? canAsk, canAsk else { return straight }
    return .steps(
      look.terminal, look.style, look.inlineImages, Workspace(folder: workspace.workspace))
  }

  private var isUnattended: Bool {
    noInput || !(ProcessInfo.processInfo.environment["CI"] ?? "").isEmpty
  }
}
