/// A Markdown text from which formulas and references are taken out, since Markdown would eat their
/// underscores and backslashes; private to the parser, which puts them back into the tree.
struct MarkdownScan {
  /// The Markdown with a placeholder for each formula and each reference.
  private(set) var text = ""

  private let source: String
  private var spans: [Span] = []
  private var rest: Substring
  private var isLineStart = true
  private var lineStart: String.Index
  private var paragraphs: ParagraphEnds
  /// The lengths of runs of back quotes that have no partner in the paragraph that ends here.
  private var loneRuns: (end: String.Index, lengths: Set<Int>)

  private struct Span {
    let kind: MarkdownNode.Kind
    let source: Substring
    /// The offsets of its beginning in the source and in the text.
    let place: Int
    let textPlace: Int
  }

  /// Takes the formulas, the references and the addresses of files out; code and comments are not touched.
  init(_ source: String) {
    self.source = source
    rest = source[...]
    lineStart = source.startIndex
    paragraphs = ParagraphEnds(source)
    loneRuns = (source.startIndex, [])
    while let character = rest.first {
      if isLineStart {
        lineStart = rest.startIndex
        if copyFencedBlock() { continue }
      }
      isLineStart = character.isNewline
      switch character {
      case "\\": copy(2)
      case "`": copyCodeSpan()
      case "<" where rest.hasPrefix("<!--"): copy(through: "-->", after: 4)
      case "$": if !takeDisplay() && !takeInline() { takeDollars() }
      case "[": if !takeFootnote() && !takeAlert() { copy(1) }
      case "]": if !takeAddress() { copy(1) }
      case "@": if !takeReference() { copy(1) }
      default: copyWords()
      }
    }
  }

  // MARK: Back into the tree

  /// The nodes of a stretch of the text.
  func pieces(of text: String) -> [MarkdownNode] {
    split(text) { span in
      // What looks like the address of a link, and is none, is text.
      if case .link = span.kind { return MarkdownNode(kind: .text, literal: String(span.source)) }
      return MarkdownNode(kind: span.kind, literal: String(span.source), place: span.place)
    } between: { text in
      MarkdownNode(kind: .text, literal: String(text))
    }
  }

  /// The address of a link as it is written, and its place, where the link leads to a file.
  func address(_ url: String) -> (text: String, place: Int)? {
    guard let first = url.unicodeScalars.first, first == Self.opening,
      url.unicodeScalars.last == Self.closing,
      let index = Int(String(url.unicodeScalars.dropFirst().dropLast())),
      spans.indices.contains(index)
    else { return nil }
    return (String(spans[index].source), spans[index].place)
  }

  /// A stretch of the text as it was written: for code and addresses.
  func restored(_ text: String) -> String {
    split(text) {
      $0.source
    } between: {
      $0
    }.joined()
  }

  /// The offset in the source at which each line of the text begins.
  var linePlaces: [Int] {
    var places = [0]
    var spans = spans[...]
    var shift = 0
    let bytes = Array(text.utf8)
    for index in bytes.indices where isLineEnd(bytes, at: index) {
      while let span = spans.first, span.textPlace <= index {
        shift = span.place + span.source.utf8.count - span.textPlace
        shift -= Self.placeholder(self.spans.count - spans.count).utf8.count
        spans.removeFirst()
      }
      places.append(index + 1 + shift)
    }
    return places
  }

  private func isLineEnd(_ bytes: [UInt8], at index: Int) -> Bool {
    switch bytes[index] {
    case UInt8(ascii: "\n"): true
    case UInt8(ascii: "\r"):
      index + 1 == bytes.count || bytes[index + 1] != UInt8(ascii: "\n")
    default: false
    }
  }

  /// Goes by scalars, since a combining mark after a placeholder joins its last `Character`.
  private func split<Part>(
    _ text: String, at span: (Span) -> Part, between part: (Substring) -> Part
  ) -> [Part] {
    var parts: [Part] = []
    var rest = text.unicodeScalars[...]
    var plain = rest.startIndex
    while let start = rest.firstIndex(of: Self.opening) {
      rest = rest[rest.index(after: start)...]
      guard let end = rest.firstIndex(of: Self.closing), let index = Int(String(rest[..<end])),
        spans.indices.contains(index)
      else { continue }
      if plain < start { parts.append(part(text[plain..<start])) }
      parts.append(span(spans[index]))
      rest = rest[rest.index(after: end)...]
      plain = rest.startIndex
    }
    if plain < text.endIndex { parts.append(part(text[plain...])) }
    return parts
  }

