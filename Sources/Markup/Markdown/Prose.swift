/// A Markdown text that is parsed once: its tree for every writer, and its source for those that
/// write Markdown.
package struct Prose: Equatable, Sendable {
  /// The text as it was written.
  package let source: String
  /// The tree; the places of its nodes are offsets in the source.
  package let document: MarkdownNode

  /// Parses a text.
  package init(_ source: String) {
    self.init(source: source, document: MarkdownParser.document(of: source))
  }

  private init(source: String, document: MarkdownNode) {
    self.source = source
    self.document = document
  }

  /// The formulas in reading order.
  package var formulas: [Formula] { document.formulas }

  /// The references in reading order, each with its line, counted from 0.
  package var references: [(reference: Reference, line: Int)] {
    document.leaves.compactMap { node in
      guard case .reference(let reference) = node.kind, let place = node.place else { return nil }
      return (reference, line(at: place))
    }
  }

  /// The labels of formulas in reading order, each with its line, counted from 0.
  package var formulaLabels: [(label: String, line: Int)] {
    document.leaves.compactMap { node in
      guard case .formula(let formula) = node.kind, let label = formula.label,
        let place = node.place
      else { return nil }
      return (label, line(at: place + node.literal.utf8.count))
    }
  }

  /// The text with names for its references and numbers for its formulas.
  package func numbered(
    reference name: (Reference) -> String?, formula number: (_ label: String) -> String?
  ) -> Prose {
    let document = document.replacing { kind in
      switch kind {
      case .reference(var reference):
        reference.name = name(reference)
        return .reference(reference)
      case .formula(var formula):
        formula.number = formula.label.flatMap(number)
        return .formula(formula)
      default: return nil
      }
    }
    return Prose(source: source, document: document)
  }

  /// The nodes within a line of text; nil where the text is anything but one paragraph, such as
  /// `- 3`.
  package var line: MarkdownNode? {
    guard document.children.count == 1, let only = document.children.first,
      only.kind == .paragraph
    else { return nil }
    return only
  }

  private func line(at place: Int) -> Int {
    source.utf8.prefix(place).count { $0 == UInt8(ascii: "\n") }
  }
}

extension MarkdownNode {
  /// The nodes without children at or within this one.
  fileprivate var leaves: [MarkdownNode] {
    children.isEmpty ? [self] : children.flatMap(\.leaves)
  }
}

// Markdown from Markdown: the reader's own text, but for what has a number.
extension Prose {
  /// The kind of text around a formula or a reference, which decides what may be written for it.
  package enum Surroundings: Sendable {
    case text
    /// The words of a link or of a picture, which hold no other link.
    case link
    /// Raw HTML, in which Markdown has no meaning.
    case html
  }

  /// The source with other text for those formulas and references that `write` has one for.
  package func markdown(
    _ write: (_ node: MarkdownNode, _ surroundings: Surroundings) -> String?
  ) -> String {
    var edits: [(place: Int, count: Int, text: String)] = []
    func collect(_ node: MarkdownNode, in surroundings: Surroundings) {
      switch node.kind {
      case .formula, .reference:
        if let place = node.place, let text = write(node, surroundings) {
          edits.append((place, node.literal.utf8.count, text))
        }
      case .link, .image: node.children.forEach { collect($0, in: .link) }
      case .htmlBlock, .htmlInline: node.children.forEach { collect($0, in: .html) }
      default: node.children.forEach { collect($0, in: surroundings) }
      }
    }
    collect(document, in: .text)
    var result = ""
    var end = 0
    for edit in edits {
      result += slice(end..<edit.place) + edit.text
      end = edit.place + edit.count
    }
    return result + slice(end..<source.utf8.count)
  }

  /// The stretches of the text, each from one heading to before the next, without blank lines at
  /// their ends.
  package var sections: [Prose] {
    let blocks = document.children
    var starts = blocks.indices.filter { blocks[$0].isHeading && blocks[$0].place != nil }
    if starts.first != 0 { starts.insert(0, at: 0) }
    let ends = starts.dropFirst() + [blocks.endIndex]
    return zip(starts, ends).map { start, end in
      let first = start == 0 ? 0 : blocks[start].place ?? 0
      let last = end == blocks.endIndex ? source.utf8.count : blocks[end].place ?? 0
      return part(blocks[start..<end], in: first..<last)
    }.filter { !$0.source.isEmpty }
  }

  /// The text with a paragraph after its title, a heading of the first level; nil without one.
  package func inserting(afterTitle paragraph: String) -> Prose? {
    let blocks = document.children
    guard let title = blocks.firstIndex(where: { $0.kind == .heading(level: 1) }) else {
      return nil
    }
    let hasNext = title + 1 < blocks.endIndex
    let end = hasNext ? blocks[title + 1].place ?? source.utf8.count : source.utf8.count
    var head = slice(0..<end)
    while head.last?.isWhitespace == true { head.removeLast() }
    head += "\n\n" + paragraph
    let between = hasNext ? "\n\n" : ""
    let shift = (head + between).utf8.count - end
    let nodes =
      blocks[...title] + Prose(paragraph).document.children
      + blocks[(title + 1)...].map { $0.moved(by: shift) }
    return Prose(
      source: head + between + slice(end..<source.utf8.count),
      document: MarkdownNode(kind: .document, children: Array(nodes)))
  }

  /// The text without blank lines at its ends.
  package var trimmed: Prose {
    part(document.children[...], in: 0..<source.utf8.count)
  }

  private func part(_ blocks: ArraySlice<MarkdownNode>, in range: Range<Int>) -> Prose {
    let text = slice(range)
    let trimmed = text.trimmingBlankLines
    let blank = text.firstRange(of: trimmed).map { text[..<$0.lowerBound].utf8.count } ?? 0
    let children = blocks.map { $0.moved(by: -range.lowerBound - blank) }
    return Prose(
      source: trimmed, document: MarkdownNode(kind: .document, children: children))
  }

  private func slice(_ range: Range<Int>) -> String {
    String(decoding: source.utf8.dropFirst(range.lowerBound).prefix(range.count), as: UTF8.self)
  }
}

extension MarkdownNode {
  package var isHeading: Bool {
    if case .heading = kind { true } else { false }
  }
}
