/// Hides the formulas of a Markdown text, whose underscores and backslashes Markdown would eat.
///
/// A formula stands between dollar signs as in Pandoc: the opening one is followed, and the closing
/// one preceded, by something other than white space, and no digit follows the closing one.
package struct MathMask {
  /// One formula of the text.
  package struct Formula: Equatable {
    package let latex: String
    /// Whether it stands on a line of its own, between `$$`.
    package let isDisplay: Bool
    /// The name in a label such as `{#eq-loss}` behind a display formula: `eq-loss`.
    package let label: String?

    package init(latex: String, isDisplay: Bool, label: String?) {
      self.latex = latex
      self.isDisplay = isDisplay
      self.label = label
    }
  }

  /// A stretch of masked text.
  package enum Piece: Equatable {
    case text(String)
    case formula(Formula)
  }

  /// The Markdown with a placeholder for each formula.
  package let text: String
  /// The formulas in the order of their placeholders.
  package let formulas: [Formula]

  private let sources: [Substring]

  /// Takes the formulas out of a text; code and comments are not touched.
  package init(_ markdown: String) {
    var scanner = MathMaskScanner(markdown)
    scanner.scan()
    text = scanner.text
    formulas = scanner.formulas
    sources = scanner.sources
  }

  /// Cuts a text made from ``text`` at the placeholders.
  package func pieces(of text: String) -> [Piece] {
    split(text, at: { .formula(formulas[$0]) }, between: { .text(String($0)) })
  }

  /// The Markdown with other text in place of those labelled formulas that `replacement` has one for.
  package func replacingLabelled(
    _ replacement: (_ formula: Formula, _ label: String) -> String?
  ) -> String {
    var text = text
    for (index, formula) in formulas.enumerated() {
      guard let label = formula.label, let new = replacement(formula, label) else { continue }
      text.replace(Self.placeholder(index), with: new)
    }
    return unmasked(text)
  }

  /// Puts the formulas back as they were written: for code blocks, titles and addresses.
  package func unmasked(_ text: String) -> String {
    split(text, at: { sources[$0] }, between: { $0 }).joined()
  }

  /// What stands for a formula, from a range of characters that no text uses.
  package static func placeholder(_ index: Int) -> String {
    "\(opening)\(index)\(closing)"
  }

  private static let opening: Unicode.Scalar = "\u{F0F00}"
  private static let closing: Unicode.Scalar = "\u{F0F01}"

  /// Goes by scalars, since a combining mark behind a placeholder joins its last `Character`.
  private func split<Part>(
    _ text: String, at formula: (Int) -> Part, between part: (Substring) -> Part
  ) -> [Part] {
    var parts: [Part] = []
    var rest = text.unicodeScalars[...]
    var plain = rest.startIndex
    while let start = rest.firstIndex(of: Self.opening) {
      rest = rest[rest.index(after: start)...]
      guard let end = rest.firstIndex(of: Self.closing), let index = Int(String(rest[..<end])),
        formulas.indices.contains(index)
      else { continue }
      if plain < start { parts.append(part(text[plain..<start])) }
      parts.append(formula(index))
      rest = rest[rest.index(after: end)...]
      plain = rest.startIndex
    }
    if plain < text.endIndex { parts.append(part(text[plain...])) }
    return parts
  }
}
