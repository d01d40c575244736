/// The smallest part of a formula's LaTeX.
enum MathToken: Equatable {
  case command(String)
  /// A command whose argument is taken letter for letter, such as `\text`.
  case verbatim(String, String)
  case character(Character)
  case open, close, sub, sup, align, newline

  /// How an error names the token.
  var source: String {
    switch self {
    case .command(let name), .verbatim(let name, _): "\\" + name
    case .character(let character): String(character)
    case .open: "{"
    case .close: "}"
    case .sub: "_"
    case .sup: "^"
    case .align: "&"
    case .newline: "\\\\"
    }
  }
}

extension MathToken {
  private static let verbatimCommands: Set<String> = [
    "text", "textrm", "textbf", "textit", "mathrm", "operatorname", "operatorname*", "tag",
    "begin", "end",
  ]

  /// Cuts LaTeX into tokens; white space matters in words only.
  static func tokens(of latex: String) throws(MathError) -> [MathToken] {
    var tokens: [MathToken] = []
    var rest = latex[...]
    while let character = rest.popFirst() {
      switch character {
      case "{": tokens.append(.open)
      case "}": tokens.append(.close)
      case "_": tokens.append(.sub)
      case "^": tokens.append(.sup)
      case "&": tokens.append(.align)
      case "%": rest = rest.drop { !$0.isNewline }
      case "\\": tokens.append(try command(&rest))
      case _ where character.isWhitespace: break
      default: tokens.append(.character(character))
      }
    }
    return tokens
  }

  private static func command(_ rest: inout Substring) throws(MathError) -> MathToken {
    var name = String(rest.prefix { $0.isASCII && $0.isLetter })
    guard !name.isEmpty else {
      guard let sign = rest.popFirst() else { throw .missing("a command behind its last `\\`") }
      return sign == "\\" ? .newline : .command(sign.isWhitespace ? " " : String(sign))
    }
    rest = rest.dropFirst(name.count)
    if name == "operatorname", rest.first == "*" { name.append(rest.removeFirst()) }
    guard verbatimCommands.contains(name) else { return .command(name) }
    let behind = rest.drop { $0.isWhitespace }
    guard behind.first == "{" else { throw .missing("the words of `\\\(name)` in braces") }
    var depth = 0
    for index in behind.indices {
      if behind[index] == "{" { depth += 1 }
      if behind[index] == "}" { depth -= 1 }
      if depth == 0 {
        rest = behind[behind.index(after: index)...]
        return .verbatim(name, String(behind[..<index].dropFirst()))
      }
    }
    throw .missing("a closing brace behind `\\\(name)`")
  }
}
