import Markup

/// Writes Markdown and Swift code for terminals.
public enum TerminalText {
  /// A Markdown text set for a terminal, with formulas as one line of Unicode each.
  ///
  /// Only code and single words that are too long reach beyond the style's width.
  public static func render(markdown: String, style: TerminalStyle) -> String {
    let mask = MathMask(withoutControls(markdown))
    let document = MarkdownNode(parsing: mask.text)
    return TerminalBlocks(mask: mask, style: style)
      .lines(of: document.children, width: style.width).joined(separator: "\n")
  }

  /// Swift code in colours, indented by two columns and never wrapped.
  public static func highlighted(_ code: String, style: TerminalStyle) -> String {
    let tokens = SwiftHighlighter.tokens(of: withoutControls(code))
    return indented(
      tokens.map { token in
        // No colour reaches over the end of a line.
        token.text.split(separator: "\n", omittingEmptySubsequences: false)
          .map { style.part(token.kind, String($0)) }.joined(separator: "\n")
      }.joined())
  }

  /// Plain lines, colours included, broken between words where they are too wide.
  public static func wrapped(_ text: String, width: Int) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      var lines: [String] = []
      for word in line.split(separator: " ", omittingEmptySubsequences: false) {
        if let last = lines.last, terminalColumns(of: "\(last) \(word)") <= width {
          lines[lines.count - 1] = "\(last) \(word)"
        } else {
          lines.append(String(word))
        }
      }
      return lines.joined(separator: "\n")
    }
    .joined(separator: "\n")
  }

  /// The columns that a text takes: none for escape sequences and combining characters, two for
  /// wide characters.
  public static func columns(of text: String) -> Int {
    terminalColumns(of: text)
  }
}

/// Text from a file must not control the terminal.
private func withoutControls(_ text: String) -> String {
  String(
    String.UnicodeScalarView(
      text.unicodeScalars.filter { scalar in
        scalar == "\n" || scalar == "\t" || scalar.properties.generalCategory != .control
      }))
}
