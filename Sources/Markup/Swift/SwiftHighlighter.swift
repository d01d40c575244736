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
    var scanner = SwiftScanner(code)
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
}

/// Walks through code token by token; code that does not end its strings is still read to the end.
private struct SwiftScanner {
  private var rest: Substring
  private var isBehindDot = false

  init(_ code: String) {
    rest = code[...]
  }

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
    if rest.hasPrefix("//") { return (.comment, end { !$0.isNewline }) }
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
