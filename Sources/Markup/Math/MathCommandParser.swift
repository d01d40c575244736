// Commands with arguments, brackets and environments.
extension MathParser {
  mutating func command(_ name: String, in row: MathRow) throws(MathError) -> MathNode {
    advance()
    if let accent = MathAccent(rawValue: name) { return .accent(accent, try argument()) }
    if let alphabet = MathAlphabet(latex: name) { return try argument().lettered(alphabet) }
    if let size = sizes[name] { return try sized(name: name, size, in: row) }
    if let role = roles[name] { return try argument().playing(role) }
    if let arrow = arrows[name] { return try longArrow(arrow) }
    switch name {
    case "frac": return try fraction()
    case "tfrac": return .style(try fraction(), isDisplay: false)
    case "dfrac", "cfrac": return .style(try fraction(), isDisplay: true)
    case "binom": return try binomial()
    case "tbinom": return .style(try binomial(), isDisplay: false)
    case "dbinom": return .style(try binomial(), isDisplay: true)
    case "sqrt": return try root()
    case "underbrace", "overbrace":
      return .brace(try argument(), note: nil, isOver: name == "overbrace")
    case "overset", "stackrel":
      let note = try argument()
      return .scripts(try argument(), sub: nil, sup: note, areLimits: true)
    case "underset":
      let note = try argument()
      return .scripts(try argument(), sub: note, sup: nil, areLimits: true)
    case "substack": return .table(try lines(), .substack)
    case "pmod", "pod": return .modulus(try argument(), isNamed: name == "pmod", isBracketed: true)
    case "mod": return .modulus(try argument(), isNamed: true, isBracketed: false)
    case "boxed", "fbox": return .boxed(try argument())
    case "phantom", "hphantom": return .phantom(try argument(), hasWidth: true)
    case "vphantom": return .phantom(try argument(), hasWidth: false)
    case "smash", "mathstrut", "strut", "nonumber", "notag", "hline", "allowbreak", "nobreak":
      return name == "smash" ? try argument() : .row([])
    case "mathop": return try argument().asFunction
    case "not": return try negated(in: row)
    case "left": return try fenced()
    case "middle": return .delimiter(try delimiter().text, .relation, size: nil)
    case "|", "vert", "Vert":
      let bar = name == "vert" ? "|" : "‖"
      return .symbol(bar, role(ofBar: bar, in: row))
    default:
      guard let node = MathSymbols.node(named: name) else { throw .unknownCommand(name) }
      return node
    }
  }

  mutating func verbatim(_ name: String, _ words: String) throws(MathError) -> MathNode {
    advance()
    switch name {
    case "mathrm": return try romanLetters(words)
    case "operatorname", "operatorname*":
      return .function(
        try Self.plain(words).trimmed, hasLimits: name.hasSuffix("*"))
    case "tag": return .tag(try Self.plain(words))
    case "label": return .row([])
    case "hspace", "mspace":
      guard let width = MathSymbols.width(of: words) else {
        throw .unexpected("\\\(name){\(words)}")
      }
      return .space(width)
    case "begin": return try environment(words)
    case "end": throw .unexpected("\\end{\(words)}")
    default: return try Self.text(words, depth: depth)
    }
  }

  /// Letters alone are a name; anything else is a formula with upright letters.
  private func romanLetters(_ words: String) throws(MathError) -> MathNode {
    // An escape is undone; an index, a power or a command makes it a formula.
    if let name = try? Self.plain(words), !words.hasIndex {
      return .identifier(name.filter { !$0.isWhitespace }, .upright)
    }
    return try Self.parse(words.replacing("$", with: ""), depth: depth).upright
  }

  private mutating func binomial() throws(MathError) -> MathNode {
    .table([[try argument()], [try argument()]], .pmatrix)
  }

  /// Lines in braces.
  private mutating func lines() throws(MathError) -> [[MathNode]] {
    guard take(.open) else { return [[try argument()]] }
    var rows = [[try row { $0 == .close }]]
    while take(.newline) { rows.append([try row { $0 == .close }]) }
    guard take(.close) else { throw .missing("a closing brace") }
    return rows
  }

  private mutating func longArrow(_ sign: String) throws(MathError) -> MathNode {
    let below = try option()
    let above = try argument()
    return .scripts(
      .symbol(sign, .relation), sub: below, sup: above == .row([]) ? nil : above, areLimits: true)
  }

  /// The content of square brackets.
  private mutating func option() throws(MathError) -> MathNode? {
    guard take(.character("[")) else { return nil }
    let body = try row { $0 == .character("]") }
    guard take(.character("]")) else { throw .missing("`]` behind an option") }
    return body
  }

  /// A relation with a stroke through it.
  private mutating func negated(in row: MathRow) throws(MathError) -> MathNode {
    let node = try atom(in: row)
    guard case .symbol(let sign, let role) = node else { throw .unexpected("\\not") }
    return .symbol(MathSymbols.negations[sign] ?? sign + "\u{338}", role)
  }

  private mutating func fraction() throws(MathError) -> MathNode {
    .fraction(try argument(), try argument())
  }

  private mutating func root() throws(MathError) -> MathNode {
    guard take(.character("[")) else { return .root(try argument(), degree: nil) }
    let degree = try row { $0 == .character("]") }
    guard take(.character("]")) else { throw .missing("`]` behind the degree of a root") }
    return .root(try argument(), degree: degree)
  }

  private mutating func fenced() throws(MathError) -> MathNode {
    let opening = try delimiter().text
    let body = try row { _ in false }
    guard take(.command("right")) else { throw .missing("`\\right` behind `\\left`") }
    return .fenced(opening, body, try delimiter().text)
  }

