import CCMark

/// Parses GitHub's Markdown with formulas and references: tables, strikethrough, bare links, lists of
/// tasks, notes and alerts included.
struct MarkdownParser {
  /// The deepest nesting of blocks and marks that is read; what is deeper is shown as `…`.
  static let depthLimit = 100

  private let scan: MarkdownScan

  /// The tree of a text, and the first line that is nested too deeply, counted from 0.
  static func document(of source: String) -> (tree: MarkdownNode, deepLine: Int?) {
    let parser = MarkdownParser(scan: MarkdownScan(source))
    return parser.document()
  }

  private func document() -> (tree: MarkdownNode, deepLine: Int?) {
    let lines = scan.linePlaces
    let source = withTree(of: scan.text) { root in
      let blocks = children(of: root, depth: 0) { block in
        let line = Int(cmark_node_get_start_line(block)) - 1
        return lines.indices.contains(line) ? lines[line] : nil
      }
      let document = MarkdownNode(kind: .document, children: blocks.map(\.withAlert))
      return (document.withFootnotes, deepPlace(in: root, lines))
    }
    return source ?? (MarkdownNode(kind: .document), nil)
  }

  /// The place of the first node that is too deep.
  private func deepPlace(in root: CNode, _ lines: [Int]) -> Int? {
    guard let walk = cmark_iter_new(root) else { return nil }
    defer { cmark_iter_free(walk) }
    var depth = 0
    var line = 0
    while true {
      let event = cmark_iter_next(walk)
      guard event != CMARK_EVENT_DONE, let node = cmark_iter_get_node(walk) else { return nil }
      guard cmark_node_first_child(node) != nil else { continue }
      line = max(line, Int(cmark_node_get_start_line(node)) - 1)
      depth += event == CMARK_EVENT_ENTER ? 1 : -1
      if depth > Self.depthLimit + 1 { return lines.indices.contains(line) ? lines[line] : 0 }
    }
  }

  private func children(
    of source: CNode, depth: Int, place: (CNode) -> Int? = { _ in nil }
  ) -> [MarkdownNode] {
    guard depth <= Self.depthLimit else { return [MarkdownNode(text: "…")] }
    var nodes: [MarkdownNode] = []
    var child = cmark_node_first_child(source)
    while let current = child {
      nodes += self.nodes(current, depth: depth, place: place(current))
      child = cmark_node_next(current)
    }
    return nodes
  }

  /// The nodes that one of the library makes: text is cut at formulas and references.
  private func nodes(_ source: CNode, depth: Int, place: Int?) -> [MarkdownNode] {
    guard let kind = kind(of: source) else { return [] }
    let literal = string(cmark_node_get_literal(source))
    switch kind {
    case .text: return scan.pieces(of: literal)
    case .htmlBlock, .htmlInline:
      return [
        MarkdownNode(
          kind: kind, literal: scan.restored(literal),
          children: merged(scan.pieces(of: literal).map(\.withoutMark)), place: place)
      ]
    case .paragraph:
      return paragraphs(children(of: source, depth: depth + 1), place: place)
    case .link, .image:
      let address = scan.address(string(cmark_node_get_url(source)))
      return [
        MarkdownNode(
          kind: kind, literal: address?.text ?? "",
          children: children(of: source, depth: depth + 1),
          place: address?.place)
      ]
    default:
      return [
        MarkdownNode(
          kind: kind, literal: scan.restored(literal),
          children: children(of: source, depth: depth + 1), place: place)
      ]
    }
  }

  /// A paragraph, and the notes that begin in it at the beginning of a line.
  private func paragraphs(_ lines: [MarkdownNode], place: Int?) -> [MarkdownNode] {
    var parts: [MarkdownNode] = []
    var rest = lines[...]
    while !rest.isEmpty {
      let head = rest.first
      if case .footnote = head?.kind { rest = rest.dropFirst() }
      let content = rest.prefix { if case .footnote = $0.kind { false } else { true } }
      rest = rest.dropFirst(content.count)
      let isBroken = content.last?.kind == .softBreak && !rest.isEmpty
      let paragraph = MarkdownNode(
        kind: .paragraph, children: Array(isBroken ? content.dropLast() : content),
        place: parts.isEmpty ? place : content.first?.place)
      if let head, case .footnote = head.kind {
        parts.append(
          MarkdownNode(
            kind: head.kind, literal: head.literal, children: [paragraph], place: head.place))
      } else {
        parts.append(paragraph)
      }
    }
    return parts
  }

