import Markup
import Testing

@Suite("Formulas and references in Markdown")
struct MarkdownScanTests {
  private func latex(_ markdown: String) -> [String] {
    Prose(markdown).formulas.map(\.latex)
  }

  /// The nodes of the first paragraph, each as its text.
  private func parts(_ markdown: String) -> [String] {
    Prose(markdown).document.children.first?.children.map { node in
      switch node.kind {
      case .formula(let formula): "formula \(formula.latex)"
      case .reference(let reference): "reference \(reference.anchor)"
      default: node.plainText
      }
    } ?? []
  }

  @Test("formulas are found in order, and the source stays as it was")
  func roundTrip() {
    let source = "Let $a_1$ be\n\n$$b_2\n= c$$ {#eq-b}\n\nand $d$."
    let prose = Prose(source)
    #expect(
      prose.formulas == [
        .init(latex: "a_1", isDisplay: false, label: nil),
        .init(latex: "b_2\n= c", isDisplay: true, label: "eq-b"),
        .init(latex: "d", isDisplay: false, label: nil),
      ])
    let words = prose.document.children.flatMap(\.children).filter { $0.kind == .text }
    #expect(words.map(\.literal) == ["Let ", " be", "and ", "."])
    #expect(prose.markdown { _, _ in nil } == source)
    #expect(prose.markdown { node, _ in node.literal } == source)
  }

  @Test("a text is cut at its formulas and references")
  func pieces() {
    #expect(
      parts("at $x$, @fig-a_b-c and $y$") == [
        "at ", "formula x", ", ", "reference fig-a_b-c", " and ", "formula y",
      ])
    #expect(parts("") == [])
    #expect(parts("$x$&#769;") == ["formula x", "\u{301}"])
  }

  @Test(
    "what is no formula stays",
    arguments: [
      "costs $5 and $6", "a $ b", "`$x$`", "``a ` $x$``", "```\n$x$\n```", "~~~text\n$x$\n~~~",
      #"\$x\$"#, "$", "$$", "$$$$", "$ x$", "$x $", "open $x", "open $$x", "$x\n\ny$", "",
      "<!-- $x$ -->", "<!-- $x", "1. item\n\n   ```\n   $x$\n   ```", "$x$5",
    ])
  func noFormula(text: String) {
    let prose = Prose(text)
    #expect(prose.formulas.isEmpty)
    #expect(prose.markdown { _, _ in "changed" } == text)
  }

  @Test(
    "what is no reference stays",
    arguments: [
      "`@fig-x`", "```text\n@fig-x\n```", "me@fig-x", "@@fig-x", "@fig-", "@figure-x", #"\@fig-x"#,
      "``a ` @fig-x``", "<!-- @fig-x -->", "    @fig-x", "[a](b/@fig-x)", "`a\n@fig-x`",
    ])
  func noReference(text: String) {
    let prose = Prose(text)
    #expect(prose.references.isEmpty)
    #expect(prose.markdown { _, _ in "changed" } == text)
  }

  @Test("a back quote without a partner hides no formula")
  func loneBackQuote() {
    #expect(latex("it`s $x$") == ["x"])
  }

  @Test("a dollar sign inside a formula is escaped")
  func escapedDollar() {
    #expect(latex(#"$5\$ + x$"#) == [#"5\$ + x"#])
  }

  @Test("an inline formula may run over a line's end, and emphasis may stand around it")
  func neighbours() {
    #expect(latex("*so $a\n= b$* ends") == ["a\n= b"])
  }

  @Test("code, addresses and descriptions hold formulas and references as they are written")
  func restored() throws {
    let prose = Prose("    $x$ @fig-y\n\n[a](b$x$c@fig-d) ![so $x$](e)")
    let blocks = prose.document.children
    #expect(blocks.first?.literal == "$x$ @fig-y\n")
    let line = try #require(blocks.last).children
    #expect(line.first?.kind == .link(url: "b$x$c@fig-d"))
    #expect(line.last?.plainText == "so $x$")
  }
}
