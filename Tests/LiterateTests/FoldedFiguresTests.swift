import Literate
import Testing

@Suite("Folded figures")
struct FoldedFiguresTests {
  private let figure = """
    page.figure(
      "bands",
      Figure(panels: [
        Chart("a (b", x: Axis("x"))  // not ) yet
      ]),
      caption: "C)", alt: "A")
    """

  @Test("a long figure is one line with its label; code around it stays")
  func long() {
    let folded = FoldedFigures("let a = 1\n\(figure)\nlet b = 2")
    #expect(folded.isFolded)
    #expect(folded.code == "let a = 1\npage.figure(\"bands\", ...)  // 6 lines\nlet b = 2")
  }

  @Test(
    "short figures, figures within other code and other calls are left alone",
    arguments: [
      "page.figure(\"a\", f, caption: \"C\", alt: \"A\")", "  page.figure(\n\n\n\n\n\n)",
      "page.table(\n\n\n\n\n\n)", "",
    ])
  func left(code: String) {
    #expect(FoldedFigures(code) == FoldedFigures(code, longerThan: .max))
    #expect(FoldedFigures(code).code == code)
    #expect(!FoldedFigures(code).isFolded)
  }

  @Test("no line of the lessons is lost but in figures")
  func lessonCells() throws {
    for cell in try LessonFiles.all().flatMap(\.cells) {
      let folded = FoldedFigures(cell.code)
      let lines = folded.code.split(separator: "\n", omittingEmptySubsequences: false)
      let cut = lines.compactMap { line in
        line.wholeMatch(of: /page\.figure\("[A-Za-z0-9-]+", \.\.\.\)  \/\/ ([0-9]+) lines/)
          .flatMap { Int($0.1) }
      }
      let all = cell.code.split(separator: "\n", omittingEmptySubsequences: false).count
      #expect(lines.count - cut.count + cut.reduce(0, +) == all)
    }
  }
}
