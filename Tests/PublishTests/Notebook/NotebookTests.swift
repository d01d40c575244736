import Foundation
import Literate
import Publish
import SampleLessons
import Testing

@Suite("Notebook")
struct NotebookTests {
  private let cell = "```swift\n//| label: one\nf()\n```\n"
  private let exercise =
    "```swift\n//| kind: exercise\n//| label: sum\n//| task: Add.\n//| hint: Count.\n"
    + "//| answer: 1 + 2\nlet a = ___\n//| check\npage.check(a)\n```\n"

  private func page(
    _ body: String, _ results: [CellResult] = [], _ facts: RunFacts? = nil
  ) throws -> WovenPage {
    let lesson = try lesson(body)
    let results = results.isEmpty ? lesson.cells.map { _ in CellResult() } : results
    return WovenPage(lesson: lesson, results: results, facts: facts)
  }

  private func outputs(_ items: [CellResult.Item], picture: Data? = nil) throws
    -> [NotebookFile.Output]
  {
    let page = try page(cell, [CellResult(state: .done, items: items)])
    return try #require(NotebookFile(page, picture: picture).chapter[1].outputs)
  }

  @Test("printed text is a stream with its lines, each with its line break")
  func stream() throws {
    let output = try #require(try outputs([.output("1\n2\n")]).first)
    #expect(output.output_type == "stream")
    #expect(output.name == "stdout")
    #expect(output.text == ["1\n", "2\n"])
  }

  @Test("a figure is an anchor, the picture with its words, and the caption")
  func figure() throws {
    let record = FigureRecord(label: "x", caption: "What it is.", alt: "What it shows.")
    let found = try outputs([.figure(record)], picture: Data([1, 2, 3]))
    #expect(found.map(\.output_type) == Array(repeating: "display_data", count: 3))
    #expect(found[0].markdown == "<a id=\"fig-x\"></a>")
    #expect(found[1].data?["image/png"]?.text == "AQID")
    #expect(found[1].data?["text/plain"]?.text == "What it shows.")
    #expect(found[1].metadata == ["image/png": ["alt": "What it shows."]])
    #expect(found[2].markdown == "**Figure 3.1.** What it is.")
    #expect(try outputs([.figure(record)])[1].data?["image/png"] == nil)
  }

  @Test("tables, checks and computed prose are outputs of the cell that made them")
  func markdown() throws {
    let table = TableRecord(label: "t", columns: ["a"], rows: [["1"]], caption: "T.")
    let check = CheckRecord(name: "sum", found: "2", expected: "2", tolerance: "0", passed: true)
    let page = try page(
      cell + "\nAfter.\n\n" + cell.replacing("one", with: "two"),
      [
        CellResult(state: .done, items: [.table(table), .markdown("Won.")], checks: [check]),
        CellResult(state: .done, items: [.markdown("Lost.")]),
      ])
    let cells = try NotebookFile(page).chapter
    #expect(cells.map(\.cell_type) == ["markdown", "code", "markdown", "code", "markdown"])
    let first = try #require(cells[1].outputs).compactMap(\.markdown)
    #expect(first[0].hasPrefix("<a id=\"tbl-t\"></a>\n\n**Table 3.1.** T.\n\n| a |"))
    #expect(first[1] == "Won.")
    #expect(first[2].contains("| sum | 2 | 2 | 0 | PASS |"))
    #expect(cells[2].text == "After.")
    #expect(try #require(cells[3].outputs).compactMap(\.markdown) == ["Lost."])
  }

  @Test("a failure is an error that names its line; cells after it have not run")
  func failure() throws {
    let page = try page(
      cell + cell.replacing("one", with: "two"),
      [CellResult(state: .failed(message: "no\nluck", line: 42)), CellResult()])
    let cells = try NotebookFile(page).chapter
    let output = try #require(cells[1].outputs?.first)
    #expect(output.output_type == "error")
    #expect(output.evalue == "no\nluck")
    #expect(output.traceback == ["Failed at lessons/03-bands.md:42", "no", "luck"])
    #expect(cells[1...2].map(\.execution_count) == [1, nil])
    #expect(cells[2].outputs?.isEmpty == true)
  }

