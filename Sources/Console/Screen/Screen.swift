package import Foundation

/// The terminal that a reader looks at and types on: how text and pictures look there, and its keys.
package struct Screen: Sendable {
  /// Width, colours and decoration of text.
  package let style: TerminalStyle
  /// How pictures are shown between the lines.
  package let images: ImageChoice
  /// Whether output goes to a terminal that can redraw a line.
  package let isInteractive: Bool

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
    style = TerminalStyle(
      width: width ?? min(terminal.width, largestWidth), hasColour: terminal.hasColour,
      isPlain: isPlain)
    self.images = images == .auto && !isInteractive ? .none : images
  }

  /// Draws pictures between the lines; nil where none are wanted or possible.
  package var pictures: InlinePicture? {
    InlinePicture(
      choice: images, style: style, environment: ProcessInfo.processInfo.environment)
  }

  /// Prints text below what is there, at once and without a line end.
  package func say(_ text: String) {
    print(text, terminator: "")
    fflush(nil)
  }

  /// Waits for a key; nil where the input has ended or an interrupt has come.
  package func readKey() -> Character? {
    KeyReader().next()
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

/// Reads single keys from the terminal at standard input.
package struct KeyReader {
  /// Reads from standard input.
  package init() {}

  /// The next key, or nil where the input has ended or an interrupt has come.
  ///
  /// The terminal hands out keys at once and unseen while this waits, and is as before afterwards.
  package func next() -> Character? {
    var before = termios()
    guard tcgetattr(STDIN_FILENO, &before) == 0 else { return nil }
    var now = before
    now.c_lflag &= ~tcflag_t(ICANON | ECHO)
    tcsetattr(STDIN_FILENO, TCSANOW, &now)
    defer { tcsetattr(STDIN_FILENO, TCSANOW, &before) }
    var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    guard poll(&input, 1, -1) > 0 else { return nil }
    var bytes = [UInt8](repeating: 0, count: 16)
    let count = read(STDIN_FILENO, &bytes, bytes.count)
    guard count > 0 else { return nil }
    return String(decoding: bytes.prefix(count), as: UTF8.self).first
  }
}
