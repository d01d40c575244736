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
  /// the latest with the line; false where no mark closes it.
  func end(in code: Substring) -> (end: Substring.Index, isClosed: Bool) {
    let parts = parts(of: code)
    return (parts.end, parts.isClosed)
  }

  /// The code of the interpolations in a string that opens `code`, with its parentheses.
  func interpolations(in code: Substring) -> [Substring] { parts(of: code).interpolations }

  /// The code in the interpolations of a whole string.
  static func code(in string: String) -> [String] {
    let text = string[...]
    return (SwiftString(opening: text)?.interpolations(in: text) ?? []).map(String.init)
  }

  private func parts(
    of code: Substring
  ) -> (end: Substring.Index, isClosed: Bool, interpolations: [Substring]) {
    var interpolations: [Substring] = []
    var rest = code.dropFirst(signs.count + quotes.count)
    while let character = rest.first {
      if rest.hasPrefix(quotes + signs) {
        return (rest.dropFirst(quotes.count + signs.count).startIndex, true, interpolations)
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
    return (rest.startIndex, false, interpolations)
  }

  /// Parentheses nest, and those in strings do not count.
  private func endOfInterpolation(in code: Substring) -> Substring.Index {
    var rest = code
    var depth = 0
    while let character = rest.first {
      if let string = SwiftString(opening: rest) {
        rest = rest[string.end(in: rest).end...]
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

/// The regular expressions of Swift code.
enum SwiftRegex {
  /// The end of a regular expression that opens `code`; nil where there is none.
  ///
  /// A slash after something that has a value divides.
  static func end(in code: Substring, after before: Character) -> Substring.Index? {
    let signs = code.prefix { $0 == "#" }
    let body = code.dropFirst(signs.count)
    guard body.first == "/" else { return nil }
    if signs.isEmpty {
      guard !hasValue(before), let next = body.dropFirst().first, !next.isWhitespace else {
        return nil
      }
    }
    let closing = "/" + signs
    var rest = body.dropFirst()
    let isLong = !signs.isEmpty && rest.first?.endsLine == true
    var isInSet = false
    while let character = rest.first {
      if !isInSet || !signs.isEmpty, rest.hasPrefix(closing) {
        return rest.dropFirst(closing.count).startIndex
      }
      if character.endsLine && !isLong { return nil }
      if character == "\\" { rest = rest.dropFirst() }
      if character == "[" { isInSet = true }
      if character == "]" { isInSet = false }
      rest = rest.dropFirst()
    }
    return nil
  }

  private static func hasValue(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || "_)]}\"'`!?.".contains(character)
  }
}
