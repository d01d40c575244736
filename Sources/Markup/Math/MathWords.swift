// Words within a formula: what `\text`, `\mathrm` and `\operatorname` enclose.
extension MathParser {
  /// Words as they are read: escapes are undone, and formulas between dollar signs are formulas.
  static func text(_ source: String, depth: Int) throws(MathError) -> MathNode {
    var nodes: [MathNode] = []
    var rest = source[...]
    while !rest.isEmpty {
      let words = rest.upToDollar
      if !words.isEmpty { nodes.append(.text(try plain(words))) }
      rest = rest[words.endIndex...].dropFirst()
      guard words.endIndex < source.endIndex else { break }
      let latex = rest.upToDollar
      guard latex.endIndex < source.endIndex else {
        throw .missing("a `$` behind a formula in words")
      }
      nodes.append(try parse(String(latex), depth: depth + 1))
      rest = rest[latex.endIndex...].dropFirst()
    }
    return nodes.isEmpty ? .text("") : .joined(nodes)
  }

  /// Words without the signs that LaTeX escapes and without the commands that only change their letters.
  static func plain(_ source: some StringProtocol) throws(MathError) -> String {
    var result = ""
    var rest = Substring(source)
    while let character = rest.popFirst() {
      switch character {
      case "\\":
        let name = rest.prefix { $0.isASCII && $0.isLetter }
        if name.isEmpty, let sign = rest.popFirst() {
          guard let text = escapes[sign] else { throw .unknownCommand(String(sign)) }
          result += text
        } else {
          guard let text = wordCommands[String(name)] else { throw .unknownCommand(String(name)) }
          rest = rest[name.endIndex...]
          // The space after a name only ends it.
          if !text.isEmpty { rest = rest.drop { $0 == " " } }
          result += text
        }
      case "{", "}": break
      case "~": result += "\u{A0}"
      default: result.append(character)
      }
    }
    return result
  }

  private static let escapes: [Character: String] = [
    "%": "%", "_": "_", "&": "&", "#": "#", "$": "$", "{": "{", "}": "}", ",": " ", ";": " ",
    ":": " ", " ": " ", "!": "", "-": "", "/": "", "\\": " ", "\n": " ",
  ]

  private static let wordCommands: [String: String] = [
    "textbackslash": "\\", "textasciitilde": "~", "textasciicircum": "^", "textunderscore": "_",
    "ldots": "…", "dots": "…", "quad": "  ", "qquad": "    ", "lbrace": "{", "rbrace": "}",
    "text": "", "textrm": "", "textbf": "", "textit": "", "textsf": "", "texttt": "", "textup": "",
    "textnormal": "", "textsc": "", "emph": "", "mathrm": "", "mathbf": "", "mathsf": "",
    "mathit": "",
    "rm": "", "bf": "", "it": "", "sf": "", "tt": "", "ensuremath": "", "mathop": "", "mbox": "",
  ]
}

extension Substring {
  /// The text before the first dollar sign that is not escaped.
  fileprivate var upToDollar: Substring {
    var isEscaped = false
    return prefix { character in
      defer { isEscaped = character == "\\" && !isEscaped }
      return character != "$" || isEscaped
    }
  }
}
