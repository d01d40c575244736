import Foundation
import Literate
import Markup
import SampleLessons
import Testing

@Suite("What a woven page says about its texts")
struct WovenProblemsTests {
  private func page(_ body: String, _ items: [CellResult.Item] = []) throws -> WovenPage {
    let lesson = try lesson(body)
    return WovenPage(
      lesson: lesson, results: lesson.cells.map { _ in CellResult(state: .done, items: items) },
      facts: nil)
  }

  private let cell = "```swift\nf()\n```\n\nAfter."

  @Test("a formula that cannot be read is a problem at its line")
  func formulas() throws {
    let page = try page("a $\\fra{1}{2}$\n\n$$\na +\n\\foo\n$$\n\n- $x_1$\n\n" + cell)
    #expect(page.problems.map(\.line) == [6, 10])
    #expect(page.problems.allSatisfy { $0.message.contains("unknown command") })
  }

  @Test("a formula that a cell writes, and one in a caption, are problems at the cell")
  func computedFormulas() throws {
    let figure = FigureRecord(label: "a", caption: "C $\\foo$", alt: "A")
    #expect(
      try page(cell, [.markdown("$\\foo$"), .figure(figure)]).problems.map(\.line) == [7, 7])
  }

  @Test(
    "computed prose closes what it leaves open",
    arguments: [
      "Text\n\n```\nunclosed", "~~~~ swift\nx", "a\n\n<!-- b", "<pre>\nx", "<script>\nx", "<?php x",
      "<![CDATA[ x", "<!DOCTYPE x", "- a\n\n  ```\n  b", "<style>\nx", "````\n```\n",
      "<textarea>\n",
    ])
  func closed(text: String) throws {
    let page = try page(cell, [.markdown(text)])
    guard case .prose(let prose) = page.chunks[2] else {
      Issue.record("no prose")
      return
    }
    #expect(prose.isClosed && prose.source.hasPrefix(text.prefix(5)))
    #expect(page.problems.allSatisfy { $0.message.hasPrefix("the tag `") })
  }

  @Test(
    "what is closed stays as it is",
    arguments: ["a", "```\nb\n```", "<b>x</b>", "<details>", "- a\n\n  b"])
  func whole(text: String) throws {
    #expect(Prose(text).closed == Prose(text))
  }

  @Test("a caption of more than one paragraph is refused, and harms no page")
  func captions() throws {
    for caption in ["A\n\nB", "A\n```\nx", "A\n\n- b", "A\n# B"] {
      let figure = FigureRecord(label: "a", caption: caption, alt: "A")
      let table = TableRecord(label: "b", columns: ["x"], rows: [], caption: caption)
      let page = try page(cell, [.figure(figure), .table(table)])
      #expect(page.problems.count == 2 && page.problems.allSatisfy { $0.line == 7 })
      guard case .figure(let woven) = page.chunks[2] else { continue }
      #expect(!woven.caption.source.contains("\n"))
    }
    let figure = FigureRecord(label: "a", caption: "One\nparagraph.", alt: "A")
    #expect(try page(cell, [.figure(figure)]).problems.isEmpty)
  }

  @Test("what a cell hands over is cleaned of controls before any page shows it")
  func controls() throws {
    let evil = "a\u{1B}]0;t\u{07}\u{0}b"
    let items: [CellResult.Item] = [
      .output("\u{1B}[31mred\u{1B}[0m\u{0}\r\n1\r2"), .markdown(evil),
      .figure(FigureRecord(label: "f", caption: evil, alt: evil)),
      .table(TableRecord(label: "t", columns: [evil], rows: [[evil]], caption: evil)),
    ]
    let lesson = try lesson(cell)
    let check = CheckRecord(name: evil, found: evil, expected: evil, tolerance: evil, passed: true)
    let result = CellResult(
      state: .failed(message: evil, line: nil), items: items, checks: [check])
    let page = WovenPage(
      lesson: lesson, results: [result], facts: RunFacts(["host": evil], warning: evil))
    let text = String(describing: page)
    #expect(!text.unicodeScalars.contains { $0.isHazard && $0 != "\n" && $0 != "\t" })
    #expect(page.chunks.contains(.output("red�\n2")))
  }

  @Test("deep nesting is told at its line, and weaving it takes no time", .timeLimit(.minutes(2)))
  func deep() throws {
    let list = (0..<1500).map { String(repeating: "  ", count: $0) + "- a" }.joined(separator: "\n")
    for text in [String(repeating: ">", count: 50_000) + " a", list] {
      let page = try page("One.\n\n" + text)
      #expect(page.problems.contains { $0.message.contains("nested more than 100 times") })
      #expect(page.problems.allSatisfy { (8...70).contains($0.line) })
    }
    for text in ["*a **a ", "[a](", "![", "`` ` ", "$ a ", "@eq-a ", "<b>", "| "] {
      _ = try page("One.\n\n" + String(repeating: text, count: 5_000))
    }
  }

  @Test(
    "a reference in a comment, in code or after a backslash is none; one in a link keeps the link")
  func references() throws {
    let page = try page(
      """
      <!-- later: see @fig-old -->

          @fig-code

      `a
      @fig-span` and \\@eq-al

      $$a$$ {#eq-al}

      [see @eq-al](https://swift.org) <!-- @fig-b --> me@fig-tree
      """)
    #expect(page.problems.isEmpty)
  }
}

@Suite("Links of a lesson")
struct LessonLinkTests {
  @Test(
    "links and pictures to files that are not there, and to no heading, are mistakes at their lines"
  )
  func links() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data().write(to: folder.appendingPathComponent("a b.png"))
    let other = "---\ntitle: O\nsummary: S\nminutes: 1\n---\n## Two words\n"
    try Data(other.utf8).write(to: folder.appendingPathComponent("02-other.md"))
    let lesson = try lesson(
      """
      # Top

      ![there](a%20b.png) [two](02-other.md#two-words) [top](#top) <https://x.org>
      [gone](03-gone.md)
      ![gone](<no picture.png>) [anchor](02-other.md#three)
      [bad](#nowhere) `[code](gone.md)` <!-- [c](gone.md) -->

      [def]: gone-too.md

      See [def] and [mail](mailto:a@b.c).
      """)
    let mistakes = lesson.linkMistakes(beside: folder)
    #expect(mistakes.map(\.line) == [9, 10, 10, 11, 13], "\(mistakes)")
    let targets = ["03-gone.md", "no picture.png", "#three", "#nowhere", "gone-too.md"]
    for (mistake, target) in zip(mistakes, targets) { #expect(mistake.message.contains(target)) }
  }

  @Test("lint finds all of it at once, and nothing in the lessons of this package")
  func lint() throws {
    let body = """
      ---
      title: T
      summary: S
      minutes: 1
      ---
      # T

      $\\foo$ @fig-a @fig-none [x](gone.md)

      ```swift
      page.figure("a", x, caption: "C", alt: "A")
      f( {
      ```

      - ```swift
        g()
        ```
      """
    let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let findings = LessonLint.findings(in: body, named: "x/01-a.md", beside: here)
    #expect(findings.map(\.line) == [8, 8, 8, 12, 15])
    let lessons = here.appendingPathComponent("../../../lessons")
    for lesson in try LessonFiles.all() {
      let name = lesson.file.split(separator: "/").last.map(String.init) ?? ""
      let found = LessonLint.findings(at: lessons.appendingPathComponent(name), named: name)
      #expect(found.isEmpty)
    }
  }
}
