import Markup
import SampleLessons
import Testing

@Suite("MathParser")
struct MathParserTests {
  private func parse(_ latex: String) throws -> MathNode {
    try MathParser.parse(latex)
  }

  @Test("every formula of the lessons parses")
  func lessons() throws {
    let formulas = try LessonFiles.formulas()
    #expect(formulas.count > 70)
    for formula in formulas {
      #expect(throws: Never.self, "\(formula.latex)") { try parse(formula.latex) }
    }
  }

  @Test("an argument without braces is one character, as in TeX")
  func shortArguments() throws {
    #expect(
      try parse(#"\tfrac52"#) == .style(.fraction(.number("5"), .number("2")), isDisplay: false))
    #expect(
      try parse("2^10")
        == .row([.scripts(.number("2"), sub: nil, sup: .number("1")), .number("0")]))
    #expect(try parse(#"\sqrt\pi"#) == .root(.identifier("π"), degree: nil))
  }

  @Test("a minus is a sign or an operator by what stands before it")
  func signs() throws {
    let minus = MathNode.symbol("−", .binary)
    let sign = MathNode.symbol("−", .prefix)
    let x = MathNode.identifier("x")
    #expect(try parse("-x") == .row([sign, x]))
    #expect(try parse("x - x") == .row([x, minus, x]))
    #expect(try parse("x = -x") == .row([x, .symbol("=", .relation), sign, x]))
    #expect(
      try parse("(-x)") == .row([.symbol("(", .open), sign, x, .symbol(")", .close)]))
    #expect(
      try parse("x^{-}") == .scripts(x, sub: nil, sup: .symbol("−", .ordinary)))
  }

  @Test("bars open, close or stand between")
  func bars() throws {
    func roles(_ latex: String) throws -> [MathClass] {
      guard case .row(let nodes) = try parse(latex) else { return [] }
      return nodes.compactMap { node in
        switch node.core {
        case .symbol("|", let role), .symbol("‖", let role), .delimiter(_, let role, _): role
        default: nil
        }
      }
    }
    #expect(try roles("|x| + 2|y|^2") == [.open, .close, .open, .close])
    #expect(try roles(#"\mathrm{KL}(p \,\|\, q)"#) == [.ordinary])
    #expect(try roles("p(x|y) + p(y|z)") == [.ordinary, .ordinary])
    #expect(try roles(#"\operatorname{mean}_b \big| x - y \big|"#) == [.open, .close])
    #expect(try roles("|a + |b||") == [.open, .open, .close, .close])
  }

  @Test("primes join the superscript, limits belong to sums, notes to braces")
  func scripts() throws {
    let prime = MathNode.symbol("′", .ordinary)
    #expect(
      try parse("f'^2")
        == .scripts(.identifier("f"), sub: nil, sup: .row([prime, .number("2")])))
    #expect(
      try parse(#"\sum_i"#)
        == .scripts(
          .symbol("∑", .large(limits: true)), sub: .identifier("i"), sup: nil, areLimits: true))
    #expect(
      try parse(#"\underbrace{x}_{\text{why}}"#)
        == .brace(.identifier("x"), note: .text("why"), isOver: false))
  }

  @Test("a table has rows and cells")
  func table() throws {
    #expect(
      try parse(#"\begin{cases} 1 & x \\ 0 & y \\ \end{cases}"#)
        == .table(
          [[.number("1"), .identifier("x")], [.number("0"), .identifier("y")]], .cases))
  }

  @Test("a mistake is named")
  func mistakes() {
    let wrong: [(String, MathError)] = [
      (#"\foo x"#, .unknownCommand("foo")), ("{x", .missing("a closing brace")),
      ("x}", .unexpected("}")), ("x_1_2", .unexpected("second _")),
      (#"\frac{1}"#, .missing("an argument at its end")),
      (#"\left( x"#, .missing(#"`\right` behind `\left`"#)),
      (#"\begin{cases} 1"#, .missing(#"`\end{cases}`"#)),
      (#"\begin{foo}1\end{foo}"#, .unknownCommand("begin{foo}")),
      (#"x \right)"#, .unexpected(#"\right"#)),
      (#"\"#, .missing(#"a command behind its last `\`"#)),
      (#"\text x"#, .missing(#"the words of `\text` in braces"#)), ("a & b", .unexpected("&")),
    ]
    for (latex, error) in wrong {
      #expect(throws: error, "\(latex)") { try parse(latex) }
    }
  }
}
