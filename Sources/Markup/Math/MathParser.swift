/// Reads the LaTeX that formulas of the lessons are written in.
package struct MathParser {
  private let tokens: [MathToken]
  /// For each bar whether another one follows before the bracket around it ends.
  private let closingBars: Set<Int>
  private var next = 0
  /// How many groups, arguments and scripts are around the next token.
  private(set) var depth: Int

  /// Parses a formula, given without its dollar signs.
  package static func parse(_ latex: String) throws(MathError) -> MathNode {
    try parse(latex, depth: 0)
  }

  static func parse(_ latex: String, depth: Int) throws(MathError) -> MathNode {
    var parser = MathParser(tokens: try MathToken.tokens(of: latex), depth: depth)
    let formula = try parser.row { _ in false }
    if let rest = parser.peek { throw .unexpected(rest.source) }
    return formula
  }

  private init(tokens: [MathToken], depth: Int) {
    self.tokens = tokens
    self.depth = depth
    closingBars = MathBars.closing(in: tokens)
  }

  /// Whether the bar that was taken last has a partner before the bracket around it ends.
  var hasClosingBar: Bool { closingBars.contains(next - 1) }

  /// Reads what stands one level deeper.
  mutating func deeper<Result>(
    _ read: (inout MathParser) throws(MathError) -> Result
  ) throws(MathError) -> Result {
    guard depth < MathError.depthLimit else { throw .tooDeep }
    depth += 1
    defer { depth -= 1 }
    return try read(&self)
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
      if case .command(let name) = token, let change = MathChange(rawValue: name) {
        advance()
        let rest = try deeper { (parser: inout MathParser) throws(MathError) -> MathNode in
          try parser.row(until: isEnd)
        }
        if change.isInfix { return change.joining(.joined(row.finished), rest) }
        row.append(change.applied(to: rest))
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
  mutating func atom(in row: MathRow) throws(MathError) -> MathNode {
    try deeper { (parser: inout MathParser) throws(MathError) -> MathNode in
      try parser.part(in: row)
    }
  }

  private mutating func part(in row: MathRow) throws(MathError) -> MathNode {
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