  @Test("prose is cut at its headings, and a formula keeps its dollars, number and anchor")
  func prose() throws {
    let page = try page(
      "# T\n\n## 3.1 A\n\nBy $x$ and @eq-a:\n\n$$a$$ {#eq-a}\n\n```text\n# no\n```\n")
    let cells = try NotebookFile(page).chapter
    #expect(cells.count == 3)
    #expect(
      cells[1].text == """
        ## 3.1 A

        By $x$ and [Equation 3.1](#eq-a):

        <a id="eq-a"></a>

        $$a \\tag{3.1}$$

        ```text
        # no
        ```
        """)
  }

  @Test("a star that is escaped for Markdown is bare in a formula, and as it was elsewhere")
  func stars() throws {
    let page = try page("# T\n\nIn $a^\\*$, \\*b\\* and `$c^\\*$`.\n")
    #expect(try NotebookFile(page).chapter[0].text == "# T\n\nIn $a^*$, \\*b\\* and `$c^\\*$`.")
  }

  @Test("a star is bare in every formula: of captions, tables, checks, tasks and hints")
  func starsEverywhere() throws {
    let formula = "$a^\\*$"
    let items: [CellResult.Item] = [
      .figure(FigureRecord(label: "f", caption: "F \(formula).", alt: "A.")),
      .table(
        TableRecord(label: "t", columns: [formula], rows: [[formula]], caption: "T \(formula).")),
    ]
    let check = CheckRecord(
      name: formula, found: "2", expected: "2", tolerance: "0", passed: true)
    let asked = exercise.replacing("Add.", with: "Add \(formula).")
      .replacing("Count.", with: "Count \(formula).")
    let page = try page(
      cell + asked, [CellResult(state: .done, items: items, checks: [check]), CellResult()])
    let cells = try NotebookFile(page).chapter
    let outputs = cells.flatMap { $0.outputs ?? [] }.compactMap(\.markdown)
    let markdown = (cells.map(\.text) + outputs).joined()
    #expect(markdown.ranges(of: "$a^*$").count == 7)
    #expect(!markdown.contains(formula))
  }

  @Test("a cell that must fail says so, and a cell that is only shown is prose")
  func kinds() throws {
    let page = try page(
      "```swift\n//| kind: expect-error\nf()\n```\n```swift\n//| kind: skip\ng()\n```\n")
    let cells = try NotebookFile(page).chapter
    #expect(cells[1].metadata.tags == ["raises-exception"])
    #expect(cells[2].cell_type == "markdown")
    #expect(cells[2].text == "```swift\ng()\n```")
  }

  @Test("folded code is there to run, and hidden")
  func folded() throws {
    let page = try page("```swift\n//| fold: true\nf()\n```\n```swift\ng()\n```\n")
    let cells = try NotebookFile(page).chapter
    #expect(cells[1].text == "f()" && cells[2].text == "g()")
    #expect(cells[1].metadata.jupyter?["source_hidden"] == true)
    #expect(cells[2].metadata.jupyter == nil)
  }

  @Test("an exercise is its task, the blanks and the check; its solution only on demand")
  func exercises() throws {
    let page = try page("See @ex-sum.\n\n" + exercise)
    let cells = try NotebookFile(page).chapter.dropFirst(2).dropLast()
    #expect(cells.map(\.metadata.tags) == [nil, ["exercise"], ["check"]])
    #expect(
      cells.first?.text == """
        <a id="ex-sum"></a>

        **Exercise 3.1, `sum`.** Add.

        <details><summary>Hint 1</summary>

        Count.

        </details>
        """)
    #expect(cells.dropFirst().map(\.text) == ["let a = ___", "page.check(a)"])
    let solved = try NotebookFile(page, withSolutions: true).chapter.dropLast()
    #expect(solved.last?.metadata.tags == ["solution"])
    #expect(solved.last?.text == "// A solution\nlet a = 1 + 2")
  }

  @Test("the first cell says what the notebook is for and how to run the chapter")
  func note() throws {
    let note = try #require(NotebookFile(page(cell)).cells.first)
    #expect(note.cell_type == "markdown")
    #expect(note.id == "about")
    #expect(note.text.contains("for reading and for handing out"))
    #expect(note.text.contains("`./other-course watch 3`"))
  }

  @Test("the notebook says what it is and where it ran")
  func metadata() throws {
    let facts = RunFacts([
      "tool": "1", "library": "2.0", "processor": "P, 4 cores", "threads": "2", "seed": "7",
      "preset": "quick",
    ])
    let notebook = try NotebookFile(page(cell, [], facts))
    #expect(notebook.nbformat == 4)
    #expect(notebook.nbformat_minor == 5)
    #expect(notebook.metadata.kernelspec["name"] == "swift")
    #expect(notebook.metadata.title == "Bands")
    #expect(notebook.metadata.other_course.chapter == 3)
    #expect(notebook.metadata.other_course.facts["library"] == "2.0")
    #expect(notebook.cells.last?.text.contains("| library | 2.0 |") == true)
  }

  @Test("the bytes are Jupyter's own: sorted keys, one space a level, a newline at the end")
  func bytes() throws {
    let page = try page("", [])
    let json = Notebook.json(
      of: page, picture: { _ in nil }, withSolutions: false, product: NotebookFile.product)
    let text = String(decoding: json, as: UTF8.self)
    #expect(
      text.hasPrefix(
        "{\n \"cells\": [\n  {\n   \"cell_type\": \"markdown\",\n   \"id\": \"about\",\n"
          + "   \"metadata\": {},\n   \"source\": [\n    \"*This notebook"))
    #expect(
      text.contains(
        "\"id\": \"section-3-bands\",\n"
          + "   \"metadata\": {},\n   \"source\": [\n    \"# 3 Bands\"\n   ]\n  },\n"))
    #expect(text.hasSuffix(" \"nbformat\": 4,\n \"nbformat_minor\": 5\n}\n"))
  }
}