  /// Two characters that no text uses.
  private static let opening: Unicode.Scalar = "\u{F0F00}"
  private static let closing: Unicode.Scalar = "\u{F0F01}"

  private static func placeholder(_ index: Int) -> String {
    "\(opening)\(index)\(closing)"
  }
}

// The parts that are left in the text.
extension MarkdownScan {
  private mutating func copy(_ count: Int) {
    text += rest.prefix(count)
    rest = rest.dropFirst(count)
  }

  /// Copies up to the next sign that may mean something, or to the end of the line.
  private mutating func copyWords() {
    let end = rest.utf8.firstIndex { byte in
      switch byte {
      case UInt8(ascii: "\\"), UInt8(ascii: "`"), UInt8(ascii: "<"), UInt8(ascii: "$"),
        UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "@"), UInt8(ascii: "\n"),
        UInt8(ascii: "\r"):
        true
      default: false
      }
    }
    guard let end, end > rest.startIndex else { return copy(end == nil ? rest.count : 1) }
    text += rest[..<end]
    rest = rest[end...]
    isLineStart = false
  }

  private mutating func copy(through end: String, after count: Int) {
    copy(count)
    let stop = rest.firstRange(of: end)?.upperBound ?? rest.endIndex
    text += rest[..<stop]
    rest = rest[stop...]
  }

  private mutating func copyLine() -> Substring {
    let line = rest.prefix { !$0.isNewline }
    copy(line.count + 1)
    return line
  }

  private mutating func copyFencedBlock() -> Bool {
    guard let fence = Fence(opening: rest.prefix { !$0.isNewline }) else { return false }
    var line = copyLine()
    repeat { line = copyLine() } while !rest.isEmpty && !fence.isClosed(by: line)
    return true
  }

  /// A run of back quotes opens a span only where a run of the same length closes it.
  private mutating func copyCodeSpan() {
    let length = rest.prefix { $0 == "`" }.count
    var ahead = paragraph(rest.dropFirst(length))
    if loneRuns.end != ahead.endIndex { loneRuns = (ahead.endIndex, []) }
    guard !loneRuns.lengths.contains(length) else { return copy(length) }
    while let quote = ahead.firstIndex(of: "`") {
      ahead = ahead[quote...]
      let run = ahead.prefix { $0 == "`" }.count
      ahead = ahead.dropFirst(run)
      if run == length {
        text += rest[..<ahead.startIndex]
        rest = rest[ahead.startIndex...]
        return
      }
    }
    loneRuns.lengths.insert(length)
    copy(length)
  }

  /// No formula and no span of code reaches beyond a blank line.
  private mutating func paragraph(_ text: Substring) -> Substring {
    text[..<paragraphs.end(after: text.startIndex)]
  }
}

/// The blank lines of a text, asked for from its beginning to its end.
private struct ParagraphEnds {
  private var ends: ArraySlice<String.Index>
  private let last: String.Index

  init(_ text: String) {
    var ends: [String.Index] = []
    var lineEnd: String.Index?
    var before: UInt8?
    let bytes = text.utf8
    for index in bytes.indices {
      switch bytes[index] {
      case UInt8(ascii: "\n"):
        if let lineEnd { ends.append(lineEnd) }
        lineEnd = before == UInt8(ascii: "\r") ? bytes.index(before: index) : index
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): break
      default: lineEnd = nil
      }
      before = bytes[index]
    }
    self.ends = ends[...]
    last = text.endIndex
  }

  /// The end of the last line before the first blank one from a place on.
  mutating func end(after place: String.Index) -> String.Index {
    while let first = ends.first, first < place { ends.removeFirst() }
    return ends.first ?? last
  }
}

