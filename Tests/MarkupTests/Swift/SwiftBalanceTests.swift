import Markup
import SampleLessons
import Testing

@Suite("Code that leaves something open")
struct SwiftBalanceTests {
  @Test(
    "the line and the mark at fault are named",
    arguments: [
      ("for i in 0..<3 {", 0, "`{` is never closed"), ("print(1) }", 0, "`}` closes nothing"),
      ("a\n/* b\nc", 1, "the comment `/*`"), ("/* /* */", 0, "the comment"),
      ("let a = \"x", 0, "the string"), ("let a = \"\"\"\n  x\n", 0, "the string"),
      ("f(a[1)]", 0, "`)` does not close `[`"),
      ("let a = 1\nfunc f() {\n  g(\n}", 3, "`}` does not"),
      ("#if DEBUG\nf()", 0, "`#if`"), ("f()\n#endif", 1, "`#endif` closes nothing"),
      ("{\n#if A\n}\n#endif", 2, "`}` does not close `#if`"), ("#else", 0, "`#else`"),
      ("let r = #\"\\(a\"", 0, "the string"), ("let s = \"\\(f(\")\")", 0, "never closed"),
    ])
  func mistakes(code: String, line: Int, words: String) throws {
    let mistake = try #require(SwiftBalance.mistake(in: code))
    #expect(mistake.line == line)
    #expect(mistake.message.contains(words), "\(mistake.message)")
  }

  @Test(
    "brackets in strings, comments and regular expressions count for nothing",
    arguments: [
      "let a = \"{\" // }", "/* ( /* [ */ { */ f()", "let s = \"\"\"\n{ ( [\n\"\"\"",
      "let r = /[(]{2}\\//", "let r = #/ ( \\( /#", "let r = #/\n  [{] # (\n/#", "a / (b) / c",
      "x.split(separator: /\\(/)", "let s = \"\\(f(\"}\"))\"", "let s = #\"\\(\"#", "f { $0 / 2 }",
      "#if A\nf()\n#elseif B\ng()\n#else\nh()\n#endif", "let c: Character = \"(\"", "",
      "[1, 2].map(\\.x)",
      "let half = (a + b) / 2 // (", "reduce(1, /)",
    ])
  func whole(code: String) {
    #expect(SwiftBalance.mistake(in: code) == nil)
  }

  @Test("every cell of the lessons is whole")
  func lessons() throws {
    for code in try LessonFiles.code() {
      #expect(SwiftBalance.mistake(in: code) == nil, "\(code)")
    }
  }
}
