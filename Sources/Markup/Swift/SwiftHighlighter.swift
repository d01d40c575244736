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

  init(_ code: Substring) {
    rest = code
  }

  /// The place at which the next token begins.
  var place: Substring.Index { rest.startIndex }

  mutating func next() -> SwiftHighlighter.Token? {
    guard let first = rest.first else { return nil }
    let (kind, end) = part(startingWith: first)
    let text = String(rest[..<end])
    rest = rest[end...]
    isBehindDot = text == "."
    return SwiftHighlighter.Token(kind: kind, text: text)
  }

  private func part(
    startingWith first: Character
  ) -> (kind: SwiftHighlighter.Kind, end: Substring.Index) {
    if rest.hasPrefix("//") { return (.comment, end { !$0.endsLine }) }
    if rest.hasPrefix("/*") { return (.comment, endOfComment()) }
    if let string = SwiftString(opening: rest) { return (.string, string.end(in: rest)) }
    switch first {
    case "@", "#":
      let name = rest.dropFirst().prefix(while: isPartOfName)
      return (name.isEmpty ? .plain : .attribute, name.isEmpty ? after(1) : name.endIndex)
    case _ where first.isASCII && first.isNumber: return (.number, endOfNumber())
    case _ where isPartOfName(first):
      let name = rest.prefix(while: isPartOfName)
      return (kind(of: name), name.endIndex)
    case "`", "$": return (.plain, rest.dropFirst().prefix(while: isPartOfName).endIndex)
    default: return (.plain, after(1))
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

  private func endOfComment() -> Substring.Index {
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
    return text.startIndex
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

/// The marks around a string of Swift code: its number signs and its quotes.
struct SwiftString {
  private let quotes: String
  private let signs: String

  /// Reads the opening of a string, or gives nil where the code begins with none.
  init?(opening code: Substring) {
    signs = String(code.prefix { $0 == "#" })
    let body = code.dropFirst(signs.count)
    guard body.first == "\"" else { return nil }
    quotes = body.hasPrefix("\"\"\"") ? "\"\"\"" : "\""
  }

  /// The end of a string that opens `code`: after its closing marks, and for a string of one line at
  /// the latest with the line.
  func end(in code: Substring) -> Substring.Index { parts(of: code).end }

  /// The code of the interpolations in a string that opens `code`, with its parentheses.
  func interpolations(in code: Substring) -> [Substring] { parts(of: code).interpolations }

  private func parts(
    of code: Substring
  ) -> (end: Substring.Index, interpolations: [Substring]) {
    var interpolations: [Substring] = []
    var rest = code.dropFirst(signs.count + quotes.count)
    while let character = rest.first {
      if rest.hasPrefix(quotes + signs) {
        return (rest.dropFirst(quotes.count + signs.count).startIndex, interpolations)
      }
      if character.endsLine && quotes.count == 1 { break }
      if rest.hasPrefix("\\" + signs) {
        rest = rest.dropFirst(1 + signs.count)
        guard rest.first == "(" else {
          rest = rest.dropFirst()
          continue
        }
        let end = endOfInterpolation(in: rest)
        interpolations.append(rest[..<end])
        rest = rest[end...]
      } else {
        rest = rest.dropFirst()
      }
    }
    return (rest.startIndex, interpolations)
  }

  /// Parentheses nest, and those in strings do not count.
  private func endOfInterpolation(in code: Substring) -> Substring.Index {
    var rest = code
    var depth = 0
    while let character = rest.first {
      if let string = SwiftString(opening: rest) {
        rest = rest[string.end(in: rest)...]
        continue
      }
      if character.endsLine && quotes.count == 1 { break }
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      rest = rest.dropFirst()
      if depth == 0 { break }
    }
    return rest.startIndex
  }
}
