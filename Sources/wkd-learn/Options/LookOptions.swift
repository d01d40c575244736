public import ArgumentParser
import Console
import Foundation
public import Lessons

/// How text and pictures look on the terminal.
struct LookOptions: ParsableArguments {
  @Option(help: "Colours: auto, always or never.")
  var color = Terminal.Colour.auto

  @Option(help: ArgumentHelp("The width of the text in columns.", valueName: "columns"))
  var width: Int?

  @Option(help: "Figures in the text: auto, kitty, iterm, sixel, symbols or none.")
  var images = ImageChoice.auto

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

  var style: TerminalStyle {
    TerminalStyle(
      width: width ?? min(terminal.width, 100), hasColour: terminal.hasColour, isPlain: plain)
  }

  /// Plain lines stay plain: only a terminal, or a reader who says so, gets pictures.
  var inlineImages: ImageChoice {
    images == .auto && !terminal.isInteractive ? .none : images
  }
}

extension Terminal.Colour: ExpressibleByArgument {}
extension ImageChoice: ExpressibleByArgument {}
