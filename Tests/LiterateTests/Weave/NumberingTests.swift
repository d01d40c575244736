import Literate
import Markup
import SampleLessons
import Testing

/// The numbers that a reader sees while a chapter runs are those of its page.
@Suite("Numbers of figures and tables")
struct NumberingTests {
  /// A lesson of which neither the text nor the code tells how much its cells make: a table under a
  /// condition, a figure for each label of a list, and what comes after them.
  private static let body = """
    First @fig-late, @tbl-truth and @fig-loop-b; @eq-a and @ex-sum are known.

    ```swift
    if hasTruth { page.table("truth", columns: [], rows: [], caption: "T.") }
    ```

    ```swift
    for label in labels { page.figure("loop-\\(label)", figure, caption: "L.", alt: "A.") }
    ```

    $$a$$ {#eq-a}

    ```swift
    page.table("last", columns: [], rows: [], caption: "After @tbl-truth.")
    page.figure("late", figure, caption: "F.", alt: "A.")
    ```

    ```swift
    //| kind: exercise
    //| label: sum
    //| task: Add.
    //| answer: 1
    let a = ___
    //| check
    page.check(a)
    ```

    Last @fig-late, @tbl-truth and @tbl-last.
    """

  private func figure(_ label: String) -> CellResult.Item {
    .figure(FigureRecord(label: label, caption: "C.", alt: "A."))
  }

  private func table(_ label: String) -> CellResult.Item {
    .table(TableRecord(label: label, columns: [], rows: [], caption: "C."))
  }

  /// The results of a run with or without the conditional table, and with some figures of the loop.
  private func results(hasTruth: Bool, loop: [String]) -> [CellResult] {
    [
      CellResult(state: .done, items: hasTruth ? [table("truth")] : []),
      CellResult(state: .done, items: loop.map { figure("loop-\($0)") }),
      CellResult(state: .done, items: [table("last"), figure("late")]),
      CellResult(),
    ]
  }

  /// The names of the references in a text, by anchor.
  private func names(_ prose: Prose) -> [String: String?] {
    Dictionary(prose.references.map { ($0.reference.anchor, $0.reference.name) }) { $1 }
  }

  @Test(
    "what a run has made has the number of the page at every moment, and the rest has none",
    arguments: [true, false], [[], ["a"], ["a", "b", "c"]])
  func agreement(hasTruth: Bool, loop: [String]) throws {
    let lesson = try lesson(Self.body)
    let results = results(hasTruth: hasTruth, loop: loop)
    let page = WovenPage(lesson: lesson, results: results, facts: nil)
    var onPage: [String: String] = [:]
    for chunk in page.chunks {
      switch chunk {
      case .figure(let figure): onPage[figure.anchor] = figure.name
      case .table(let table): onPage[table.anchor] = table.name
      default: break
      }
    }
    var numbering = Numbering(lesson)
    var made: [String] = []
    let all = Prose("@fig-late @tbl-truth @tbl-last @fig-loop-a @fig-loop-b @fig-loop-c")
    for item in results.flatMap(\.items) {
      for (anchor, name) in names(numbering.numberedEarly(all)) {
        #expect(name == (made.contains(anchor) ? onPage[anchor] : nil), "\(anchor)")
      }
      numbering.add(item)
      switch item {
      case .figure(let figure):
        made.append("fig-\(figure.label)")
        #expect(
          numbering.caption(of: figure).document.plainText
            == "\(onPage["fig-\(figure.label)"] ?? "") (\(figure.label)). C.")
      case .table(let table): made.append("tbl-\(table.label)")
      default: break
      }
    }
    #expect(names(numbering.numbered(all)).compactMapValues { $0 } == onPage)
    #expect(
      page.problems.map(\.message).contains { $0.contains("`truth`") } == !hasTruth)
  }

  @Test("equations and exercises are known before the chapter runs")
  func known() throws {
    let numbering = Numbering(try lesson(Self.body))
    #expect(
      names(numbering.numbered(Prose("@eq-a @ex-sum @eq-b")))
        == ["eq-a": "Equation 3.1", "ex-sum": "Exercise 3.1", "eq-b": nil])
    #expect(numbering.numbered(Prose("$$a$$ {#eq-a}")).formulas.map(\.number) == ["3.1"])
  }

  @Test("a figure shown again keeps its number, and a chapter that begins again starts anew")
  func again() throws {
    var numbering = Numbering(try lesson(Self.body))
    for item in [figure("a"), figure("b"), figure("a")] { numbering.add(item) }
    let prose = Prose("@fig-a @fig-b")
    #expect(names(numbering.numbered(prose)) == ["fig-a": "Figure 3.1", "fig-b": "Figure 3.2"])
    numbering.forgetRun()
    numbering.add(figure("b"))
    #expect(names(numbering.numbered(prose)) == ["fig-a": nil, "fig-b": "Figure 3.1"])
  }

  @Test("a caption has its label where a text has used it before, and only there")
  func captions() throws {
    var numbering = Numbering(try lesson(Self.body))
    let caption = { (numbering: Numbering) in
      numbering.caption(of: FigureRecord(label: "a", caption: "As @tbl-b.", alt: "A.")).source
    }
    numbering.add(figure("a"))
    #expect(caption(numbering) == "**Figure 3.1.** As @tbl-b.")
    numbering.forgetRun()
    _ = numbering.numberedEarly(Prose("@fig-a"))
    numbering.add(figure("a"))
    #expect(caption(numbering) == "**Figure 3.1 (*a*).** As @tbl-b.")
  }
}
