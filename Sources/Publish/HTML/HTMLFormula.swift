import Markup

/// Sets formulas in the text and on lines of their own.
enum HTMLFormula {
  /// Text with formulas in it; a line never begins with the comma after a formula.
  static func text(of pieces: ArraySlice<MarkdownNode>) -> String {
    pieces.indices.map { index in
      let before = index > pieces.startIndex ? pieces[index - 1] : nil
      let after = index + 1 < pieces.endIndex ? pieces[index + 1] : nil
      if case .formula(let formula) = pieces[index].kind {
        return inline(
          formula.latex, before: before.map { opening($0.words) } ?? "",
          after: after.map { closing($0.words) } ?? "")
      }
      let words = pieces[index].words
      return words.dropFirst(before?.isFormula == true ? closing(words).count : 0)
        .dropLast(after?.isFormula == true ? opening(words).count : 0).escapedForMarkup
    }.joined()
  }

  /// A formula on a line of its own, with its number at the right.
  static func equation(_ formula: Formula, id: String) -> String {
    let tag = formula.number.map { "<span class=\"number\">(\($0))</span>" } ?? ""
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

  /// The MathML of a formula, or its LaTeX where the parser cannot read it.
  private static func markup(of latex: String, display: Bool) -> String {
    do {
      return try MathML.markup(of: latex, display: display)
    } catch {
      return "<code class=\"latex\">\(latex.escapedForMarkup)</code>"
    }
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

extension MarkdownNode {
  fileprivate var isFormula: Bool {
    if case .formula = kind { true } else { false }
  }

  /// The text of a node of text; nothing of a formula.
  fileprivate var words: String { isFormula ? "" : literal }
}
