import Literate
import Publish
import SampleLessons
import Testing

@Suite("Markdown page")
struct MarkdownPageTests {
  private func figure(_ label: String) -> CellResult.Item {
    .figure(FigureRecord(label: label, caption: "Caption of \(label).", alt: "Alt of \(label)."))
  }

  private func table(_ label: String) -> CellResult.Item {
    .table(TableRecord(label: label, columns: ["a|b", "c"], rows: [["1", "2"]], caption: "T."))
  }

  private func weave(_ body: String, _ results: [CellResult]) throws -> Woven {
    Woven(try lesson(body), results)
  }

  private let cell = "```swift\n//| label: one\nf()\n```\n"

  @Test("code is shown without its options, then its source, then its output")
  func code() throws {
    let page = try weave("Before.\n\n" + cell, [CellResult(state: .done, items: [.output("1\n")])])
    #expect(
      page.markdown.hasPrefix(
        """
        # 3 Bands

        Before.

        ```swift
        f()
        ```

        <sub>[lessons/03-bands.md:10](../../lessons/03-bands.md?plain=1#L10)</sub>

        ```text
        1
        ```

        """))
  }

  @Test("folded code is one line that opens, and what the cell made stays in view")
  func folded() throws {
    let page = try weave(
      "```swift\n//| fold: true\nf()\n```\n", [CellResult(state: .done, items: [figure("x")])])
    let fold = try #require(
      page.markdown.firstRange(
        of: "<details><summary>The code that draws, 1 line</summary>\n\n```swift\nf()\n```"))
    let end = try #require(page.markdown.firstRange(of: "</details>"))
    let figure = try #require(page.markdown.firstRange(of: "![Alt of x.]"))
    #expect(fold.upperBound < end.lowerBound && end.upperBound < figure.lowerBound)
  }

  @Test("a page that brings its own heading gets no second one")
  func heading() throws {
    #expect(try weave("\n# Own\n", []).markdown.hasPrefix("# Own\n"))
  }

  @Test("figures and tables are numbered apart, in the order in which they were made")
  func numbers() throws {
    let page = try weave(
      cell + "```swift\ng()\n```\n",
      [
        CellResult(state: .done, items: [figure("x"), table("t")]),
        CellResult(state: .done, items: [figure("y")]),
      ])
    let names = page.markdown.matches(of: /\*\*((?:Figure|Table) [0-9.]+)\.\*\*/)
    #expect(names.map { String($0.1) } == ["Figure 3.1", "Table 3.1", "Figure 3.2"])
    #expect(page.markdown.contains("![Alt of y.](figures/y.png)\n\n**Figure 3.2.** Caption of y."))
    #expect(page.markdown.contains("| a\\|b | c |\n| --- | --- |\n| 1 | 2 |"))
  }

  @Test("references become links to the anchors, also before the figure")
  func references() throws {
    let page = try weave(
      "See @fig-x, (@tbl-t) and @fig-x.\n" + cell,
      [CellResult(state: .done, items: [figure("x"), table("t")])])
    #expect(
      page.markdown.contains(
        "See [Figure 3.1](#fig-x), ([Table 3.1](#tbl-t)) and [Figure 3.1](#fig-x)."))
    #expect(page.markdown.contains("<a id=\"fig-x\"></a>"))
    #expect(page.markdown.contains("<a id=\"tbl-t\"></a>"))
    #expect(page.problems.isEmpty)
  }

  @Test("a reference that leads nowhere stays readable and is reported at its line")
  func unknownReference() throws {
    let page = try weave("First.\nSee @fig-none.\n", [])
    #expect(page.markdown.contains("See figure *none*."))
    #expect(page.problems.map(\.line) == [7])
    #expect(page.problems.first?.message.contains("`none`") == true)
  }

  @Test(
    "code and mail addresses hold no references",
    arguments: ["`@fig-x`", "```text\n@fig-x\n```", "me@fig-x"])
  func noReferences(text: String) throws {
    let page = try weave(text + "\n", [])
    #expect(page.markdown.contains(text))
    #expect(page.problems.isEmpty)
  }

  @Test("checks become one table with the verdict in words")
  func checks() throws {
    let checks = [
      CheckRecord(name: "sum", found: "2", expected: "2", tolerance: "0", passed: true),
      CheckRecord(name: "odd", found: "4", expected: "", tolerance: "", passed: false),
    ]
    let page = try weave(cell, [CellResult(state: .done, checks: checks)])
    #expect(page.markdown.contains("| sum | 2 | 2 | 0 | PASS |\n| odd | 4 |  |  | FAIL |"))
  }

  @Test("a failed cell names its line, and later cells say that they did not run")
  func failure() throws {
    let page = try weave(
      cell + "```swift\ng()\n```\n",
      [CellResult(state: .failed(message: "no luck", line: 42)), CellResult()])
    #expect(
      page.markdown.contains("**Failed** at `lessons/03-bands.md:42`:\n\n```text\nno luck\n```"))
    #expect(page.markdown.contains("03-bands.md?plain=1#L11)</sub>\n\n*Not run.*"))
  }

  @Test("a failure of unknown place is at the first line of its cell")
  func failureWithoutLine() throws {
    let page = try weave(cell, [CellResult(state: .failed(message: "no luck", line: nil))])
    #expect(page.markdown.contains("**Failed** at `lessons/03-bands.md:8`"))
  }

  @Test("output with a fence in it gets a longer fence")
  func longFence() throws {
    let page = try weave(cell, [CellResult(state: .done, items: [.output("```\n")])])
    #expect(page.markdown.contains("````text\n```\n````"))
  }

  @Test("two runs of different speed give the same bytes")
  func speed() throws {
    let facts = RunFacts([
      "tool": "1", "library": "2.0", "processor": "P, 4 cores", "threads": "2", "seed": "7",
      "preset": "quick",
    ])
    let pages = try [0.5, 1.25].map { seconds in
      Woven(
        try lesson(cell), [CellResult(state: .done, seconds: seconds)], facts
      ).markdown
    }
    #expect(pages[0] == pages[1])
    #expect(pages[0].contains("| library | 2.0 |"))
  }

  @Test("a formula's label is taken once, and a label in code is none")
  func equationLabels() throws {
    let page = try weave("$$a$$ {#eq-a}\n\n```text\n$$x$$ {#eq-x}\n```\n\n$$b$$ {#eq-a}\n", [])
    #expect(page.markdown.contains("$$x$$ {#eq-x}"))
    #expect(page.problems.map(\.line) == [12])
    #expect(page.problems.first?.message.contains("`eq-a` is taken") == true)
  }

  @Test("a labelled formula is numbered, anchored and referred to; a wrong reference is told")
  func equations() throws {
    let parsed = try lesson("By @eq-b and @eq-no:\n\n$$a$$ {#eq-a}\n\n$$b$$ {#eq-b}\n\n$$c$$")
    let page = Woven(parsed, [])
    #expect(page.markdown.contains("By [Equation 3.2](#eq-b) and equation *no*:"))
    #expect(page.markdown.contains("<a id=\"eq-b\"></a>\n\n$$b \\tag{3.2}$$"))
    #expect(page.markdown.contains("$$c$$"))
    #expect(page.problems.map(\.line) == [6])
  }

  @Test("an exercise shows its task with the blank, and folds hints, check and solution away")
  func exercises() throws {
    let parsed = try lesson(
      "See @ex-sum.\n\n```swift\n//| kind: exercise\n//| label: sum\n//| task: Add.\n"
        + "//| hint: Count.\n//| answer: 1 + 2\nlet a = ___\n//| check\npage.check(a)\n```\n")
    let page = Woven(parsed, [CellResult()]).markdown
    #expect(page.contains("See [Exercise 3.1](#ex-sum)."))
    #expect(page.contains("**Exercise 3.1, `sum`.** Add.\n\n```swift\nlet a = ___\n```"))
    #expect(page.contains("<summary>Hint 1</summary>\n\nCount."))
    #expect(page.contains("<summary>A solution</summary>\n\n```swift\nlet a = 1 + 2\n```\n"))
    #expect(page.ranges(of: "page.check(a)").count == 1)
    #expect(!page.contains("//| check"))
    #expect(!page.contains("Not run"))
  }

  @Test("a task and its hints may refer to what the page holds; what is unknown is told")
  func exerciseReferences() throws {
    let parsed = try lesson(
      "$$a$$ {#eq-a}\n\n```swift\n//| kind: exercise\n//| label: sum\n"
        + "//| task: Add as @eq-a, not as @ex-no.\n//| hint: See @ex-sum and @eq-no.\n"
        + "//| answer: 1\nlet a = ___\n//| check\npage.check(a)\n```\n")
    let page = Woven(parsed, [CellResult()])
    #expect(page.markdown.contains("Add as [Equation 3.1](#eq-a), not as exercise *no*."))
    #expect(page.markdown.contains("See [Exercise 3.1](#ex-sum) and equation *no*."))
    #expect(page.problems.map(\.line) == [14, 14])
  }
}

/// A page as Markdown, with the mistakes found in it.
private struct Woven {
  let markdown: String
  let problems: [LessonError]

  init(_ lesson: Lesson, _ results: [CellResult], _ facts: RunFacts? = nil) {
    let page = WovenPage(lesson: lesson, results: results, facts: facts)
    markdown = MarkdownPage.text(of: page)
    problems = page.problems
  }
}
