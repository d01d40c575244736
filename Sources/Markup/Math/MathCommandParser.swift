// Commands with arguments, brackets and environments.
extension MathParser {
  mutating func command(_ name: String, in row: MathRow) throws(MathError) -> MathNode {
    advance()
    if let accent = MathAccent(rawValue: name) { return .accent(accent, try argument()) }
    if let alphabet = MathAlphabet(latex: name) { return try argument().lettered(alphabet) }
    if let size = sizes[name] { return try sized(name: name, size, in: row) }
    switch name {
    case "frac": return try fraction()
    case "tfrac": return .style(try fraction(), isDisplay: false)
    case "dfrac", "cfrac": return .style(try fraction(), isDisplay: true)
    case "binom": return .table([[try argument()], [try argument()]], .pmatrix)
    case "sqrt": return try root()
    case "underbrace", "overbrace":
      return .brace(try argument(), note: nil, isOver: name == "overbrace")
    case "overset", "stackrel":
      let note = try argument()
      return .scripts(try argument(), sub: nil, sup: note, areLimits: true)
    case "underset":
      let note = try argument()
      return .scripts(try argument(), sub: note, sup: nil, areLimits: true)
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
    case "mathrm": return .identifier(words.filter { !$0.isWhitespace }, .upright)
    case "operatorname", "operatorname*":
      return .function(words.replacing("\\,", with: " "), hasLimits: name.hasSuffix("*"))
    case "tag": return .tag(words)
    case "begin": return try environment(words)
    case "end": throw .unexpected("\\end{\(words)}")
    default: return .text(words)
    }
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
    guard let table = MathTable(rawValue: plain == "align" ? "aligned" : plain) else {
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
    return .table(rows, table)
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
    case "mathbf", "boldsymbol", "bm": self = .bold
    case "mathcal", "mathscr": self = .calligraphic
    case "mathbb": self = .blackboard
    case "mathfrak": self = .fraktur
    default: return nil
    }
  }
}

extension MathNode {
  /// The same formula with its names in other letters.
  fileprivate func lettered(_ alphabet: MathAlphabet) -> MathNode {
    switch self {
    case .identifier(let name, _): .identifier(name, alphabet)
    case .row(let nodes): .row(nodes.map { $0.lettered(alphabet) })
    case .scripts(let base, let sub, let sup, let areLimits):
      .scripts(base.lettered(alphabet), sub: sub, sup: sup, areLimits: areLimits)
    default: self
    }
  }
}
