/// A word or sign of Swift code; comments and the text of strings leave none.
struct SwiftToken: Equatable {
  enum Kind { case word, number, sign, string }

  let kind: Kind
  let text: String
  let line: Int
}

/// Cuts Swift code into tokens: as much of the language as telling names from prose takes.
///
/// What stands in `\(...)` of a string is code and gives tokens.
struct SwiftTokens {
  private let bytes: [UInt8]
  private var position = 0
  private var line = 1
  private var tokens: [SwiftToken] = []

  static func of(_ code: String) -> [SwiftToken] {
    var scanner = SwiftTokens(bytes: Array(code.utf8))
    scanner.scan(untilClosing: false)
    return scanner.tokens
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private func byte(_ offset: Int = 0) -> UInt8 {
    position + offset < bytes.count ? bytes[position + offset] : 0
  }

  private func starts(with text: StaticString) -> Bool {
    text.withUTF8Buffer { wanted in
      position + wanted.count <= bytes.count
        && bytes[position..<position + wanted.count].elementsEqual(wanted)
    }
  }

  private mutating func advance(_ count: Int = 1) {
    for _ in 0..<count where position < bytes.count {
      if bytes[position] == UInt8(ascii: "\n") { line += 1 }
      position += 1
    }
  }

  private mutating func add(_ kind: SwiftToken.Kind, from start: Int, line: Int) {
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    tokens.append(
      SwiftToken(kind: kind, text: text.filter { $0 != "`" || kind != .word }, line: line))
  }

  /// Scans to the end, or past the parenthesis that closes one opened before.
  private mutating func scan(untilClosing: Bool) {
    var depth = 0
    while position < bytes.count {
      let (start, first) = (position, line)
      switch byte() {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"):
        advance()
      case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "/"):
        while position < bytes.count, byte() != UInt8(ascii: "\n") { advance() }
      case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "*"):
        skipBlockComment()
      case UInt8(ascii: "/") where startsRegex:
        advance()
        while byte() != UInt8(ascii: "/") { advance(byte() == UInt8(ascii: "\\") ? 2 : 1) }
        advance()
        add(.string, from: start, line: first)
      case UInt8(ascii: "\""):
        scanString(pounds: 0)
      case UInt8(ascii: "#") where poundsBefore(UInt8(ascii: "\"")) != nil:
        scanString(pounds: poundsBefore(UInt8(ascii: "\"")) ?? 0)
      case UInt8(ascii: "#") where poundsBefore(UInt8(ascii: "/")) != nil:
        let pounds = poundsBefore(UInt8(ascii: "/")) ?? 0
        advance(pounds + 1)
        while position < bytes.count, !closes(UInt8(ascii: "/"), 1, pounds) { advance() }
        advance(1 + pounds)
        add(.string, from: start, line: first)
      case let byte where Self.isDigit(byte):
        advance()
        while Self.isWord(self.byte())
          || self.byte() == UInt8(ascii: ".") && Self.isDigit(self.byte(1))
        { advance() }
        add(.number, from: start, line: first)
      case let byte where Self.isWord(byte) || byte == UInt8(ascii: "`"):
        while Self.isWord(self.byte()) || self.byte() == UInt8(ascii: "`") { advance() }
        add(.word, from: start, line: first)
      case let byte:
        advance()
        if byte == UInt8(ascii: "(") { depth += 1 }
        if byte == UInt8(ascii: ")") {
          if depth == 0, untilClosing { return }
          depth -= 1
        }
        add(.sign, from: start, line: first)
      }
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    isDigit(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$") || byte >= 0x80
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  private mutating func skipBlockComment() {
    var depth = 0
    repeat {
      if starts(with: "/*") {
        depth += 1
        advance(2)
      } else if starts(with: "*/") {
        depth -= 1
        advance(2)
      } else {
        advance()
      }
    } while depth > 0 && position < bytes.count
  }

  /// Number of `#` here, where the given sign follows them.
  private func poundsBefore(_ sign: UInt8) -> Int? {
    var count = 0
    while byte(count) == UInt8(ascii: "#") { count += 1 }
    return count > 0 && byte(count) == sign ? count : nil
  }

  /// Whether a quote of so many signs and pounds ends here.
  private func closes(_ sign: UInt8, _ signs: Int, _ pounds: Int) -> Bool {
    (0..<signs).allSatisfy { byte($0) == sign }
      && (0..<pounds).allSatisfy { byte(signs + $0) == UInt8(ascii: "#") }
  }

  /// Whether a slash begins a regular expression: no operand stands before it, and it ends on its line.
  private var startsRegex: Bool {
    if let last = tokens.last {
      let operand = [.number, .string].contains(last.kind) || [")", "]", "}"].contains(last.text)
      let keywords = ["return", "case", "in", "is", "as", "where", "try", "else"]
      if operand || last.kind == .word && !keywords.contains(last.text) { return false }
    }
    guard byte(1) != UInt8(ascii: " "), byte(1) != UInt8(ascii: ")") else { return false }
    var index = position + 1
    while index < bytes.count, bytes[index] != UInt8(ascii: "\n") {
      if bytes[index] == UInt8(ascii: "/") { return true }
      index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    return false
  }

  private mutating func scanString(pounds: Int) {
    tokens.append(SwiftToken(kind: .string, text: "\"", line: line))
    advance(pounds)
    let quote = UInt8(ascii: "\"")
    let signs = byte(1) == quote && byte(2) == quote ? 3 : 1
    advance(signs)
    while position < bytes.count, !closes(quote, signs, pounds) {
      let isEscape =
        byte() == UInt8(ascii: "\\")
        && (0..<pounds).allSatisfy { byte(1 + $0) == UInt8(ascii: "#") }
      guard isEscape else {
        advance()
        continue
      }
      advance(1 + pounds)
      let isCode = byte() == UInt8(ascii: "(")
      advance()
      if isCode { scan(untilClosing: true) }
    }
    advance(signs + pounds)
  }
}
