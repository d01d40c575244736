import Markup
import Testing

@Suite("MathMask")
struct MathMaskTests {
  @Test("formulas are taken out in order and put back as they were")
  func roundTrip() {
    let source = "Let $a_1$ be\n\n$$b_2\n= c$$ {#eq-b}\n\nand $d$."
    let mask = MathMask(source)
    #expect(
      mask.formulas == [
        .init(latex: "a_1", isDisplay: false, label: nil),
        .init(latex: "b_2\n= c", isDisplay: true, label: "eq-b"),
        .init(latex: "d", isDisplay: false, label: nil),
      ])
    #expect(!mask.text.contains("$") && !mask.text.contains("eq-b"))
    #expect(mask.unmasked(mask.text) == source)
  }

  @Test("a text is cut at its placeholders")
  func pieces() {
    let mask = MathMask("at $x$, $y$")
    #expect(
      mask.pieces(of: mask.text) == [
        .text("at "), .formula(mask.formulas[0]), .text(", "), .formula(mask.formulas[1]),
      ])
    #expect(mask.pieces(of: "") == [])
    #expect(
      mask.pieces(of: MathMask.placeholder(0) + "\u{301}")
        == [.formula(mask.formulas[0]), .text("\u{301}")])
  }

  @Test(
    "what is no formula stays",
    arguments: [
      "costs $5 and $6", "a $ b", "`$x$`", "``a ` $x$``", "```\n$x$\n```", "~~~text\n$x$\n~~~",
      #"\$x\$"#, "$", "$$", "$$$$", "$ x$", "$x $", "open $x", "open $$x", "$x\n\ny$", "",
      "<!-- $x$ -->", "<!-- $x", "1. item\n\n   ```\n   $x$\n   ```", "$x$5",
    ])
  func noFormula(text: String) {
    let mask = MathMask(text)
    #expect(mask.formulas.isEmpty)
    #expect(mask.text == text)
  }

  @Test("a back quote without a partner hides no formula")
  func loneBackQuote() {
    #expect(MathMask("it`s $x$").formulas.map(\.latex) == ["x"])
  }

  @Test("a dollar sign inside a formula is escaped")
  func escapedDollar() {
    #expect(MathMask(#"$5\$ + x$"#).formulas.map(\.latex) == [#"5\$ + x"#])
  }

  @Test("an inline formula may run over a line's end, and emphasis may stand around it")
  func neighbours() {
    #expect(MathMask("*so $a\n= b$* ends").formulas.map(\.latex) == ["a\n= b"])
  }
}
