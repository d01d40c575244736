/// A formula that the parser does not read; the page then shows its LaTeX.
package enum MathError: Error, Equatable, CustomStringConvertible, Sendable {
  /// A command that is not among the known ones, without its backslash.
  case unknownCommand(String)
  /// Something stands where it has no meaning, such as a brace that nothing opened.
  case unexpected(String)
  /// Something is missing, such as the end of a group.
  case missing(String)
  /// Groups, arguments and scripts stand in each other more often than can be set.
  case tooDeep

  /// How often groups, arguments and scripts may stand in each other.
  static let depthLimit = 64

  /// The mistake and its remedy.
  package var description: String {
    switch self {
    case .unknownCommand(let name):
      "unknown command `\\\(name)` in a formula; write it with the commands of the other lessons"
    case .unexpected(let text):
      "unexpected `\(text)` in a formula; remove it or give it its partner"
    case .missing(let text): "a formula lacks \(text); add it"
    case .tooDeep:
      "a formula is nested more than \(Self.depthLimit) times; write it in parts"
    }
  }

  /// The line of the source at which an unknown command stands, counted from 0.
  func line(in source: String) -> Int? {
    guard case .unknownCommand(let name) = self, let place = source.firstRange(of: "\\" + name)
    else {
      return nil
    }
    return source[..<place.lowerBound].utf8.count { $0 == UInt8(ascii: "\n") }
  }
}

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
    "text", "textrm", "textbf", "textit", "textsf", "texttt", "textup", "textnormal", "textsc",
    "emph", "mbox", "hbox", "mathrm", "operatorname", "operatorname*", "tag", "label", "hspace",
    "mspace", "begin", "end",
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
      guard sign == "\\" else { return .command(sign.isWhitespace ? " " : String(sign)) }
      // A new line may ask for room above it, which is not kept.
      let room = /\*?(?:\s*\[\s*-?[0-9.]+\s*(?:pt|em|ex|mm|cm|in|mu|pc)\s*\])?/
      if let match = rest.prefixMatch(of: room) { rest = rest[match.range.upperBound...] }
      return .newline
    }
    rest = rest.dropFirst(name.count)
    if ["operatorname", "hspace"].contains(name), rest.first == "*" {
      rest.removeFirst()
      if name == "operatorname" { name.append("*") }
    }
    guard verbatimCommands.contains(name) else { return .command(name) }
    let behind = rest.drop { $0.isWhitespace }
    guard behind.first == "{" else { throw .missing("the words of `\\\(name)` in braces") }
    var depth = 0
    var isEscaped = false
    for index in behind.indices {
      if isEscaped {
        isEscaped = false
        continue
      }
      switch behind[index] {
      case "\\": isEscaped = true
      case "{": depth += 1
      case "}": depth -= 1
      default: break
      }
      if depth == 0 {
        rest = behind[behind.index(after: index)...]
        return .verbatim(name, String(behind[..<index].dropFirst()))
      }
    }
    throw .missing("a closing brace behind `\\\(name)`")
  }
}
