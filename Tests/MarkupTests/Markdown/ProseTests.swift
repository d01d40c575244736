import Markup
import Testing

@Suite("Prose")
struct ProseTests {
  private func numbered(_ markdown: String) -> Prose {
    Prose(markdown).numbered {
      "\($0.kind.word) 3.1"
    } formula: { _ in
      "3.2"
    }
  }

  /// Every formula in brackets, every reference in braces, with the surroundings.
  private func written(_ prose: Prose) -> String {
    prose.markdown { node, surroundings in
      switch node.kind {
      case .formula(let formula): "[\(formula.latex)]"
      case .reference(let reference): "{\(reference.name ?? "none") \(surroundings)}"
      default: nil
      }
    }
  }

  @Test("other text stands at the places of formulas and references, and nowhere else")
  func places() {
    #expect(
      written(numbered("é $a$ *@fig-x*\r\n\n> @tbl-y `@tbl-y`\n\n|a|b|\n|-|-|\n|$b$|@eq-z|"))
        == "é [a] *{Figure 3.1 text}*\r\n\n> {Table 3.1 text} `@tbl-y`\n\n|a|b|\n|-|-|\n"
        + "|[b]|{Equation 3.1 text}|")
    #expect(
      written(numbered("[see @fig-x](y)\n\n<p>@ex-a\n</p>\n"))
        == "[see {Figure 3.1 link}](y)\n\n<p>{Exercise 3.1 html}\n</p>\n")
  }

  @Test("labels and references know their lines")
  func lines() {
    let prose = Prose("a @fig-x\n\n$$a\n+ b$$ {#eq-a}\n@fig-y\n")
    #expect(prose.references.map(\.line) == [0, 4])
    #expect(prose.formulaLabels.map(\.line) == [3])
    #expect(prose.formulaLabels.map(\.label) == ["eq-a"])
  }

  @Test("sections begin at the headings of the text, not of its code and quotes")
  func sections() {
    let text =
      "\nIn $$x\n+ y$$ @fig-a.\n\n# A $z$\n\n> # Q\n\n```\n# C\n```\n## B\n\n@fig-b\n\nU\n===\n$w$\n"
    let sections = Prose(text).sections
    #expect(
      sections.map(\.source) == [
        "In $$x\n+ y$$ @fig-a.", "# A $z$\n\n> # Q\n\n```\n# C\n```", "## B\n\n@fig-b",
        "U\n===\n$w$",
      ])
    #expect(
      sections.map(written) == [
        "In [x\n+ y] {none text}.", "# A [z]\n\n> # Q\n\n```\n# C\n```",
        "## B\n\n{none text}", "U\n===\n[w]",
      ])
    #expect(Prose("\n \n").sections.isEmpty)
  }

  @Test("a paragraph is put after the title, and what stands below keeps its formulas")
  func title() throws {
    let prose = try #require(Prose("Before.\n\n# A\n$a$ b\n").inserting(afterTitle: "*N*"))
    #expect(prose.source == "Before.\n\n# A\n\n*N*\n\n$a$ b\n")
    #expect(written(prose) == "Before.\n\n# A\n\n*N*\n\n[a] b\n")
    #expect(prose.document.children.map(\.plainText) == ["Before.", "A", "N", "$a$ b"])
    #expect(Prose("# A").inserting(afterTitle: "N")?.source == "# A\n\nN")
    #expect(Prose("## A").inserting(afterTitle: "N") == nil)
  }

  @Test("a line is one paragraph and nothing else")
  func line() {
    #expect(Prose("a *b*").line?.plainText == "a b")
    #expect(Prose("- 3").line == nil)
    #expect(Prose("").line == nil)
  }
}
