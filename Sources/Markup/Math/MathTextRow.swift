// Rows: what stands between two neighbours, and how firmly the whole holds together.
extension MathTextWriter {
  func row(_ nodes: [MathNode]) -> MathPhrase {
    var text = ""
    var last: MathNode?
    var width: Double?
    var strengths: [MathPhrase.Strength] = []
    for node in nodes {
      if case .space(let more) = node {
        width = (width ?? 0) + more
        strengths.append(.atom)
        continue
      }
      let phrase = phrase(node)
      let next = phrase.text
      strengths.append(phrase.strength)
      text += gap(from: last, to: node, behind: text, before: next, width: width) + next
      width = nil
      last = node
    }
    return MathPhrase(text: text, strength: strength(of: nodes, strengths))
  }

  private func gap(
    from left: MathNode?, to right: MathNode, behind text: String, before next: String,
    width: Double?
  ) -> String {
    guard let left else { return "" }
    if let width, width >= 1 { return String(repeating: " ", count: width >= 2 ? 4 : 2) }
    if text.last == " " || next.first == " " { return "" }
    switch (left.gapKind, right.gapKind) {
    case (_, .operator), (.operator, _), (.comma, _):
      return isTight || right.gapKind == .comma ? "" : " "
    case (.prefix, _), (.opening, _), (_, .closing), (_, .comma): return ""
    case (.fraction, .operand), (.fraction, .fraction), (.fraction, .opening), (.fraction, .root):
      return isTight ? "·" : " · "
    case (.function, .opening): return "|‖".contains(next.prefix(1)) ? " " : ""
    case (_, .function), (.function, _), (.large, _), (_, .large): return " "
    case (.root, _) where right.gapKind != .slash, (.operand, .fraction): return " "
    case (.brace, _), (_, .brace): return right.gapKind == .slash ? "" : " "
    default:
      if let width, width > 0 { return isTight ? "" : " " }
      return wouldMerge(left, text, right, next) ? " " : ""
    }
  }

  /// Whether two names would read as one, or a name as part of the script before it.
  private func wouldMerge(
    _ left: MathNode, _ text: String, _ right: MathNode, _ next: String
  ) -> Bool {
    guard let last = text.last, let first = next.first, first.isLetter || first.isNumber else {
      return false
    }
    if left.hasScripts { return !isTight }
    guard last.isLetter || last.isNumber else { return false }
    return left.isName || right.isName || (right.hasScripts && next.contains { "_^".contains($0) })
  }

  private func strength(
    of nodes: [MathNode], _ strengths: [MathPhrase.Strength]
  ) -> MathPhrase.Strength {
    var depth = 0
    var operands = 0
    var strength = MathPhrase.Strength.atom
    for (node, own) in zip(nodes, strengths) {
      switch node.role {
      case .open:
        if depth == 0 { operands += 1 }
        depth += 1
      case .close: depth -= 1
      case _ where depth > 0: break
      case .relation, .punctuation: return .relation
      case .binary, .prefix, .large: strength = min(strength, .sum)
      default:
        if case .space = node { continue }
        operands += 1
        if case .symbol("/", _) = node { strength = min(strength, .quotient) }
        if nodes.count > 1 { strength = min(strength, own) }
      }
    }
    if nodes.count == 1 { return strengths[0] }
    return operands > 1 ? min(strength, .product) : strength
  }
}

/// The traits that decide on the space between two neighbours.
private enum GapKind {
  case `operator`, prefix, comma, opening, closing, large, function, fraction, root, brace, slash
  case operand
}

extension MathNode {
  fileprivate var gapKind: GapKind {
    switch core {
    case .symbol("/", _), .symbol(".", _): .slash
    case .symbol(_, let role), .delimiter(_, let role, _):
      switch role {
      case .relation, .binary: .operator
      case .prefix: .prefix
      case .punctuation: .comma
      case .open: .opening
      case .close: .closing
      case .large: .large
      case .ordinary: .operand
      }
    case .function: .function
    case .fraction(.number(let over), .number(let under)):
      over.count + under.count == 2 ? .operand : .fraction
    case .fraction: .fraction
    case .root: .root
    case .brace: .brace
    default: .operand
    }
  }

  /// Whether the node is a name of several letters.
  fileprivate var isName: Bool {
    switch core {
    case .identifier(let name, _), .function(let name, _): name.count > 1
    default: false
    }
  }

  fileprivate var hasScripts: Bool {
    if case .scripts = self { true } else { false }
  }

  /// Whether the node is a differential such as `dx`, which needs no brackets under a bar.
  var isDifferential: Bool {
    guard case .row(let nodes) = self, nodes.count == 2 else { return false }
    return nodes[0] == .identifier("∂") || nodes[0] == .identifier("d")
  }

  /// Whether the node is a word, which small letters would make hard to read.
  var isWord: Bool {
    switch self {
    case .text(let words): words.count > 1
    case .identifier(let name, _): name.count > 1
    default: false
    }
  }
}

extension MathAccent {
  /// The combining character that sets the accent on the letter before it.
  var combining: String {
    switch self {
    case .hat, .widehat: "\u{302}"
    case .check: "\u{30C}"
    case .tilde, .widetilde: "\u{303}"
    case .bar: "\u{304}"
    case .overline: "\u{305}"
    case .underline: "\u{332}"
    case .vec, .overrightarrow: "\u{20D7}"
    case .overleftarrow: "\u{20D6}"
    case .overleftrightarrow: "\u{20E1}"
    case .dot: "\u{307}"
    case .ddot: "\u{308}"
    case .dddot: "\u{20DB}"
    case .acute: "\u{301}"
    case .grave: "\u{300}"
    case .breve: "\u{306}"
    case .mathring: "\u{30A}"
    }
  }
}
