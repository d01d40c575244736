import Markup

/// Sets formulas in the text and on lines of their own.
enum HTMLFormula {
  /// Text with formulas in it; a line never begins with the comma behind a formula.
  static func text(of pieces: [MathMask.Piece]) -> String {
    pieces.indices.map { index in
      switch pieces[index] {
      case .text(let text):
        let isFirst = index == pieces.startIndex
        let isLast = index == pieces.endIndex - 1
        return text.dropFirst(isFirst ? 0 : closing(text).count)
          .dropLast(isLast ? 0 : opening(text).count).escapedForMarkup
      case .formula(let formula):
        let before = index > pieces.startIndex ? opening(text(pieces[index - 1])) : ""
        let after = index < pieces.endIndex - 1 ? closing(text(pieces[index + 1])) : ""
        return inline(formula.latex, before: before, after: after)
      }
    }.joined()
  }

  /// A formula on a line of its own, with its number at the right.
  static func equation(_ formula: MathMask.Formula, id: String, number: String?) -> String {
    let tag = number.map { "<span class=\"number\">(\($0))</span>" } ?? ""
    let body = markup(of: formula.latex, display: true)
    return "<div class=\"equation\"\(id)><div class=\"scroll\">\(body)</div>\(tag)</div>"
  }

  /// A long formula scrolls by itself, since formulas do not break.
  private static func inline(_ latex: String, before: String, after: String) -> String {
    let body = markup(of: latex, display: false)
    let (before, after) = (before.escapedForMarkup, after.escapedForMarkup)
    if terminalColumns(of: MathText.line(of: latex)) > 20 {
      return "\(before)<span class=\"long\">\(body)</span>\(after)"
    }
    let isAlone = before.isEmpty && after.isEmpty
    return isAlone ? body : "<span class=\"unbroken\">\(before)\(body)\(after)</span>"
  }

  /// What the formula parser does not read is shown as LaTeX.
  private static func markup(of latex: String, display: Bool) -> String {
    do {
      return try MathML.markup(of: latex, display: display)
    } catch {
      return "<code class=\"latex\">\(latex.escapedForMarkup)</code>"
    }
  }

  private static func text(_ piece: MathMask.Piece) -> String {
    if case .text(let text) = piece { text } else { "" }
  }

  private static func closing(_ text: String) -> String {
    String(text.prefix { ",.;:!?)]’”'\"%-–".contains($0) })
  }

  private static func opening(_ text: String) -> String {
    // A text that only closes has nothing left to open.
    let rest = text.dropFirst(closing(text).count)
    return String(rest.reversed().prefix { "([‘“".contains($0) }.reversed())
  }
}
