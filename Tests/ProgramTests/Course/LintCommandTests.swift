import Foundation
import TestSupport
import Testing

@Suite(
  "The command lint", .enabled(if: Program.isBuilt, "the program is not beside the tests"),
  .serialized)
struct LintCommandTests {
  private let desk: Desk

  init() throws {
    desk = try Desk()
  }

  private static let head = "---\ntitle: T\nsummary: S.\nminutes: 5\n---\n"

  private func write(_ body: String, to name: String, head: String = head) throws {
    try Data((head + body).utf8).write(to: desk.folder.appendingPathComponent(name))
  }

  private func lint(_ arguments: String...) throws -> (status: Int32, lines: [String]) {
    let answer = try Program.run(["lint"] + arguments, in: desk.folder)
    #expect(answer.errors.isEmpty)
    let text = String(decoding: answer.output, as: UTF8.self)
    return (answer.status, text.split(separator: "\n").map(String.init))
  }

  private let good = """
    # Good

    A formula $a_1$, a [link](02-b.md#b), a note[^n], `code<T>`, money $5 and <b>bold</b>.

    ```swift
    page.figure("f", plot, caption: "C.", alt: "A.")
    ```

    See @fig-f.

    [^n]: The note.
    """

  @Test("a lesson in order has no finding")
  func inOrder() throws {
    try write(good, to: "01-a.md")
    try write("# B\n", to: "02-b.md")
    let (status, lines) = try lint("01-a.md")
    #expect(status == 0 && lines == ["1 page, nothing found"])
    let both = try lint(".")
    #expect(both.status == 0 && both.lines == ["2 pages, nothing found"])
  }

  @Test(
    "each kind of mistake is told at its line",
    arguments: [
      ("$\\fra{1}{2}$", 6, "unknown command"), ("a\n\nsee @fig-none", 8, "no cell made a figure"),
      ("see @eq-none", 6, "no formula is an equation"), ("[x](none.md)", 6, "leads to no file"),
      ("![x](none.png)", 6, "leads to no file"), ("# A\n\n[x](#b)", 8, "the anchor of no heading"),
      ("```swift\nfor i in 0..<3 {\n```", 7, "`{` is never closed"),
      ("```swift\n//| knd: skip\nf()\n```", 7, "knd"), ("```swift\nf()", 6, "never closed"),
      ("``` Swift\nf()\n```", 6, "swift"), ("> ```swift\n> f()\n> ```", 6, "this fence is no cell"),
      ("```swift\n//| kind: exercise\n//| label: e\nlet a = ___\n```", 7, "task"),
      ("a[^x]", 6, "no note `[^x]:` stands"), ("a\n\n[^x]: b", 8, "nothing refers to the note"),
      ("a\nb <a href=\"02-b.md\">x</a>", 7, "write `[words](address)`"),
      ("<img src=\"a.png\">", 6, "write `![words](address)`"),
      ("a\n\n<div align=\"center\">\n<b>x</b>\n<video>\n</div>\n", 8, "the tag `<div align"),
      ("A `Tensor<Float>`, no Tensor<Float>", 6, "code between back quotes"),
    ])
  func mistakes(body: String, line: Int, words: String) throws {
    try write(body, to: "01-a.md")
    let (status, lines) = try lint("01-a.md")
    #expect(status == 1)
    let first = try #require(lines.first)
    #expect(
      first.hasPrefix("01-a.md:\(line): ") && lines.contains { $0.contains(words) }, "\(lines)")
  }

  @Test("mistakes in the front matter and in the name are told")
  func frontMatter() throws {
    try write("x", to: "01-a.md", head: "---\ntitle: T\n---\n")
    #expect(try lint("01-a.md").status == 1)
    try write("x", to: "1-a.md")
    let (status, lines) = try lint("1-a.md")
    #expect(status == 1 && lines.first?.contains("must look like 03-distillation.md") == true)
  }

  @Test("a page that is no lesson is checked for its text")
  func otherPages() throws {
    try write(
      "# Glossary\n\n**Box** ($b_1$): See [band](#band). {find: a}\n\n**Band**: `<b c>`.\n",
      to: "glossary.md", head: "")
    try write("# A\n\n[box](glossary.md#box)\n", to: "01-a.md")
    let (status, lines) = try lint(".")
    #expect(status == 0 && lines == ["2 pages, nothing found"])
    try write(
      "# G\n\n$\\fra$ [a](none.md)\n\n[b](#none) @fig-x\n\n<img src=\"x\"> a[^b]\n",
      to: "glossary.md", head: "")
    try write("# A\n\n[box](glossary.md#box)\n", to: "01-a.md")
    let found = try lint("glossary.md", "01-a.md")
    #expect(found.status == 1)
    #expect(
      found.lines.map { String($0.prefix { $0 != " " }) } == [
        "glossary.md:3:", "glossary.md:3:", "glossary.md:5:", "glossary.md:5:", "glossary.md:7:",
        "glossary.md:7:", "01-a.md:8:",
      ], "\(found.lines)")
  }

  @Test(
    "a missing file, one that is no text, and an empty folder are findings; without a file there is help"
  )
  func strangers() throws {
    #expect(try lint("none.md") == (1, ["none.md:1: \(Self.unreadable)"]))
    try Data([0xFF, 0xFE, 0x00]).write(to: desk.folder.appendingPathComponent("01-a.md"))
    #expect(try lint("01-a.md") == (1, ["01-a.md:1: \(Self.unreadable)"]))
    try FileManager.default.createDirectory(
      at: desk.folder.appendingPathComponent("empty"), withIntermediateDirectories: true)
    #expect(try lint("empty") == (1, ["empty:1: \(Self.unreadable)"]))
    #expect(try Program.run(["lint"], in: desk.folder).status == 2)
  }

  private static let unreadable =
    "there is no page that can be read as UTF-8 text; name another file"

  @Test("findings in JSON are a list, empty where there is none")
  func json() throws {
    try write("$\\fra$\n\n[x](none.md)", to: "01-a.md")
    let answer = try Program.run(["lint", "--json", "01-a.md"], in: desk.folder)
    #expect(answer.status == 1 && answer.errors.isEmpty)
    let findings = try #require(
      try JSONSerialization.jsonObject(with: answer.output) as? [[String: Any]])
    #expect(findings.map { $0["line"] as? Int } == [6, 8])
    #expect(findings.allSatisfy { $0["file"] as? String == "01-a.md" && $0["message"] is String })
    try write("x", to: "01-a.md")
    let none = try Program.run(["lint", "--json", "01-a.md"], in: desk.folder)
    #expect(none.status == 0)
    #expect(try JSONSerialization.jsonObject(with: none.output) as? [String] == [])
  }

  @Test("a lesson comes from standard input by the name -")
  func standardInput() throws {
    try write("$\\fra$", to: "draft")
    let found = try Program.shell("\"$0\" lint - < draft", in: desk.folder)
    #expect(found.status == 1)
    #expect(String(decoding: found.output, as: UTF8.self).hasPrefix("-:6: "))
    try write("x", to: "draft")
    let none = try Program.shell("\"$0\" lint - < draft", in: desk.folder)
    #expect(none.status == 0)
  }

  @Test("the lessons, the glossary and the bibliography of this course are in order")
  func course() throws {
    let lessons = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("lessons")
    let answer = try Program.run(["lint", lessons.path], in: desk.folder)
    #expect(answer.status == 0, "\(String(decoding: answer.output, as: UTF8.self))")
  }
}
