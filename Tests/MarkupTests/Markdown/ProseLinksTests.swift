import Markup
import Testing

@Suite("Links that are put into a text")
struct ProseLinksTests {
  /// The text with the only place of some words as a link; nil where none may stand there.
  private func linked(_ words: String, in text: String) throws -> String? {
    let range = try #require(text.firstRange(of: words))
    let start = text[..<range.lowerBound].utf8.count
    return Prose(text).linking(start..<start + words.utf8.count, to: "g.md#x")?.source
  }

  @Test(
    "words become a link in prose, bold, lists, quotes, notes on the side and tables",
    arguments: [
      ("Çé box.", "Çé [box](g.md#x)."), ("a **box**: b", "a **[box](g.md#x)**: b"),
      ("- *a* box\n- b", "- *a* [box](g.md#x)\n- b"),
      ("> [!NOTE]\n> box", "> [!NOTE]\n> [box](g.md#x)"),
      ("| a |\n|---|\n| box |", "| a |\n|---|\n| [box](g.md#x) |"),
      ("a <b>box</b> $x_1$", "a <b>[box](g.md#x)</b> $x_1$"), ("$5 box $6", "$5 [box](g.md#x) $6"),
      ("@fig-a box [^n]\n\n[^n]: N", "@fig-a [box](g.md#x) [^n]\n\n[^n]: N"),
    ])
  func linked(text: String, expected: String) throws {
    #expect(try linked("box", in: text) == expected)
  }

  @Test(
    "no link stands in code, headings, formulas, addresses, links, pictures, notes and HTML",
    arguments: [
      "`a box`", "```\nbox\n```", "    box", "# A box", "A box\n=====", "$box$",
      "$$a_{box}$$ {#eq-a}",
      "@fig-box", "$$a$$ {#eq-box}", "[a](box.md)", "[the box](a.md)", "![the box](a.png)",
      "<details><summary>box</summary>\n\n</details>", "<!-- box -->", "a[^n]\n\n[^n]: A box",
      "a[^box]\n\n[^box]: b", "https://box.org", "a\n\n[box]: b.md", "> [!box]",
    ])
  func refused(text: String) throws {
    #expect(try linked("box", in: text) == nil)
  }

  @Test(
    "words that reach over a block are no link; over a line's end, a formula or emphasis they are")
  func reach() throws {
    #expect(try linked("soft *answer", in: "a soft *answer*") == "a [soft *answer*](g.md#x)")
    #expect(try linked("Soft* **answer", in: "*Soft* **answer**") == "[*Soft* **answer**](g.md#x)")
    #expect(try linked("soft *answer", in: "a soft *answer of it*") == nil)
    #expect(try linked("soft $a$ answer", in: "a soft $a$ answer") == "a [soft $a$ answer](g.md#x)")
    #expect(try linked("soft\n\nanswer", in: "a soft\n\nanswer") == nil)
    #expect(
      try linked("soft\n> answer", in: "> a soft\n> answer") == "> a [soft\n> answer](g.md#x)")
    #expect(try linked("CUT (2020", in: "as CUT (2020), b") == "as [CUT (2020)](g.md#x), b")
    #expect(try linked("CUT (2020) b", in: "as CUT (2020) b)") == "as [CUT (2020) b](g.md#x))")
  }

  @Test("names and numbers of references, formulas and notes are kept")
  func numbers() throws {
    let prose = Prose("A box, @fig-a and @eq-e.[^n]\n\n$$a$$ {#eq-e}\n\n[^n]: N").numbered {
      "\($0.kind.word) 7"
    } formula: { _ in
      "1.1"
    } note: { _ in
      4
    }
    let linked = try #require(prose.linking(2..<5, to: "g.md#x"))
    #expect(linked.references.map(\.reference.name) == ["Figure 7", "Equation 7"])
    #expect(linked.formulas.map(\.number) == ["1.1"])
    #expect(linked.footnotes.map(\.note.number) == [4])
    #expect(linked.footnoteMarks.map(\.note.number) == [4])
  }

  @Test("a link that the author made to the same place stays, and a second one may stand beside it")
  func twice() throws {
    #expect(try linked("box", in: "[a](g.md#x) box") == "[a](g.md#x) [box](g.md#x)")
  }
}
