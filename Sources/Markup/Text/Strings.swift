extension StringProtocol {
  /// The text without white space at either end.
  package var trimmed: String {
    var rest = self[...]
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}

extension StringProtocol {
  /// The text with one space in place of each stretch of white space that holds a line end.
  package var onOneLine: String {
    split(whereSeparator: \.isNewline).map(\.trimmed).filter { !$0.isEmpty }.joined(separator: " ")
  }
}

extension String {
  /// The text without empty lines at either end; other lines keep their indentation.
  package var trimmingBlankLines: String {
    var lines = lines[...]
    while lines.first?.trimmed.isEmpty == true { lines.removeFirst() }
    while lines.last?.trimmed.isEmpty == true { lines.removeLast() }
    return lines.joined(separator: "\n")
  }
}

extension StringProtocol {
  /// The text with the signs escaped that mean something in XML and HTML.
  ///
  /// A browser reads scalar by scalar: a sign that a combining mark, or a letter such as U+0D4E,
  /// joins to itself is another `Character`, and yet the same sign.
  package var escapedForMarkup: String {
    unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.unicodeScalars.append(scalar)
      }
    }
  }
}

extension [UInt8] {
  /// How many bytes at the end belong to a character of UTF-8 that is not complete.
  package var incompleteTail: Int {
    for (after, byte) in reversed().prefix(4).enumerated() where byte & 0xC0 != 0x80 {
      let length = byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
      return length > after + 1 ? after + 1 : 0
    }
    return 0
  }
}
