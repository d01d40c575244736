/// A row of a formula while it is read.
struct MathRow {
  private var nodes: [MathNode] = []
  private var openBars: [String] = []

  mutating func append(_ node: MathNode) {
    // A space before what follows it, as in `\pmod`, is one of this row.
    if case .row(let parts) = node, parts.first?.isSpace == true {
      return parts.forEach { append($0) }
    }
    switch node.core {
    case .symbol(let sign, let role), .delimiter(let sign, let role, _):
      guard ["|", "‖"].contains(sign) else { break }
      if role == .open { openBars.append(sign) }
      if role == .close, openBars.last == sign { openBars.removeLast() }
    default: break
    }
    nodes.append(node)
  }

  /// Whether a bar of this kind waits for its partner.
  func hasOpen(_ bar: String) -> Bool {
    openBars.last == bar
  }

  /// Whether what stands last can be followed by an operator: a name, a number, a closed bracket.
  var endsInOperand: Bool {
    nodes.last { !$0.isSpace }?.isOperand ?? false
  }

  /// The parts, with signs told from operators: `-x` and `a - x` hold different minuses.
  var finished: [MathNode] {
    var result: [MathNode] = []
    var isBehindOperand = false
    for (index, node) in nodes.enumerated() {
      guard !node.isSpace else {
        result.append(node)
        continue
      }
      if case .symbol(let sign, .binary) = node {
        let hasRightSide = nodes[(index + 1)...].contains { !$0.isSpace }
        let role = isBehindOperand ? MathClass.binary : .prefix
        result.append(.symbol(sign, hasRightSide ? role : .ordinary))
      } else {
        result.append(node)
      }
      isBehindOperand = node.isOperand
    }
    return result
  }
}

extension MathNode {
  /// The part that scripts and accents hang on.
  package var core: MathNode {
    switch self {
    case .scripts(let base, _, _, _), .accent(_, let base): base.core
    case .style(let body, _): body.core
    default: self
    }
  }

  var isSpace: Bool {
    if case .space = self { true } else { false }
  }

  /// The part that the node plays in a row; nil for what is no sign.
  var role: MathClass? {
    switch core {
    case .symbol(_, let role), .delimiter(_, let role, _): role
    default: nil
    }
  }

  /// Whether an operator may follow the node.
  fileprivate var isOperand: Bool {
    switch core {
    case .function: false
    case .text(let words): words.last.map { $0.isLetter || $0.isNumber || $0 == ")" } ?? false
    case .symbol, .delimiter: role == .ordinary || role == .close
    default: true
    }
  }
}
