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

  /// Looks at an output stream; unless `colour` overrules, `NO_COLOR` is honoured before `FORCE_COLOR` and
  /// `CLICOLOR_FORCE`, and these before `CLICOLOR=0` and `TERM=dumb`.
  package init(
    descriptor: Int32, colour: Colour = .auto,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    let term = environment["TERM"] ?? "dumb"
    isInteractive = isatty(descriptor) != 0 && term != "dumb"
    switch colour {
    case .auto: hasColour = Self.wantsColour(environment) ?? isInteractive
    case .always: hasColour = true
    case .never: hasColour = false
    }
    width = Self.columns(of: descriptor) ?? environment["COLUMNS"].flatMap { Int($0) } ?? 80
  }

  /// How many columns the window of a terminal has now; nil where nobody knows.
  package static func columns(of descriptor: Int32) -> Int? {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// Whether the environment wants colours; nil where it does not say.
  ///
  /// - Source: no-color.org; force-color.org; bixense.com/clicolors.
  private static func wantsColour(_ environment: [String: String]) -> Bool? {
    if !(environment["NO_COLOR"] ?? "").isEmpty { return false }
    for name in ["FORCE_COLOR", "CLICOLOR_FORCE"] {
      guard let value = environment[name], !value.isEmpty else { continue }
      if !["0", "false"].contains(value) { return true }
      if name == "FORCE_COLOR" { return false }
    }
    return environment["CLICOLOR"] == "0" ? false : nil
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
