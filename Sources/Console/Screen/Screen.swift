package import Foundation
import Markup

/// The terminal that a reader looks at: how text and pictures look there.
package struct Screen: Sendable {
  /// How pictures are shown between the lines.
  package let images: ImageChoice
  /// Whether output goes to a terminal that can redraw a line.
  package let isInteractive: Bool

  private let firstStyle: TerminalStyle
  private let width: Int?
  private let largestWidth: Int

  /// Standard output, as the reader wants it.
  ///
  /// - Parameters:
  ///   - colour: whether colours are wanted; `auto` asks the terminal and the environment.
  ///   - width: columns of text; nil for all of the terminal's, or for those up to `largestWidth`.
  ///   - largestWidth: the most columns where `width` is nil.
  ///   - isPlain: whether there are neither colours nor decoration.
  ///   - images: how pictures are shown; `auto` shows none where output is no terminal.
  package init(
    colour: Terminal.Colour = .auto, width: Int? = nil, largestWidth: Int = .max,
    isPlain: Bool = false, images: ImageChoice = .auto
  ) {
    let terminal = Terminal(descriptor: STDOUT_FILENO, colour: isPlain ? .never : colour)
    isInteractive = terminal.isInteractive
    self.width = width
    self.largestWidth = largestWidth
    firstStyle = TerminalStyle(
      width: width ?? min(terminal.width, largestWidth), hasColour: terminal.hasColour,
      isPlain: isPlain)
    self.images = images == .auto && !isInteractive ? .none : images
  }

  /// Width, colours and decoration of text; the width is that of the window as it is now.
  package var style: TerminalStyle {
    var style = firstStyle
    if width == nil, let columns = Terminal.columns(of: STDOUT_FILENO) {
      style.width = min(columns, largestWidth)
    }
    return style
  }

  /// Draws pictures between the lines, never wider than the window; nil where none are wanted or
  /// possible.
  package var pictures: InlinePicture? {
    var style = style
    style.width = min(style.width, Terminal.columns(of: STDOUT_FILENO) ?? .max)
    return InlinePicture(
      choice: images, style: style, environment: ProcessInfo.processInfo.environment)
  }

  /// Prints text below what is there, at once and without a line end.
  package func say(_ text: String) {
    print(text, terminator: "")
    fflush(nil)
  }

  /// Prints lines of text as wide as they are; nothing but colours in them may steer the terminal.
  package func line(_ text: String) {
    say(PrintedText.marked(text, keepsColours: true) + "\n")
  }

  /// Prints lines of text, broken between words where they are too wide; nothing but colours in them may
  /// steer the terminal.
  package func tell(_ text: String) {
    let safe = PrintedText.marked(text, keepsColours: true)
    say(TerminalText.wrapped(safe, width: style.width) + "\n")
  }

  /// Opens a picture with the program that the desktop shows pictures with.
  package func open(_ picture: URL) {
    #if os(macOS)
      let opener = "open"
    #else
      let opener = "xdg-open"
    #endif
    // Where nothing opens it, the reader is told its place.
    let outcome = try? ChildProcess(command: [opener, picture.path]).collect()
    if outcome?.status != 0 { say("open it with a program of yours: \(picture.path)\n") }
  }
}
