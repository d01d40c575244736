/// A name, a sign, a number, a string or an attribute of Swift code.
struct SwiftPart {
  let kind: SwiftHighlighter.Kind
  let text: String
  let line: Int
  /// Whether only white space stands before it in its line.
  let opensLine: Bool
  /// Whether white space stands directly before it.
  let isApart: Bool

  /// Whether an error may come from here, but for `try?` and `try!`.
  var isThrow: Bool {
    switch kind {
    case .keyword: text == "try" || text == "throw"
    case .string:
      SwiftString.code(in: text).contains { SwiftPart.all(in: $0).contains(where: \.isThrow) }
    default: false
    }
  }

  static func all(in code: String) -> [SwiftPart] {
    var parts: [SwiftPart] = []
    var line = 0
    var (opensLine, isApart) = (true, true)
    func add(_ kind: SwiftHighlighter.Kind, _ text: String) {
      parts.append(
        SwiftPart(kind: kind, text: text, line: line, opensLine: opensLine, isApart: isApart))
      (opensLine, isApart) = (false, false)
    }
    for token in SwiftHighlighter.tokens(of: code) {
      switch token.kind {
      case .plain:
        var rest = token.text[...]
        while let first = rest.first {
          if first.isWhitespace {
            isApart = true
            if first.endsLine { (line, opensLine) = (line + 1, true) }
            rest = rest.dropFirst()
          } else {
            let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
            let text = name.isEmpty ? rest.prefix(1) : name
            add(.plain, String(text))
            rest = rest[text.endIndex...]
          }
        }
      case .comment:
        line += token.text.count { $0.endsLine }
        (opensLine, isApart) = (false, true)
      default:
        add(token.kind, token.text)
        line += token.text.count { $0.endsLine }
      }
    }
    return parts
  }
}
