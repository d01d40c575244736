import Literate
import Markup

/// A fenced block that no line of its content can close.
func fencedBlock(_ content: String, as language: String) -> String {
  let fence = Fence.around(content)
  return "\(fence)\(language)\n\(content.trimmingBlankLines)\n\(fence)"
}

/// Markdown that the reader opens with a click.
func foldedBlock(_ title: String, _ content: String) -> String {
  "<details><summary>\(title)</summary>\n\n\(content)\n\n</details>"
}

extension TableRecord {
  /// The table behind its anchor and its caption.
  func markdown(name: String) -> String {
    """
    <a id="tbl-\(label)"></a>

    **\(name).** \(caption)

    \(markdownTable(columns: columns, rows: rows))
    """
  }
}

extension Exercise {
  /// The task behind the exercise's anchor and name, and the hints folded away.
  func markdownParts(of cell: Cell, name: String) -> (task: String, hints: [String]) {
    (
      "<a id=\"ex-\(cell.name)\"></a>\n\n**\(name), `\(cell.name)`.** \(task)",
      hints.enumerated().map { foldedBlock("Hint \($0 + 1)", $1) }
    )
  }
}

extension WovenPage {
  /// Prose whose labelled formulas carry their number, and an anchor before them.
  func taggingFormulas(in markdown: String) -> String {
    MathMask(markdown).replacingLabelled { formula, label in
      number(ofEquation: label).map {
        "<a id=\"\(label)\"></a>\n\n$$\(formula.latex) \\tag{\($0)}$$"
      }
    }
  }

  /// How the page was made, as it stands at its end.
  var footerInMarkdown: String {
    let table =
      facts.isEmpty
      ? "The chapter ended before it could say where it ran."
      : markdownTable(columns: ["fact", "value"], rows: facts.map { [$0.name, $0.value] })
    return "## How this page was made\n\n\(table)"
  }
}
