import Foundation

/// The abilities of the terminal at an output stream.
package struct Terminal: Sendable {
  /// Whether the stream ends at a terminal that can redraw a line.
  package let isInteractive: Bool
  /// Whether colours are wanted.
  package let hasColour: Bool

  /// How many columns a line has; 80 where nobody knows.
  package let width: Int

  /// Whether colours are wanted.
  package enum Colour: String, Sendable, CaseIterable {
    case auto, always, never
  }

  /// Looks at an output stream; `NO_COLOR` and `TERM=dumb` are honoured unless `colour` overrules.
  package init(
    descriptor: Int32, colour: Colour = .auto,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    let term = environment["TERM"] ?? "dumb"
    isInteractive = isatty(descriptor) != 0 && term != "dumb"
    switch colour {
    case .auto: hasColour = isInteractive && (environment["NO_COLOR"] ?? "").isEmpty
    case .always: hasColour = true
    case .never: hasColour = false
    }
    var size = winsize()
    let isKnown = ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    width = isKnown ? Int(size.ws_col) : environment["COLUMNS"].flatMap { Int($0) } ?? 80
  }

  /// How many times a cell is as high as wide: about twice, unless the terminal says otherwise.
  package static func cellHeight(of descriptor: Int32) -> Double {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_xpixel > 0, size.ws_ypixel > 0,
      size.ws_col > 0, size.ws_row > 0
    else { return 2 }
    let width = Double(size.ws_xpixel) / Double(size.ws_col)
    return Double(size.ws_ypixel) / Double(size.ws_row) / width
  }
}
