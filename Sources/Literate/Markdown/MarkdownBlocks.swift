/// A fenced block that no line of its content can close.
func fencedBlock(_ content: String, as language: String) -> String {
  let fence = Fence.around(content)
  return "\(fence)\(language)\n\(content.trimmingBlankLines)\n\(fence)"
}

/// Markdown that the reader opens with a click.
func foldedBlock(_ title: String, _ content: String) -> String {
  "<details><summary>\(title)</summary>\n\n\(content)\n\n</details>"
}

extension WovenPage {
  /// Prose whose labelled formulas carry their number, and an anchor before them.
  func taggingFormulas(in markdown: String) -> String {
    let mask = MathMask(markdown)
    var text = mask.text
    for (index, formula) in mask.formulas.enumerated() {
      guard let label = formula.label, let number = number(ofEquation: label) else { continue }
      text.replace(
        MathMask.placeholder(index),
        with: "<a id=\"\(label)\"></a>\n\n$$\(formula.latex) \\tag{\(number)}$$")
    }
    return mask.unmasked(text)
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