  /// Texts side by side as one, since a tag may hold a dollar sign.
  private func merged(_ pieces: [MarkdownNode]) -> [MarkdownNode] {
    pieces.reduce(into: []) { result, piece in
      if let last = result.last, last.kind == .text, piece.kind == .text {
        result[result.count - 1] = MarkdownNode(text: last.literal + piece.literal)
      } else {
        result.append(piece.kind == .text ? MarkdownNode(text: piece.literal) : piece)
      }
    }
  }

  /// The extensions' node types are numbered at run time, so all types are told apart by name.
  private func kind(of node: CNode) -> MarkdownNode.Kind? {
    switch string(cmark_node_get_type_string(node)) {
    case "document": .document
    case "paragraph": .paragraph
    case "block_quote": .blockQuote
    case "thematic_break": .rule
    case "html_block": .htmlBlock
    case "heading": .heading(level: Int(cmark_node_get_heading_level(node)))
    case "list": .list(list(node))
    case "item": .item(isDone: nil)
    case "tasklist": .item(isDone: cmark_gfm_extensions_get_tasklist_item_checked(node))
    case "code_block": .codeBlock(language: language(node))
    case "table": .table(alignments(node))
    case "table_header": .tableRow(isHeader: true)
    case "table_row": .tableRow(isHeader: false)
    case "table_cell": .tableCell
    case "text": .text
    case "code": .code
    case "html_inline": .htmlInline
    case "softbreak": .softBreak
    case "linebreak": .lineBreak
    case "emph": .emphasis
    case "strong": .strong
    case "strikethrough": .strikethrough
    case "link": .link(url: scan.restored(string(cmark_node_get_url(node))))
    case "image": .image(url: scan.restored(string(cmark_node_get_url(node))))
    default: nil
    }
  }

  private func language(_ node: CNode) -> String {
    scan.restored(string(cmark_node_get_fence_info(node)))
      .split(separator: " ").first.map(String.init) ?? ""
  }
}

typealias CNode = OpaquePointer

/// Parses a text and hands its tree on, which is gone afterwards; nil where the library is not there.
func withTree<Result>(of text: String, _ body: (CNode) -> Result) -> Result? {
  guard areExtensionsRegistered, let parser = cmark_parser_new(CMARK_OPT_DEFAULT) else {
    return nil
  }
  defer { cmark_parser_free(parser) }
  for name in extensions {
    if let found = cmark_find_syntax_extension(name) {
      cmark_parser_attach_syntax_extension(parser, found)
    }
  }
  cmark_parser_feed(parser, text, text.utf8.count)
  guard let root = cmark_parser_finish(parser) else { return nil }
  defer { cmark_node_free(root) }
  cmark_consolidate_text_nodes(root)
  return body(root)
}

private let extensions = ["table", "strikethrough", "autolink", "tasklist"]

/// Registering is not safe from two threads at once; a global's first use is.
private let areExtensionsRegistered: Bool = {
  cmark_gfm_core_extensions_ensure_registered()
  return true
}()

private func list(_ node: CNode) -> MarkdownList {
  let isOrdered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
  return MarkdownList(
    start: isOrdered ? Int(cmark_node_get_list_start(node)) : nil,
    isTight: cmark_node_get_list_tight(node) != 0)
}

private func alignments(_ table: CNode) -> [MarkdownAlignment] {
  let count = Int(cmark_gfm_extensions_get_table_columns(table))
  guard let codes = cmark_gfm_extensions_get_table_alignments(table) else { return [] }
  return (0..<count).map { column in
    switch UnicodeScalar(codes[column]) {
    case "l": .left
    case "c": .center
    case "r": .right
    default: .none
    }
  }
}

func string(_ text: UnsafePointer<CChar>?) -> String {
  text.map { String(cString: $0) } ?? ""
}
