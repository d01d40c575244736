/// A Markdown text that is parsed once: its tree for every writer, and its source for those that
/// write Markdown.
package struct Prose: Equatable, Sendable {
  /// The text as it was written.
  package let source: String
  /// The tree; the places of its nodes are offsets in the source.
  package let document: MarkdownNode
  /// The offset in the source of what is nested too deeply to be shown; nil where nothing is.
  private let deepPlace: Int?

  /// Parses a text.
  package init(_ source: String) {
    let (tree, deepPlace) = MarkdownParser.document(of: source)
    self.init(source: source, document: tree, deepPlace: deepPlace)
  }

  private init(source: String, document: MarkdownNode, deepPlace: Int? = nil) {
    self.source = source
    self.document = document
    self.deepPlace = deepPlace
  }

  /// Whether the text closes the fences, the comments and the HTML that it opens, so that what stands after
  /// it, with a blank line between, is no part of them.
  package var isClosed: Bool {
    Prose(source + "\n\nx").document.children.last?.isParagraph(of: "x") == true
  }

  /// The text with an end for what it leaves open.
  package var closed: Prose {
    guard !isClosed else { return self }
    let ends =
      ["`", "~"].map { mark in String(repeating: mark, count: longestRun(of: mark)) } + [
        "-->", "?>", "]]>", ">", "</pre>", "</script>", "</style>", "</textarea>",
      ]
    let closed = ends.lazy.map { Prose(source + "\n" + $0) }.first { $0.isClosed }
    // Code shows whatever it is.
    return closed ?? Prose(fencedBlock(source, as: "text"))
  }

  private func longestRun(of mark: String) -> Int {
    var (longest, run) = (3, 0)
    for character in source {
      run = String(character) == mark ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }

  /// The formulas in reading order.
  package var formulas: [Formula] { document.formulas }

  /// The references in reading order, each with its line, counted from 0.
  package var references: [(reference: Reference, line: Int)] {
    let lines = LineTable(source)
    return document.leaves.compactMap { node in
      guard case .reference(let reference) = node.kind, let place = node.place else { return nil }
      return (reference, lines.line(at: place))
    }
  }

  /// The formulas in reading order that cannot be read, each with the reason and its line, counted from 0.
  package var formulaMistakes: [(mistake: MathError, line: Int)] {
    let lines = LineTable(source)
    return document.leaves.compactMap { node -> (mistake: MathError, line: Int)? in
      guard case .formula(let formula) = node.kind, let place = node.place else { return nil }
      do throws(MathError) {
        _ = try MathParser.parse(formula.latex)
        return nil
      } catch {
        return (error, lines.line(at: place) + (error.line(in: node.literal) ?? 0))
      }
    }
  }

  /// The line, counted from 0, at an offset in the source.
  func line(at place: Int) -> Int { LineTable(source).line(at: place) }

  /// The line of what is nested too deeply to be shown, counted from 0.
  package var deepLine: Int? { deepPlace.map(LineTable(source).line) }

  /// The links and pictures in reading order, each with its line, counted from 0; that of a link to no file
  /// is the line of the block around it.
  package var links: [(node: MarkdownNode, line: Int)] {
    let lines = LineTable(source)
    return document.children.flatMap { block in
      block.links.map { ($0, lines.line(at: $0.place ?? block.place ?? 0)) }
    }
  }

  /// The labels of formulas in reading order, each with its line, counted from 0.
  package var formulaLabels: [(label: String, line: Int)] {
    let lines = LineTable(source)
    return document.leaves.compactMap { node in
      guard case .formula(let formula) = node.kind, let label = formula.label,
        let place = node.place
      else { return nil }
      return (label, lines.line(at: place + node.literal.utf8.count))
    }
  }

  /// The text with names for its references and numbers for its formulas and notes; notes without one keep
  /// theirs.
  package func numbered(
    reference name: (Reference) -> String?, formula number: (_ label: String) -> String?,
    note: (_ label: String) -> Int? = { _ in nil }
  ) -> Prose {
    let document = document.replacing { kind in
      switch kind {
      case .reference(var reference):
        reference.name = name(reference)
        return .reference(reference)
      case .formula(var formula):
        formula.number = formula.label.flatMap(number)
        return .formula(formula)
      case .footnoteMark(var mark):
        mark.number = note(mark.label) ?? mark.number
        return .footnoteMark(mark)
      case .footnote(var footnote):
        footnote.number = note(footnote.label) ?? footnote.number
        return .footnote(footnote)
      default: return nil
      }
    }
    return Prose(source: source, document: document, deepPlace: deepPlace)
  }

  /// The nodes within a line of text; nil where the text is anything but one paragraph, such as
  /// `- 3`.
  package var line: MarkdownNode? {
    guard document.children.count == 1, let only = document.children.first,
      only.kind == .paragraph
    else { return nil }
    return only
  }

}

/// The lines of a text by their places.
struct LineTable {
  private let ends: [Int]

  init(_ text: String) {
    let bytes = Array(text.utf8)
    ends = bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }
  }

  /// The line, counted from 0, at an offset in UTF-8.
  func line(at place: Int) -> Int {
    var range = ends.startIndex..<ends.endIndex
    while !range.isEmpty {
      let middle = (range.lowerBound + range.upperBound) / 2
      range = ends[middle] < place ? (middle + 1)..<range.upperBound : range.lowerBound..<middle
    }
    return range.lowerBound
  }
}

extension MarkdownNode {
  /// The nodes without children at or within this one.
  var leaves: [MarkdownNode] {
    children.isEmpty ? [self] : children.flatMap(\.leaves)
  }

  /// The links and pictures at or within the node.
  fileprivate var links: [MarkdownNode] {
    let inner = children.flatMap(\.links)
    switch kind {
    case .link, .image: return [self] + inner
    default: return inner
    }
  }

  fileprivate func isParagraph(of text: String) -> Bool {
    kind == .paragraph && children.count == 1 && children[0].kind == .text
      && children[0].literal == text
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

  /// The source with other text for those formulas, references and marks that `write` has one for, for lone
  /// dollar signs, and for the addresses of files.
  package func markdown(
    _ write: (_ node: MarkdownNode, _ surroundings: Surroundings) -> String?,
    dollar: String? = nil, address: (_ link: MarkdownNode) -> String? = { _ in nil }
  ) -> String {
    var edits: [(place: Int, count: Int, text: String)] = []
    func collect(_ node: MarkdownNode, in surroundings: Surroundings) {
      switch node.kind {
      case .text:
        if let place = node.place, let dollar { edits.append((place, 1, dollar)) }
      case .formula, .reference, .footnoteMark, .alertMark, .footnote:
        if let place = node.place, let text = write(node, surroundings) {
          edits.append((place, node.literal.utf8.count, text))
        }
        node.children.forEach { collect($0, in: surroundings) }
      case .link, .image:
        node.children.forEach { collect($0, in: .link) }
        if let place = node.place, let text = address(node) {
          edits.append((place, node.literal.utf8.count, text))
        }
      case .htmlBlock, .htmlInline: node.children.forEach { collect($0, in: .html) }
      default: node.children.forEach { collect($0, in: surroundings) }
      }
    }
    collect(document, in: .text)
    var result = ""
    var end = 0
    // Two links may share one definition, which stands at another place.
    for edit in edits.sorted(by: { $0.place < $1.place }) where edit.place >= end {
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
