/// A command that changes the rest of its group, or stands between its two halves.
enum MathChange: String {
  case displaystyle, textstyle, scriptstyle, scriptscriptstyle
  case rm, bf, it, cal, sf, tt
  case over, atop, choose, brack, brace

  /// Whether the command stands between two halves.
  var isInfix: Bool {
    switch self {
    case .over, .atop, .choose, .brack, .brace: true
    default: false
    }
  }

  /// The meaning of a command between two halves.
  func joining(_ top: MathNode, _ bottom: MathNode) -> MathNode {
    switch self {
    case .choose: .table([[top], [bottom]], .pmatrix)
    case .brack: .table([[top], [bottom]], .bmatrix)
    case .brace: .fenced("{", .table([[top], [bottom]], .gathered), "}")
    case .atop: .table([[top], [bottom]], .gathered)
    default: .fraction(top, bottom)
    }
  }

  /// The rest of the group as the command wants it.
  func applied(to rest: MathNode) -> MathNode {
    switch self {
    case .displaystyle: .style(rest, isDisplay: true)
    case .bf: rest.lettered(.bold)
    case .it: rest.lettered(.italic)
    case .cal: rest.lettered(.calligraphic)
    case .rm, .sf, .tt: rest.upright
    default: .style(rest, isDisplay: false)
    }
  }
}

extension MathNode {
  /// The same formula with its names in other letters.
  func lettered(_ alphabet: MathAlphabet) -> MathNode {
    switch self {
    case .identifier(let name, _): .identifier(name, alphabet)
    case .number(let digits) where alphabet == .blackboard: .identifier(digits, alphabet)
    case .row(let nodes): .row(nodes.map { $0.lettered(alphabet) })
    case .scripts(let base, let sub, let sup, let areLimits):
      .scripts(base.lettered(alphabet), sub: sub, sup: sup, areLimits: areLimits)
    default: self
    }
  }

  /// The same in upright letters; letters alone are one name.
  var upright: MathNode {
    guard case .row(let nodes) = self else { return lettered(.upright) }
    let letters = nodes.compactMap { node -> String? in
      if case .identifier(let name, _) = node { name } else { nil }
    }
    return letters.count == nodes.count && !nodes.isEmpty
      ? .identifier(letters.joined(), .upright) : lettered(.upright)
  }
}

/// The bars of a formula that have a partner to their right.
enum MathBars {
  /// The places of the bars after which another of the same kind follows before the bracket around them
  /// ends.
  static func closing(in tokens: [MathToken]) -> Set<Int> {
    var found: Set<Int> = []
    // From the right: the kinds of bars that stand to the right, in each bracket that is open.
    var levels: [Set<String>] = [[]]
    for index in tokens.indices.reversed() {
      switch tokens[index] {
      case .close, .character(")"), .character("]"), .command("right"): levels.append([])
      case .open, .character("("), .character("["):
        levels.removeLast()
        if levels.isEmpty { levels = [[]] }
      case .character("|"), .command("vert"):
        if levels[levels.count - 1].contains("|") { found.insert(index) }
        if tokens[index] == .character("|") { levels[levels.count - 1].insert("|") }
      case .command("|"), .command("Vert"):
        if levels[levels.count - 1].contains("‖") { found.insert(index) }
        if tokens[index] == .command("|") { levels[levels.count - 1].insert("‖") }
      default: break
      }
    }
    return found
  }
}