// The parts that are taken out of the text.
extension MarkdownScan {
  private mutating func takeDisplay() -> Bool {
    guard rest.hasPrefix("$$") else { return false }
    let body = paragraph(rest.dropFirst(2))
    guard let end = body.firstRange(of: "$$") else { return false }
    let latex = body[..<end.lowerBound].trimmed
    guard !latex.isEmpty else { return false }
    let label = rest[end.upperBound...].prefixMatch(of: /[ \t]*\{#([A-Za-z0-9_:.-]+)\}/)
    take(
      .formula(Formula(latex: latex, isDisplay: true, label: label.map { String($0.1) })),
      until: label?.range.upperBound ?? end.upperBound)
    return true
  }

  private mutating func takeInline() -> Bool {
    let body = paragraph(rest.dropFirst())
    guard let first = body.first, !first.isWhitespace, first != "$" else { return false }
    var index = body.startIndex
    while index < body.endIndex, body[index] != "$" {
      let step = body[index] == "\\" ? 2 : 1
      index = body.index(index, offsetBy: step, limitedBy: body.endIndex) ?? body.endIndex
    }
    guard index < body.endIndex, let last = body[..<index].last, !last.isWhitespace else {
      return false
    }
    let after = rest.index(after: index)
    if after < rest.endIndex, rest[after].isNumber { return false }
    take(
      .formula(Formula(latex: String(body[..<index]), isDisplay: false, label: nil)), until: after)
    return true
  }

  /// Dollar signs that are money, but for one beside a mark of emphasis, which decides on the mark.
  private mutating func takeDollars() {
    let count = rest.prefix { $0 == "$" }.count
    func isMark(_ character: Character?) -> Bool { character.map { "*_~".contains($0) } ?? false }
    if isMark(source[..<rest.startIndex].last) || isMark(rest.dropFirst(count).first) {
      return copy(count)
    }
    for _ in 0..<count { take(.text, until: rest.index(after: rest.startIndex)) }
  }

  /// The address after `](` or, in a definition, after `]:`, where it leads to a file.
  private mutating func takeAddress() -> Bool {
    let behind = rest.dropFirst(2)
    let isDefinition = rest.dropFirst().first == ":"
    if isDefinition {
      let label = source[lineStart..<rest.startIndex].drop { $0 == " " }
      guard label.first == "[", !label.dropFirst().contains("["), !label.hasPrefix("[^") else {
        return false
      }
    } else if rest.dropFirst().first != "(" {
      return false
    }
    guard let address = LinkAddress(opening: behind, isDefinition: isDefinition) else {
      return false
    }
    copy(2)
    text += rest[..<address.range.lowerBound]
    rest = rest[address.range.lowerBound...]
    take(.link(url: String(rest[address.range])), until: address.range.upperBound)
    return true
  }

  /// The mark of a note, and at the beginning of a line with a colon the head of the note itself.
  private mutating func takeFootnote() -> Bool {
    guard let match = rest.prefixMatch(of: /\[\^([^\[\]\s]{1,100})\]/) else { return false }
    let note = Footnote(label: String(match.1))
    let behind = rest[match.range.upperBound...]
    let indent = source[lineStart..<rest.startIndex]
    if behind.first == ":", indent.wholeMatch(of: /(?:[ ]{0,3}>)*[ ]{0,4}/) != nil, !isDeep(indent)
    {
      take(.footnote(note), until: behind.dropFirst().drop { $0 == " " || $0 == "\t" }.startIndex)
    } else if behind.first != "(" {
      take(.footnoteMark(note), until: match.range.upperBound)
    } else {
      return false
    }
    return true
  }

  /// Whether what stands before a line's text makes it code.
  private func isDeep(_ indent: Substring) -> Bool {
    let spaces = indent.reversed().prefix { $0 == " " }.count
    return spaces > (indent.contains(">") ? 4 : 3)
  }

  /// The mark of an alert, alone in a line of a quote.
  private mutating func takeAlert() -> Bool {
    guard rest.hasPrefix("[!"),
      let match = rest.prefixMatch(of: /\[!([A-Za-z]{3,9})\][ \t]*(?=\R|\z)/),
      let alert = MarkdownAlert(rawValue: match.1.uppercased()),
      source[lineStart..<rest.startIndex].wholeMatch(of: /[ ]{0,3}> ?/) != nil
    else { return false }
    take(.alertMark(alert), until: match.range.upperBound)
    return true
  }

  /// In an address such as `me@fig-tree` there is none.
  private mutating func takeReference() -> Bool {
    let before = source[..<rest.startIndex].last
    if let before, before == "@" || before.isASCII && (before.isLetter || before.isNumber) {
      return false
    }
    guard let match = rest.prefixMatch(of: /@(fig|tbl|eq|ex)-([A-Za-z0-9_-]*[A-Za-z0-9])/),
      let kind = Reference.Kind(rawValue: String(match.1))
    else { return false }
    take(
      .reference(Reference(kind: kind, label: String(match.2))), until: match.range.upperBound)
    return true
  }

  private mutating func take(_ kind: MarkdownNode.Kind, until end: Substring.Index) {
    spans.append(
      Span(
        kind: kind, source: rest[..<end],
        place: source.utf8.distance(from: source.startIndex, to: rest.startIndex),
        textPlace: text.utf8.count))
    text += Self.placeholder(spans.count - 1)
    rest = rest[end...]
  }
}
