/// Reads the LaTeX that formulas of the lessons are written in.
package struct MathParser {
  private let tokens: [MathToken]
  private var next = 0

  /// Parses a formula, given without its dollar signs.
  package static func parse(_ latex: String) throws(MathError) -> MathNode {
    var parser = MathParser(tokens: try MathToken.tokens(of: latex))
    let formula = try parser.row { _ in false }
    if let rest = parser.peek { throw .unexpected(rest.source) }
    return formula
  }

  private init(tokens: [MathToken]) {
    self.tokens = tokens
  }

  var peek: MathToken? {
    peek(0)
  }

  /// The token that many places ahead.
  func peek(_ distance: Int) -> MathToken? {
    next + distance < tokens.count ? tokens[next + distance] : nil
  }

  mutating func advance() {
    next += 1
  }

  /// Takes the token if it comes next.
  mutating func take(_ token: MathToken) -> Bool {
    guard peek == token else { return false }
    next += 1
    return true
  }

  /// Everything up to a token that ends the row, which is left to the caller.
  mutating func row(until isEnd: (MathToken) -> Bool) throws(MathError) -> MathNode {
    var row = MathRow()
    while let token = peek, !isEnd(token), !endsAnyRow(token) {
      if token == .command("displaystyle") || token == .command("textstyle") {
        advance()
        let rest = try self.row(until: isEnd)
        row.append(.style(rest, isDisplay: token == .command("displaystyle")))
      } else {
        row.append(try withScripts(try atom(in: row)))
      }
    }
    return .joined(row.finished)
  }

  private func endsAnyRow(_ token: MathToken) -> Bool {
    switch token {
    case .close, .align, .newline, .command("right"), .verbatim("end", _): true
    default: false
    }
  }

  /// One argument of a command: a group, a command or a single character.
  mutating func argument() throws(MathError) -> MathNode {
    switch peek {
    case .open: return try group()
    case .character(let digit) where digit.isNumber:
      advance()
      return .number(String(digit))
    case nil: throw .missing("an argument at its end")
    default: return try atom(in: MathRow())
    }
  }

  mutating func group() throws(MathError) -> MathNode {
    guard take(.open) else { throw .missing("an opening brace") }
    let body = try row { $0 == .close }
    guard take(.close) else { throw .missing("a closing brace") }
    return body
  }

  /// One part without its scripts.
  private mutating func atom(in row: MathRow) throws(MathError) -> MathNode {
    guard let token = peek else { throw .missing("a part at its end") }
    switch token {
    case .open:
      // A lone sign in braces loses its spacing: `1{,}000`.
      let body = try group()
      if case .symbol(let sign, _) = body { return .symbol(sign, .ordinary) }
      return body
    case .sub, .sup: return .row([])
    case .command(let name): return try command(name, in: row)
    case .verbatim(let name, let words): return try verbatim(name, words)
    case .character(let character) where character.isNumber: return number()
    case .character(let character):
      advance()
      if character.isLetter { return .identifier(String(character)) }
      let node = MathSymbols.node(for: character)
      return character == "|" ? .symbol("|", role(ofBar: "|", in: row)) : node
    default: throw .unexpected(token.source)
    }
  }
}
