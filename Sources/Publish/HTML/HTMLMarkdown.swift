import Markup

/// Writes Markdown as HTML: its blocks here, what stands in a line and foreign tags beside.
struct HTMLMarkdown {
  let mask: MathMask
  /// The anchors of the page, those of this text included once it is written.
  var anchors: HTMLAnchors
  /// The foreign elements that are open, the innermost last.
  var openTags: [String] = []
  /// How many of them were open before the part that is being written.
  var outerTagCount = 0

  private let document: MarkdownNode
  private let number: (String) -> String?

  /// Reads a text; `number` gives the number of a labelled formula.
  init(
    _ markdown: String, anchors: HTMLAnchors, number: @escaping (String) -> String? = { _ in nil }
  ) {
    mask = MathMask(markdown)
    document = MarkdownNode(parsing: mask.text)
    self.anchors = anchors
    self.number = number
  }

  /// A text that stands within a line or a cell: a caption, a task, the name of a check.
  ///
  /// What Markdown takes for anything but one paragraph, such as `- 3`, is meant as it stands.
  static func line(_ markdown: String) -> String {
    var writer = HTMLMarkdown(markdown, anchors: .closed)
    guard writer.document.children.count == 1, let only = writer.document.children.first,
      only.kind == .paragraph
    else { return markdown.escapedForMarkup }
    return writer.inlines(of: only)
  }

  /// The whole text; what it leaves open is in ``openTags``.
  mutating func text() -> String {
    blocks(of: document)
  }

  private mutating func blocks(of node: MarkdownNode, isTight: Bool = false) -> String {
    node.children.map { block($0, isTight: isTight) }.filter { !$0.isEmpty }
      .joined(separator: "\n")
  }

  private mutating func block(_ node: MarkdownNode, isTight: Bool) -> String {
    switch node.kind {
    case .heading(let level): heading(node, level: level)
    case .paragraph: enclosed { $0.paragraph(node, isTight: isTight) }
    case .blockQuote: "<blockquote>\n\(enclosed { $0.blocks(of: node) })\n</blockquote>"
    case .list(let list): self.list(node, list)
    case .codeBlock(let language):
      HTMLCode.block(mask.unmasked(node.literal), language: language, head: language)
    case .table(let alignments): table(node, alignments: alignments)
    case .rule: "<hr>"
    case .htmlBlock: foreign(node.literal)
    default: inlines(of: node)
    }
  }

  private mutating func heading(_ node: MarkdownNode, level: Int) -> String {
    let heading = anchors.add(HeadingTitle(of: node, in: mask), level: level)
    let id = anchors.attribute(heading.anchor)
    return "<h\(heading.level)\(id)>\(inlines(of: node))</h\(heading.level)>"
  }

  /// A formula on a line of its own ends the paragraph around it.
  private mutating func paragraph(_ node: MarkdownNode, isTight: Bool) -> String {
    var parts: [String] = []
    var line = ""
    func endLine() {
      line += closingTags()
      let text = line.trimmed
      if !text.isEmpty { parts.append(isTight ? text : "<p>\(text)</p>") }
      line = ""
    }
    for child in node.children {
      guard child.kind == .text else {
        line += inline(child)
        continue
      }
      var run: [MathMask.Piece] = []
      for piece in mask.pieces(of: child.literal) {
        guard case .formula(let formula) = piece, formula.isDisplay else {
          run.append(piece)
          continue
        }
        line += HTMLFormula.text(of: run)
        run = []
        endLine()
        parts.append(equation(formula))
      }
      line += HTMLFormula.text(of: run)
    }
    endLine()
    return parts.joined(separator: "\n")
  }

  private mutating func equation(_ formula: MathMask.Formula) -> String {
    let id = formula.label.map { anchors.attribute($0) } ?? ""
    return HTMLFormula.equation(formula, id: id, number: formula.label.flatMap(number))
  }

  private mutating func list(_ node: MarkdownNode, _ list: MarkdownList) -> String {
    let items = node.children.map { item in
      "<li>\(enclosed { $0.blocks(of: item, isTight: list.isTight) })</li>"
    }
    let start = list.start.map { $0 == 1 ? "" : " start=\"\($0)\"" } ?? ""
    let name = list.start == nil ? "ul" : "ol"
    return "<\(name)\(start)>\n\(items.joined(separator: "\n"))\n</\(name)>"
  }

  private mutating func table(_ node: MarkdownNode, alignments: [MarkdownAlignment]) -> String {
    let rows = node.children.map { row in row.children.map { inlines(of: $0) } }
    return HTMLTable(head: rows.first ?? [], rows: Array(rows.dropFirst()), alignments: alignments)
      .text
  }
}
