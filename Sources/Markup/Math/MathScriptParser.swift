// Scripts, numbers and bars: what needs to look at its neighbours.
extension MathParser {
  /// The base with the scripts and primes that follow it.
  mutating func withScripts(_ base: MathNode) throws(MathError) -> MathNode {
    var sub: MathNode?
    var sup: MathNode?
    var primes = 0
    var areLimits = base.takesLimits
    while let token = peek {
      switch token {
      case .command("limits"), .command("nolimits"):
        areLimits = token == .command("limits")
        advance()
      case .character("'"):
        primes += 1
        advance()
      case .sub where sub == nil:
        advance()
        sub = try script()
      case .sup where sup == nil:
        advance()
        sup = try script()
      case .sub, .sup: throw .unexpected("second \(token.source)")
      default:
        return scripts(base, sub, withPrimes(primes, sup), areLimits)
      }
    }
    return scripts(base, sub, withPrimes(primes, sup), areLimits)
  }

  private mutating func script() throws(MathError) -> MathNode {
    try deeper { (parser: inout MathParser) throws(MathError) -> MathNode in try parser.argument() }
  }

  private func withPrimes(_ count: Int, _ sup: MathNode?) -> MathNode? {
    guard count > 0 else { return sup }
    let primes = Array(repeating: MathNode.symbol("′", .ordinary), count: count)
    return .joined(primes + (sup.map { [$0] } ?? []))
  }

  /// A script at a brace belongs to the brace.
  private func scripts(
    _ base: MathNode, _ sub: MathNode?, _ sup: MathNode?, _ areLimits: Bool
  ) -> MathNode {
    switch base {
    case _ where sub == nil && sup == nil: base
    case .brace(let body, nil, let isOver): .brace(body, note: isOver ? sup : sub, isOver: isOver)
    default: .scripts(base, sub: sub, sup: sup, areLimits: areLimits)
    }
  }

  /// A number with its decimals.
  mutating func number() -> MathNode {
    var digits = ""
    while case .character(let character)? = peek {
      guard character.isNumber || (character == "." && isDigit(after: 1)) else { break }
      digits.append(character)
      advance()
    }
    return .number(digits)
  }

  private func isDigit(after distance: Int) -> Bool {
    if case .character(let character)? = peek(distance) { character.isNumber } else { false }
  }

  /// Whether a bar that comes next opens, closes or stands between two things.
  ///
  /// `row` holds what stands before the bar; the bar itself has been taken already.
  func role(ofBar bar: String, in row: MathRow) -> MathClass {
    if row.hasOpen(bar) && row.endsInOperand { return .close }
    return !row.endsInOperand || hasClosingBar ? .open : .ordinary
  }
}

extension MathNode {
  fileprivate var takesLimits: Bool {
    switch self {
    case .function(_, let hasLimits): hasLimits
    case .symbol(_, .large(let limits)): limits
    default: false
    }
  }
}
