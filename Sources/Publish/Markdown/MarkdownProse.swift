import Literate
import Markup

/// The program that reads the Markdown of a page, and what it sees from there.
struct MarkdownReader {
  /// The kinds of programs.
  enum Kind {
    /// A site that shows repositories, such as GitHub.
    case codeHost
    /// The same, where only a part of the text stands: the notes that it refers to do not.
    case extract
    /// A program that shows notebooks, such as Jupyter: it takes formulas out before it reads the
    /// Markdown, so the backslash in `a^\*`, which keeps a code host from seeing emphasis, would come
    /// through to the formula, and money would be one.
    case notebook
  }

  let kind: Kind
  /// The links of the lesson; nil for a text that is no lesson's.
  let links: LessonLinks?

  init(_ kind: Kind, _ links: LessonLinks? = nil) {
    self.kind = kind
    self.links = links
  }

  static let codeHost = MarkdownReader(.codeHost)
  static let notebook = MarkdownReader(.notebook)

  /// The address to write for that of a link or a picture; a notebook holds its pictures.
  fileprivate func address(of node: MarkdownNode) -> String? {
    guard let links else { return nil }
    if case .image = node.kind, kind == .notebook, let picture = links.embedded(node.literal) {
      return picture
    }
    return links.address(node.literal)
  }
}

extension Prose {
  /// The text with links for its references, and labelled formulas with anchors and numbers.
  func markdown(for reader: MarkdownReader) -> String {
    markdown(
      { node, surroundings in
        switch node.kind {
        case .reference(let reference): reference.markdown(in: surroundings)
        case .formula(let formula): formula.markdown(for: reader.kind)
        case .footnoteMark(let note): note.mark(for: reader.kind, in: surroundings)
        case .footnote(let note): note.head(for: reader.kind)
        case .alertMark(let alert): alert.markdown(for: reader.kind)
        default: nil
        }
      }, dollar: reader.kind == .notebook ? "\\$" : nil, address: reader.address)
  }
}

extension String {
  /// Plain words as the description of a picture in Markdown, where none of their signs means anything.
  var escapedInMarkdown: String {
    let escaped = onOneLine.reduce(into: "") { text, character in
      if "\\[]`<".contains(character) { text.append("\\") }
      text.append(character)
    }
    return escaped.replacing(/&(?=#?[A-Za-z0-9]+;)/, with: "\\&")
  }
}

extension Reference {
  fileprivate func markdown(in surroundings: Prose.Surroundings) -> String {
    switch (name, surroundings) {
    case (let name?, .text): "[\(name)](#\(anchor))"
    case (let name?, .link): name
    case (let name?, .html): "<a href=\"#\(anchor)\">\(name)</a>"
    case (nil, .html): "\(kind.word.lowercased()) <em>\(label)</em>"
    case (nil, _): "\(kind.word.lowercased()) *\(label)*"
    }
  }
}

// A code host knows notes and alerts; programs that show notebooks do not.

extension Footnote {
  fileprivate func mark(
    for reader: MarkdownReader.Kind, in surroundings: Prose.Surroundings
  ) -> String? {
    if reader == .extract { return "" }
    guard reader == .notebook, let number else { return nil }
    return surroundings == .text
      ? "<sup>[\(number)](#note-\(number))</sup>" : "<sup>\(number)</sup>"
  }

  fileprivate func head(for reader: MarkdownReader.Kind) -> String? {
    guard reader == .notebook, let number else { return nil }
    // A paragraph of its own, whatever stands before it.
    return "\n<a id=\"note-\(number)\"></a><sup>\(number)</sup> "
  }
}

extension MarkdownAlert {
  fileprivate func markdown(for reader: MarkdownReader.Kind) -> String? {
    reader == .notebook ? "**\(title)**<br>" : nil
  }
}

extension Formula {
  /// Nil where the formula stays as it is written.
  fileprivate func markdown(for reader: MarkdownReader.Kind) -> String? {
    let latex = reader == .notebook ? latex.replacing("\\*", with: "*") : latex
    if let number, let label {
      return "<a id=\"\(label)\"></a>\n\n$$\(latex) \\tag{\(number)}$$"
    }
    guard reader == .notebook else { return nil }
    let marks = isDisplay ? "$$" : "$"
    return marks + latex + marks
  }
}

extension WovenFigure {
  /// The caption after the figure's name.
  func namedCaption(for reader: MarkdownReader) -> String {
    "**\(name).** \(caption.markdown(for: reader))"
  }
}

extension WovenTable {
  /// The table after its anchor and its caption.
  func markdown(for reader: MarkdownReader) -> String {
    let table = markdownTable(
      columns: columns.map { $0.markdown(for: reader) },
      rows: rows.map { $0.map { $0.markdown(for: reader) } })
    return """
      <a id="\(anchor)"></a>

      **\(name).** \(caption.markdown(for: reader))

      \(table)
      """
  }
}

extension [WovenCheck] {
  /// The assertions as a table.
  func markdown(for reader: MarkdownReader) -> String {
    markdownTable(
      columns: CheckRecord.columns,
      rows: map { [$0.name.markdown(for: reader)] + $0.record.row.dropFirst() })
  }
}

extension WovenExercise {
  /// The task after the exercise's anchor and name, and the hints folded away.
  func markdown(for reader: MarkdownReader) -> (task: String, hints: [String]) {
    (
      "<a id=\"\(anchor)\"></a>\n\n**\(name), `\(cell.name)`.** \(task.markdown(for: reader))",
      hints.enumerated().map { foldedBlock("Hint \($0 + 1)", $1.closed.markdown(for: reader)) }
    )
  }
}

extension WovenPage {
  /// How the page was made, as it stands at its end.
  var footerInMarkdown: String {
    let table =
      facts.map {
        markdownTable(columns: ["fact", "value"], rows: $0.all.map { [$0.name, $0.value] })
      } ?? "The chapter ended before it could say where it ran."
    return "## How this page was made\n\n\(table)"
  }
}