  /// A bracket after `\left`, `\right` or `\big`; a full stop is an empty one.
  private mutating func delimiter() throws(MathError) -> (text: String, role: MathClass) {
    defer { advance() }
    switch peek {
    case .character("."): return ("", .ordinary)
    case .character("<"): return ("⟨", .open)
    case .character(">"): return ("⟩", .close)
    case .character(let character):
      guard case .symbol(let sign, let role) = MathSymbols.node(for: character),
        "()[]|/".contains(character)
      else { throw .unexpected(String(character)) }
      return (sign, role)
    case .command(let name):
      guard let sign = MathSymbols.delimiters[name] else { throw .unexpected("\\" + name) }
      return sign
    case let other: throw other.map { .unexpected($0.source) } ?? .missing("a bracket at its end")
    }
  }

  private mutating func sized(
    name: String, _ size: Double, in row: MathRow
  ) throws(MathError) -> MathNode {
    let (text, role) = try delimiter()
    let isBar = text == "|" || text == "‖"
    switch name.last {
    case "l": return .delimiter(text, .open, size: size)
    case "r": return .delimiter(text, .close, size: size)
    case "m": return .delimiter(text, .relation, size: size)
    default:
      return .delimiter(text, isBar ? self.role(ofBar: text, in: row) : role, size: size)
    }
  }

  private mutating func environment(_ name: String) throws(MathError) -> MathNode {
    let plain = name.hasSuffix("*") ? String(name.dropLast()) : name
    let columns =
      ["array", "alignat", "alignedat", "subarray"].contains(plain) ? try columns() : ""
    guard let table = MathTable(environment: plain, columns: columns) else {
      throw .unknownCommand("begin{\(name)}")
    }
    var rows: [[MathNode]] = [[]]
    while true {
      rows[rows.count - 1].append(try row { _ in false })
      if take(.align) { continue }
      if take(.newline) {
        rows.append([])
        continue
      }
      guard take(.verbatim("end", name)) else { throw .missing("`\\end{\(name)}`") }
      break
    }
    if rows.last == [.row([])] { rows.removeLast() }
    // An equation is one line, whatever it is written in.
    if table == .gathered, rows.count == 1, rows[0].count == 1 { return rows[0][0] }
    return .table(rows, table)
  }

  /// The letters by which a table's columns are set, such as `lcr`.
  private mutating func columns() throws(MathError) -> String {
    _ = try option()
    guard take(.open) else { throw .missing("the columns of a table in braces") }
    var letters = ""
    while let token = peek, token != .close {
      if case .character(let letter) = token { letters.append(letter) }
      advance()
    }
    guard take(.close) else { throw .missing("a closing brace") }
    return letters.filter { "lcr".contains($0) }
  }
}

private let sizes: [String: Double] = {
  let heights = ["big": 1.2, "Big": 1.8, "bigg": 2.4, "Bigg": 3.0]
  return ["", "l", "r", "m"].reduce(into: [:]) { sizes, side in
    for (name, height) in heights { sizes[name + side] = height }
  }
}()

extension MathAlphabet {
  fileprivate init?(latex name: String) {
    switch name {
    case "mathit": self = .italic
    case "mathsf", "mathtt", "mathup": self = .upright
    case "mathbf", "boldsymbol", "bm", "pmb": self = .bold
    case "mathcal", "mathscr": self = .calligraphic
    case "mathbb", "mathbbm", "mathds": self = .blackboard
    case "mathfrak": self = .fraktur
    default: return nil
    }
  }
}

/// The commands that give a formula the part of a sign.
private let roles: [String: MathClass] = [
  "mathrel": .relation, "mathbin": .binary, "mathord": .ordinary, "mathopen": .open,
  "mathclose": .close, "mathpunct": .punctuation, "mathinner": .ordinary,
]

/// Arrows that carry words.
private let arrows = [
  "xrightarrow": "→", "xleftarrow": "←", "xleftrightarrow": "↔", "xRightarrow": "⇒",
  "xLeftarrow": "⇐", "xLeftrightarrow": "⇔", "xmapsto": "↦", "xhookrightarrow": "↪",
]

extension MathNode {
  /// The node in the part of a sign; what is more than a sign stays.
  fileprivate func playing(_ role: MathClass) -> MathNode {
    switch self {
    case .symbol(let sign, _): .symbol(sign, role)
    case .identifier(let name, .upright): .symbol(name, role)
    default: self
    }
  }

  /// The node as an operator with limits.
  fileprivate var asFunction: MathNode {
    switch self {
    case .identifier(let name, _): .function(name, hasLimits: true)
    case .text(let words): .function(words, hasLimits: true)
    case .function(let name, _): .function(name, hasLimits: true)
    case .symbol(let sign, _): .symbol(sign, .large(limits: true))
    default: self
    }
  }

  /// `(mod n)`, with the space before it.
  fileprivate static func modulus(
    _ number: MathNode, isNamed: Bool, isBracketed: Bool
  ) -> MathNode {
    let name: [MathNode] = isNamed ? [.text("mod"), .space(1.0 / 3)] : []
    let body = name + [number]
    return .row([.space(1)] + (isBracketed ? [.fenced("(", .joined(body), ")")] : body))
  }
}

extension String {
  /// Whether the text has an underscore or a circumflex that is not escaped, or a dollar sign.
  fileprivate var hasIndex: Bool {
    var isEscaped = false
    return contains { character in
      defer { isEscaped = character == "\\" && !isEscaped }
      return !isEscaped && "_^$".contains(character)
    }
  }
}
