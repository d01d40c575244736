import Markup

/// Writes prose as HTML: its blocks here, what stands in a line and foreign tags beside.
struct HTMLMarkdown {
  /// The anchors of the page, those of this text included once it is written.
  var anchors: HTMLAnchors
  /// The foreign elements that are open, the innermost last.
  var openTags: [String] = []
  /// How many of them were open before the part that is being written.
  var outerTagCount = 0
  /// Whether the words of a link are being written, which hold no other link.
  var isInLink = false
  /// The notes so far, each with its number.
  var notes: [HTMLNote] = []
  /// The pictures that stand alone and that the page holds, by their addresses.
  var pictures: [String: HTMLPictures.Pair] = [:]
  /// How the end of a source line is written within a paragraph.
  var softBreak = "\n"

  /// The links of the lesson; nil for a text that is no lesson's.
  let links: LessonLinks?

  private let document: MarkdownNode

  /// Takes a text.
  init(_ prose: Prose, anchors: HTMLAnchors, links: LessonLinks? = nil) {
    document = prose.document
    self.anchors = anchors
    self.links = links
  }

  /// A text that stands within a line: a caption, a task, the name of a check.
  ///
  /// A text that Markdown takes for anything but one paragraph, such as `- 3`, is meant as it stands.
  static func line(_ prose: Prose, links: LessonLinks? = nil) -> String {
    var writer = HTMLMarkdown(prose, anchors: .closed, links: links)
    return prose.line.map { writer.inlines(of: $0) } ?? prose.source.escapedForMarkup
  }

  /// A text in a table's cell, where line ends are kept.
  static func cell(_ prose: Prose, links: LessonLinks? = nil) -> String {
    var writer = HTMLMarkdown(prose, anchors: .closed, links: links)
    writer.softBreak = "<br>"
    return prose.line.map { writer.inlines(of: $0) }
      ?? prose.source.escapedForMarkup.replacing("\n", with: "<br>")
  }

  /// The pictures that are paragraphs of their own, outside of lists and quotes.
  var lonePictures: [MarkdownNode] { document.children.compactMap(\.lonePicture) }

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
    case .paragraph: figure(node) ?? enclosed { $0.paragraph(node, isTight: isTight) }
    case .blockQuote: "<blockquote>\n\(enclosed { $0.blocks(of: node) })\n</blockquote>"
    case .alert(let alert):
      "<blockquote class=\"alert \(alert.rawValue.lowercased())\">\n"
        + "\(enclosed { $0.blocks(of: node) })\n</blockquote>"
    case .alertMark(let alert): "<p class=\"alert-title\">\(alert.title)</p>"
    case .footnote(let note): keep(node, note)
    case .list(let list): self.list(node, list)
    case .codeBlock(let language):
      HTMLCode.block(node.literal, language: language, head: language)
    case .table(let alignments): table(node, alignments: alignments)
    case .rule: "<hr>"
    case .htmlBlock: foreign(node)
    default: inlines(of: node)
    }
  }

  private mutating func heading(_ node: MarkdownNode, level: Int) -> String {
    let heading = anchors.add(HeadingTitle(of: node), level: level)
    let id = anchors.attribute(heading.anchor)
    return "<h\(heading.level)\(id)>\(inlines(of: node))</h\(heading.level)>"
  }

  /// A picture that stands alone; nil where the page holds none.
  private func figure(_ paragraph: MarkdownNode) -> String? {
    guard let node = paragraph.lonePicture, case .image(let url) = node.kind,
      let pictures = pictures[url], pictures.light != nil
    else { return nil }
    return "<figure>\n\(HTMLPictures.text(of: pictures, alt: node.plainText))\n</figure>"
  }

  /// A formula on a line of its own ends the paragraph around it.
  private mutating func paragraph(_ node: MarkdownNode, isTight: Bool) -> String {
    var parts: [String] = []
    func add(_ line: String) {
      let text = line.trimmed
      if !text.isEmpty { parts.append(isTight ? text : "<p>\(text)</p>") }
    }
    var rest = node.children[...]
    while !rest.isEmpty {
      let line = rest.prefix { !$0.isEquation }
      add(inline(line) + closingTags())
      rest = rest[line.endIndex...]
      if let node = rest.popFirst(), case .formula(let formula) = node.kind {
        let id = formula.label.map { anchors.attribute($0) } ?? ""
        parts.append(HTMLFormula.equation(formula, id: id))
      }
    }
    return parts.joined(separator: "\n")
  }

  private mutating func list(_ node: MarkdownNode, _ list: MarkdownList) -> String {
    let items = node.children.map { item in
      "<li\(Self.box(of: item))\(enclosed { $0.blocks(of: item, isTight: list.isTight) })</li>"
    }
    let start = list.start.map { $0 == 1 ? "" : " start=\"\($0)\"" } ?? ""
    let name = list.start == nil ? "ul" : "ol"
    return "<\(name)\(start)>\n\(items.joined(separator: "\n"))\n</\(name)>"
  }

  /// The end of an item's opening tag, and for a task the box that says whether it is done.
  private static func box(of item: MarkdownNode) -> String {
    guard case .item(let isDone?) = item.kind else { return ">" }
    let state = isDone ? "checked aria-label=\"done\"" : "aria-label=\"to do\""
    return " class=\"task\"><input type=\"checkbox\" disabled \(state)> "
  }

  /// Keeps a note for the end of the page; nothing stands at its place.
  private mutating func keep(_ node: MarkdownNode, _ note: Footnote) -> String {
    if let number = note.number {
      notes.append(HTMLNote(number: number, text: enclosed { $0.inlines(of: node) }))
    }
    return ""
  }

  private mutating func table(_ node: MarkdownNode, alignments: [MarkdownAlignment]) -> String {
    let rows = node.children.map { row in row.children.map { inlines(of: $0) } }
    return HTMLTable(head: rows.first ?? [], rows: Array(rows.dropFirst()), alignments: alignments)
      .text
  }
}

extension MarkdownNode {
  /// The picture that a paragraph is, if it is nothing else.
  fileprivate var lonePicture: MarkdownNode? {
    guard kind == .paragraph, children.count == 1, let only = children.first,
      case .image = only.kind
    else { return nil }
    return only
  }

  /// Whether the node is a formula on a line of its own.
  fileprivate var isEquation: Bool {
    if case .formula(let formula) = kind { formula.isDisplay } else { false }
  }
}
