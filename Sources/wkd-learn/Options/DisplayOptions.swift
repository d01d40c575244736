import ArgumentParser
public import Console
import Foundation
import Lessons

/// The look of text on the terminal.
struct ColourOptions: ParsableArguments {
  @Option(help: "Colours in the text.")
  var color = Terminal.Colour.auto

  @Flag(help: "No colours and no decoration.")
  var plain = false

  /// The style of text on the terminal, as the reader wants it.
  var style: TerminalStyle { Screen(colour: color, isPlain: plain).style }
}

/// The look of text and pictures on the terminal.
struct LookOptions: ParsableArguments {
  @OptionGroup var colour: ColourOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The width of the text in columns.", valueName: "columns"))
  var width: Int?

  @Option(help: "Figures in the text.")
  var images = ImageChoice.auto

  func validate() throws {
    if let width, width < 20 {
      throw ValidationError("20 columns are the least, not \(width): try --width 80")
    }
  }

  /// The terminal, as the reader wants it.
  var screen: Screen {
    Screen(
      colour: colour.color, width: width, largestWidth: 100, isPlain: colour.plain, images: images)
  }
}

extension Terminal.Colour: ExpressibleByArgument {}
extension ImageChoice: ExpressibleByArgument {}

/// The way a chapter is shown on the terminal, and whether it waits for keys.
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
    .lines(look.screen)
  }

  /// The display of a chapter.
  func display(
    _ workspace: WorkspaceOptions, _ state: StateOptions
  ) throws -> ChapterSession.Display {
    let canAsk = look.screen.isInteractive && isatty(STDIN_FILENO) != 0 && !isUnattended
    if step == true, !canAsk {
      throw ValidationError("--step needs a terminal to read keys from: leave it out here")
    }
    guard step ?? canAsk, canAsk else { return straight }
    return .steps(look.screen, try workspace.folder(state))
  }

  private var isUnattended: Bool {
    noInput || !(ProcessInfo.processInfo.environment["CI"] ?? "").isEmpty
  }
}
