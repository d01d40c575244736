public import ArgumentParser
import Foundation
public import Lessons
import Literate

/// How a chapter is shown on the terminal.
struct DisplayOptions: ParsableArguments {
  @Flag(
    inversion: .prefixedNo,
    help: "Walk one cell at a time (what a terminal gets by default), or go straight through.")
  var step: Bool?

  @Flag(help: "Never wait for a key.")
  var noInput = false

  @Option(help: "Colours: auto, always or never.")
  var color = Terminal.Colour.auto

  @Option(help: ArgumentHelp("The width of the text in columns.", valueName: "columns"))
  var width: Int?

  @Option(help: "Figures in the text: auto, kitty, iterm, sixel, symbols or none.")
  var images = ImageChoice.auto

  @Flag(help: "Weave a page for a browser too: index.html beside README.md.")
  var html = false

  @Flag(help: "No colours and no decoration.")
  var plain = false

  func validate() throws {
    if let width, width < 20 {
      throw ValidationError("20 columns are the least, not \(width): try --width 80")
    }
  }

  /// Where text goes, as the reader wants it.
  var terminal: Terminal {
    Terminal(descriptor: STDOUT_FILENO, colour: plain ? .never : color)
  }

  /// A display that waits for nobody.
  var straight: ChapterRunner.Display {
    let style = TerminalStyle(
      width: width ?? min(terminal.width, 100), hasColour: terminal.hasColour, isPlain: plain)
    // Plain lines stay plain: only a terminal, or a reader who says so, gets pictures.
    let images = images == .auto && !terminal.isInteractive ? ImageChoice.none : images
    return .lines(terminal, style, images)
  }

  /// The display of a chapter.
  func display(_ workspace: WorkspaceOptions) throws -> ChapterRunner.Display {
    let canAsk = terminal.isInteractive && isatty(STDIN_FILENO) != 0 && !isUnattended
    if step == true, !canAsk {
      throw ValidationError("--step needs a terminal to read keys from: leave it out here")
    }
    guard step ?? canAsk, canAsk, case .lines(let terminal, let style, let images) = straight else {
      return straight
    }
    return .steps(terminal, style, images, Workspace(folder: workspace.workspace))
  }

  private var isUnattended: Bool {
    noInput || !(ProcessInfo.processInfo.environment["CI"] ?? "").isEmpty
  }
}

extension Terminal.Colour: ExpressibleByArgument {}
extension ImageChoice: ExpressibleByArgument {}
