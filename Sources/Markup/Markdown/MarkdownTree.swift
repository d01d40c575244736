import CCMark

/// One node of a parsed Markdown text.
package struct MarkdownNode: Equatable {
  /// What the node is, with the facts that only this kind has.
  package enum Kind: Equatable {
    case document, paragraph, blockQuote, rule, htmlBlock
    case heading(level: Int)
    case list(MarkdownList)
    case item
    case codeBlock(language: String)
    case table([MarkdownAlignment])
    case tableRow(isHeader: Bool)
    case tableCell
    case text, code, htmlInline, softBreak, lineBreak
    case emphasis, strong, strikethrough
    case link(url: String)
    case image(url: String)
  }

  package let kind: Kind
  /// The text of a leaf such as `text`, `code` or `codeBlock`; empty elsewhere.
  package let literal: String
  package let children: [MarkdownNode]

  /// Parses GitHub's Markdown: tables, strikethrough and bare links included.
  package init(parsing markdown: String) {
    self = parse(markdown)
  }

  fileprivate init(kind: Kind, literal: String = "", children: [MarkdownNode] = []) {
    self.kind = kind
    self.literal = literal
    self.children = children
  }

  /// The text of all leaves, without any marks.
  package var plainText: String {
    switch kind {
    case .softBreak, .lineBreak: " "
    case .htmlInline, .htmlBlock: ""
    default: literal + children.map(\.plainText).joined()
    }
  }
}

/// How the items of a list are marked and set.
package struct MarkdownList: Equatable {
  /// The first item's number; nil where the list has bullets.
  package let start: Int?
  /// Whether no blank lines stand between the items.
  package let isTight: Bool

  package init(start: Int?, isTight: Bool) {
    self.start = start
    self.isTight = isTight
  }
}

/// Where the text of a table's column stands.
package enum MarkdownAlignment: Equatable {
  case none, left, center, right
}

private let extensions = ["table", "strikethrough", "autolink"]

/// Registering is not safe from two threads at once; a global's first use is.
private let areExtensionsRegistered: Bool = {
  cmark_gfm_core_extensions_ensure_registered()
  return true
}()

private func parse(_ markdown: String) -> MarkdownNode {
  let nothing = MarkdownNode(kind: .document)
  guard areExtensionsRegistered, let parser = cmark_parser_new(CMARK_OPT_DEFAULT) else {
    return nothing
  }
  defer { cmark_parser_free(parser) }
  for name in extensions {
    if let found = cmark_find_syntax_extension(name) {
      cmark_parser_attach_syntax_extension(parser, found)
    }
  }
  cmark_parser_feed(parser, markdown, markdown.utf8.count)
  guard let root = cmark_parser_finish(parser) else { return nothing }
  defer { cmark_node_free(root) }
  cmark_consolidate_text_nodes(root)
  return node(root) ?? nothing
}

private typealias CNode = OpaquePointer

private func node(_ source: CNode) -> MarkdownNode? {
  let literal = string(cmark_node_get_literal(source))
  guard let kind = kind(of: source), kind != .text || !literal.isEmpty else { return nil }
  var children: [MarkdownNode] = []
  var child = cmark_node_first_child(source)
  while let current = child {
    if let node = node(current) { children.append(node) }
    child = cmark_node_next(current)
  }
  return MarkdownNode(kind: kind, literal: literal, children: children)
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
  case "item": .item
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
  case "link": .link(url: string(cmark_node_get_url(node)))
  case "image": .image(url: string(cmark_node_get_url(node)))
  default: nil
  }
}

private func list(_ node: CNode) -> MarkdownList {
  let isOrdered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
  return MarkdownList(
    start: isOrdered ? Int(cmark_node_get_list_start(node)) : nil,
    isTight: cmark_node_get_list_tight(node) != 0)
}

private func language(_ node: CNode) -> String {
  string(cmark_node_get_fence_info(node)).split(separator: " ").first.map(String.init) ?? ""
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

private func string(_ text: UnsafePointer<CChar>?) -> String {
  text.map { String(cString: $0) } ?? ""
}
