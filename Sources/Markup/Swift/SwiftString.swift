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
  func end(in code: Substring) -> Substring.Index {
    var rest = code.dropFirst(signs.count + quotes.count)
    while let character = rest.first {
      if rest.hasPrefix(quotes + signs) {
        return rest.dropFirst(quotes.count + signs.count).startIndex
      }
      if character.isNewline && quotes.count == 1 { break }
      if rest.hasPrefix("\\" + signs) {
        rest = rest.dropFirst(1 + signs.count)
        rest = rest.first == "(" ? rest[endOfInterpolation(in: rest)...] : rest.dropFirst()
      } else {
        rest = rest.dropFirst()
      }
    }
    return rest.startIndex
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
      if character.isNewline && quotes.count == 1 { break }
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      rest = rest.dropFirst()
      if depth == 0 { break }
    }
    return rest.startIndex
  }
}
