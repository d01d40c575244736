/// Writes a woven page as Markdown that reads well on a code host.
public enum MarkdownPage {
  /// The text of a page; its pictures are in the folder `figures` beside it.
  ///
  /// `root` leads from the page's folder to the folder of the lessons' files, as `../..` does.
  public static func text(of page: WovenPage, root: String = "../..") -> String {
    let parts = page.chunks.map { text(of: $0, in: page, root: root) } + footer(of: page)
    return parts.joined(separator: "\n\n") + "\n"
  }

  private static func text(of chunk: WovenPage.Chunk, in page: WovenPage, root: String) -> String {
    let file = page.lesson.file
    switch chunk {
    case .prose(let markdown): return tagged(markdown, in: page)
    case .code(let cell): return fenced(cell.code, as: "swift") + source(of: cell, file, root)
    case .output(let output): return fenced(output, as: "text")
    case .figure(let figure, let name):
      return """
        <a id="fig-\(figure.label)"></a>

        ![\(figure.alt)](\(figure.path))

        **\(name).** \(figure.caption)
        """
    case .table(let table, let name):
      return """
        <a id="tbl-\(table.label)"></a>

        **\(name).** \(table.caption)

        \(markdownTable(columns: table.columns, rows: table.rows))
        """
    case .checks(let checks):
      return markdownTable(columns: CheckRecord.columns, rows: checks.map(\.row))
    case .exercise(let cell, let exercise, let name):
      return text(of: exercise, cell, name: name, source: source(of: cell, file, root))
    case .notRun: return "*Not run.*"
    case .notFinished: return "*Not finished.*"
    case .failed(let message, let line):
      return "**Failed** at `\(file):\(line)`:\n\n" + fenced(message, as: "text")
    }
  }

  /// The task for all to see; help, check and solution only for those who open them.
  private static func text(
    of exercise: Exercise, _ cell: Cell, name: String, source: String
  ) -> String {
    let hints = exercise.hints.enumerated().map { folded("Hint \($0 + 1)", $1) }
    let parts =
      [
        "<a id=\"ex-\(cell.name)\"></a>",
        "**\(name), `\(cell.name)`.** \(exercise.task)",
        fenced(cell.task, as: "swift") + source,
      ] + hints + [
        folded("The check", fenced(cell.check, as: "swift")),
        folded("A solution", fenced(cell.code(filling: exercise.answers), as: "swift")),
      ]
    return parts.joined(separator: "\n\n")
  }

  /// The line of the lesson; a code host shows lines of Markdown only where it is asked for plain text.
  private static func source(of cell: Cell, _ file: String, _ root: String) -> String {
    "\n\n<sub>[\(file):\(cell.line)](\(root)/\(file)?plain=1#L\(cell.line))</sub>"
  }

  /// Gives each labelled formula its number, and an anchor before it.
  private static func tagged(_ markdown: String, in page: WovenPage) -> String {
    let mask = MathMask(markdown)
    var text = mask.text
    for (index, formula) in mask.formulas.enumerated() {
      guard let label = formula.label, let number = page.number(ofEquation: label) else { continue }
      text.replace(
        MathMask.placeholder(index),
        with: "<a id=\"\(label)\"></a>\n\n$$\(formula.latex) \\tag{\(number)}$$")
    }
    return mask.unmasked(text)
  }

  private static func footer(of page: WovenPage) -> [String] {
    let facts =
      page.facts.isEmpty
      ? "The chapter ended before it could say where it ran."
      : markdownTable(columns: ["fact", "value"], rows: page.facts.map { [$0.name, $0.value] })
    return ["---", "## How this page was made", facts]
  }
}

private func fenced(_ content: String, as language: String) -> String {
  let fence = Fence.around(content)
  return "\(fence)\(language)\n\(content.trimmingBlankLines)\n\(fence)"
}

/// Markdown that the reader opens with a click.
private func folded(_ title: String, _ content: String) -> String {
  "<details><summary>\(title)</summary>\n\n\(content)\n\n</details>"
}
