/// Cuts Swift code into the parts that are shown in different colours.
package enum SwiftHighlighter {
  /// The kinds of parts of code.
  package enum Kind: String, CaseIterable, Sendable {
    /// White space, operators, punctuation and other names.
    case plain
    /// A reserved word.
    case keyword
    /// A name that begins with a capital.
    case type
    /// A name that an opening parenthesis follows.
    case call
    /// A number.
    case number
    /// A string, together with the code inside it.
    case string
    /// A comment.
    case comment
    /// An attribute such as `@Test`, or a directive such as `#if`.
    case attribute
    /// The blank of an exercise, `___`.
    case blank
  }

  /// A part of the code.
  package struct Token: Equatable, Sendable {
    /// The kind of the part.
    package let kind: Kind
    /// The part itself.
    package let text: String
    /// Whether the part comes to its end: false of a string and of a comment that are never closed.
    package var isClosed = true
  }

  /// The parts in order; their texts joined are the code.
  package static func tokens(of code: String) -> [Token] {
    var scanner = SwiftScanner(code[...])
    var tokens: [Token] = []
    while let next = scanner.next() {
      if next.kind == .plain, let last = tokens.last, last.kind == .plain {
        tokens[tokens.count - 1] = Token(kind: .plain, text: last.text + next.text)
      } else {
        tokens.append(next)
      }
    }
    return tokens
  }

  /// The places of the blanks of an exercise, in the code that strings hold too; in comments and in the
  /// text of strings `___` is no blank.
  package static func blanks(in code: String) -> [Range<String.Index>] {
    blanks(in: code[...])
  }

  private static func blanks(in code: Substring) -> [Range<String.Index>] {
    var scanner = SwiftScanner(code)
    var blanks: [Range<String.Index>] = []
    var start = code.startIndex
    while let token = scanner.next() {
      let place = start..<scanner.place
      switch token.kind {
      case .blank: blanks.append(place)
      case .string:
        let pieces = SwiftString(opening: code[place])?.interpolations(in: code[place]) ?? []
        blanks += pieces.flatMap { Self.blanks(in: $0) }
      default: break
      }
      start = place.upperBound
    }
    return blanks
  }
}

/// Walks through code token by token; code that does not end its strings is still read to the end.
private struct SwiftScanner {
  private var rest: Substring
  private var isBehindDot = false
  /// The last sign before a slash, which decides whether that divides or opens a regular expression.
  private var beforeSlash: Character = "("

  init(_ code: Substring) {
    rest = code
  }

  /// The place at which the next token begins.
  var place: Substring.Index { rest.startIndex }

  mutating func next() -> SwiftHighlighter.Token? {
    guard let first = rest.first else { return nil }
    let part = part(startingWith: first)
    let text = String(rest[..<part.end])
    rest = rest[part.end...]
    isBehindDot = text == "."
    if part.kind != .comment, let last = text.last(where: { !$0.isWhitespace }) {
      beforeSlash = part.kind == .keyword ? "(" : last
    }
    return SwiftHighlighter.Token(kind: part.kind, text: text, isClosed: part.isClosed)
  }

  private func part(
    startingWith first: Character
  ) -> (kind: SwiftHighlighter.Kind, end: Substring.Index, isClosed: Bool) {
    if rest.hasPrefix("//") { return (.comment, end { !$0.endsLine }, true) }
    if rest.hasPrefix("/*") {
      let (end, isClosed) = endOfComment()
      return (.comment, end, isClosed)
    }
    if let string = SwiftString(opening: rest) {
      let (end, isClosed) = string.end(in: rest)
      return (.string, end, isClosed)
    }
    if let end = SwiftRegex.end(in: rest, after: beforeSlash) { return (.string, end, true) }
    switch first {
    case "@", "#":
      let name = rest.dropFirst().prefix(while: isPartOfName)
      return (name.isEmpty ? .plain : .attribute, name.isEmpty ? after(1) : name.endIndex, true)
    case _ where first.isASCII && first.isNumber: return (.number, endOfNumber(), true)
    case _ where isPartOfName(first):
      let name = rest.prefix(while: isPartOfName)
      return (kind(of: name), name.endIndex, true)
    case "`", "$": return (.plain, rest.dropFirst().prefix(while: isPartOfName).endIndex, true)
    default: return (.plain, after(1), true)
    }
  }

  private func kind(of name: Substring) -> SwiftHighlighter.Kind {
    let next = rest[name.endIndex...].first
    if name == "___" { return .blank }
    let isLabel = next == ":" && name != "default"
    if keywords.contains(name), !isLabel, !isBehindDot || name == "init" || name == "self" {
      return .keyword
    }
    if name.first?.isUppercase == true { return .type }
    return next == "(" ? .call : .plain
  }

  /// Digits, with a point only where a digit follows: `0...9` is no decimal.
  private func endOfNumber() -> Substring.Index {
    if rest.hasPrefix("0x") || rest.hasPrefix("0b") || rest.hasPrefix("0o") {
      return end { isPartOfName($0) }
    }
    let pattern = /[0-9][0-9_]*(?:\.[0-9][0-9_]*)?(?:[eE][-+]?[0-9]+)?/
    return rest.prefixMatch(of: pattern)?.range.upperBound ?? after(1)
  }

  private func endOfComment() -> (end: Substring.Index, isClosed: Bool) {
    var depth = 0
    var text = rest
    while !text.isEmpty {
      if text.hasPrefix("/*") || text.hasPrefix("*/") {
        depth += text.first == "/" ? 1 : -1
        text = text.dropFirst(2)
        if depth == 0 { break }
      } else {
        text = text.dropFirst()
      }
    }
    return (text.startIndex, depth == 0)
  }

  private func after(_ count: Int) -> Substring.Index {
    rest.dropFirst(count).startIndex
  }

  private func end(while belongs: (Character) -> Bool) -> Substring.Index {
    rest.prefix(while: belongs).endIndex
  }
}

private func isPartOfName(_ character: Character) -> Bool {
  character.isLetter || character.isNumber || character == "_"
}

private let keywords: Set<Substring> = [
  "Any", "Self", "any", "as", "associatedtype", "async", "await", "break", "case", "catch", "class",
  "continue", "default", "defer", "deinit", "do", "else", "enum", "extension", "fallthrough",
  "false", "fileprivate", "final", "for", "func", "guard", "if", "import", "in", "indirect", "init",
  "inout", "internal", "is", "lazy", "let", "mutating", "nil", "nonisolated", "operator",
  "override", "private", "protocol", "public", "repeat", "rethrows", "return", "self", "some",
  "static", "struct", "subscript", "super", "switch", "throw", "throws", "true", "try", "typealias",
  "unowned", "var", "weak", "where", "while",
]
