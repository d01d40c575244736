package import Markup

/// How text looks in a terminal: its width, and whether it may have colours.
///
/// All colours are among the terminal's own sixteen, so that they suit light and dark themes.
package struct TerminalStyle: Equatable, Sendable {
  /// The number of columns.
  package var width: Int
  /// Whether the terminal shows colours and weights.
  package var hasColour: Bool
  /// Whether bullets, bars and rules are plain ASCII; then there are no colours either.
  package var isPlain: Bool

  /// Makes a style from its parts.
  package init(width: Int = 80, hasColour: Bool = false, isPlain: Bool = false) {
    self.width = width
    self.hasColour = hasColour
    self.isPlain = isPlain
  }

  /// Whether escape sequences may be written at all.
  var hasEscapes: Bool { hasColour && !isPlain }
}

extension TerminalStyle {
  /// Heavy type.
  package func bold(_ text: String) -> String { styled(text, on: "1", off: "22") }
  /// Slanted type.
  package func italic(_ text: String) -> String { styled(text, on: "3", off: "23") }
  /// Faint type, for what may be skipped.
  package func dim(_ text: String) -> String { styled(text, on: "2", off: "22") }
  /// Struck out.
  package func struck(_ text: String) -> String { styled(text, on: "9", off: "29") }
  /// Code inside prose.
  package func code(_ text: String) -> String { coloured(text, .cyan) }
  /// A heading.
  package func heading(_ text: String) -> String { bold(text) }
  /// The text of a link.
  package func link(_ text: String) -> String { styled(text, on: "4", off: "24") }
  /// Text about a success.
  package func good(_ text: String) -> String { coloured(text, .green) }
  /// Text about a failure.
  package func bad(_ text: String) -> String { coloured(text, .red) }
  /// Text that needs attention.
  package func warning(_ text: String) -> String { coloured(text, .yellow) }

  /// A part of Swift code.
  package func part(_ kind: SwiftHighlighter.Kind, _ text: String) -> String {
    switch kind {
    case .plain: text
    case .keyword: coloured(text, .magenta)
    case .type: coloured(text, .cyan)
    case .call, .attribute: coloured(text, .blue)
    case .number: coloured(text, .yellow)
    case .string: coloured(text, .green)
    case .comment: dim(text)
    case .blank: styled(text, on: "1;7", off: "22;27")
    }
  }

  private enum Colour: Int {
    case red = 31, green, yellow, blue, magenta, cyan
  }

  private func coloured(_ text: String, _ colour: Colour) -> String {
    styled(text, on: "\(colour.rawValue)", off: "39")
  }

  private func styled(_ text: String, on: String, off: String) -> String {
    guard hasEscapes, !text.isEmpty else { return text }
    return "\u{1B}[\(on)m\(text)\u{1B}[\(off)m"
  }
}

extension TerminalStyle {
  /// The mark of a list's item.
  var bullet: String { isPlain ? "-" : "•" }
  /// The bar beside a quotation.
  var bar: String { isPlain ? "|" : "│" }
  /// A level line.
  func rule(_ count: Int) -> String { String(repeating: isPlain ? "-" : "─", count: count) }
  /// The crossing of the line under a table's head and the one between two columns.
  var crossing: String { isPlain ? "+" : "┼" }
}
