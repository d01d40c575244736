import Markup
import SampleLessons
import Testing

@Suite("Folded code")
struct FoldedCodeTests {
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
    let folded = FoldedCode("let a = 1\n\(figure)\nlet b = 2")
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
    #expect(FoldedCode(code) == FoldedCode(code, longerThan: .max))
    #expect(FoldedCode(code).code == code)
    #expect(!FoldedCode(code).isFolded)
  }

  @Test("checks are cut to their names, so that nobody reads the answer before predicting it")
  func checks() {
    let code = "let a = f()\npage.check(\"sum\", a, equals: 3, within: 0)\n  page.check(\"b\", 1)"
    #expect(
      FoldedCode(code).code
        == "let a = f()\npage.check(\"sum\", ...)\n  page.check(\"b\", 1)")
  }

  @Test("no line of the lessons is lost but in figures")
  func lessonCells() throws {
    for code in try LessonFiles.code() {
      let folded = FoldedCode(code)
      let lines = folded.code.split(separator: "\n", omittingEmptySubsequences: false)
      let cut = lines.compactMap { line in
        line.wholeMatch(of: /page\.(figure|check)\("[^"]+", \.\.\.\)(  \/\/ ([0-9]+) lines)?/)
          .map { $0.3.flatMap { Int($0) } ?? 1 }
      }
      let all = code.split(separator: "\n", omittingEmptySubsequences: false).count
      #expect(lines.count - cut.count + cut.reduce(0, +) == all)
    }
  }
}
