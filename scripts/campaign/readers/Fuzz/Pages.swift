import Console
import Foundation
import Literate
import Markup
import Publish

extension Target {
  /// Lessons and prose, with every page that is woven from them.
  static let pages: [Target] = [
    Target(
      name: "markdown", weight: 14, longest: 2048, memory: 32 << 20, grows: true,
      seeds: { try proseSeeds($0) }
    ) { data in
      let text = String(decoding: data, as: UTF8.self)
      claimOwnHTML(
        HTMLPage.text(
          title: "t", markdown: text.printableLines, index: nil, previous: nil, next: nil))
      for style in styles {
        claimColoursOnly(TerminalText.render(markdown: text, style: style), "prose on a terminal")
      }
    },
    Target(
      name: "lesson", weight: 6, longest: 4096, memory: 32 << 20, seeds: { try lessonSeeds($0) }
    ) { data in
      let text = String(decoding: data, as: UTF8.self)
      let found = LessonLint.findings(in: text, named: file, beside: Scratch.folder)
      let lines = PageText(text).lines.count
      for finding in found {
        claim((1...max(1, lines)).contains(finding.line), "\(finding) is nowhere")
      }
      try weave(Lesson(text: text, file: file))
    },
    Target(
      name: "cell-texts", weight: 10, longest: 2048, memory: 32 << 20, grows: true,
      seeds: { try proseSeeds($0) }
    ) { data in
      // What a cell prints, says and draws is a stranger's text on a page that is ours.
      let text = String(decoding: data, as: UTF8.self)
      let page = WovenPage(
        lesson: ownLesson,
        results: [result(text), CellResult(state: .failed(message: text, line: 3))],
        facts: RunFacts(["seed": text], warning: text))
      try claimPages(page)
    },
  ]

  private static let file = "lessons/01-x.md"
  private static let styles = [
    TerminalStyle(width: 60, hasColour: true), TerminalStyle(width: 24),
    TerminalStyle(width: 80, isPlain: true),
  ]

  private static let ownLesson: Lesson = {
    let text =
      "---\ntitle: T\nsummary: S.\nminutes: 1\n---\nHello.\n\n```swift\na\n```\n\n```swift\nb\n```\n"
    guard let lesson = try? Lesson(text: text, file: file) else { fatalError("no lesson") }
    return lesson
  }()

  private static func result(_ text: String) -> CellResult {
    CellResult(
      state: .done,
      items: [
        .output(text), .markdown(text),
        .figure(FigureRecord(label: "f", caption: text, alt: text)),
        .table(TableRecord(label: "t", columns: [text], rows: [[text]], caption: text)),
      ],
      checks: [CheckRecord(name: text, found: text, expected: text, tolerance: text, passed: true)])
  }

  private static func weave(_ lesson: Lesson) throws {
    let tangler = Tangler(imports: ["Foundation"])
    claim(tangler.source(of: lesson).contains("#sourceLocation") || lesson.cells.isEmpty, "no code")
    _ = tangler.source(ofExercisesIn: lesson, course: "Course", checkedBy: lesson)
    let results = lesson.cells.map { _ in result("x <b>\n") }
    let page = WovenPage(lesson: lesson, results: results, facts: RunFacts(["seed": "1"]))
    try claimPages(page)
  }

  /// Every page of a chapter is ours, whatever its texts are.
  private static func claimPages(_ page: WovenPage) throws {
    claimPrintableLines(MarkdownPage.text(of: page), "a page in Markdown")
    let html = HTMLPage.text(
      of: page, picture: { _, _ in nil }, index: nil, previous: nil, next: nil,
      others: [.init(title: "Words", file: "words.html")])
    claimOwnHTML(html)
    claimPrintableLines(html, "a page in HTML")
    let notebook = Notebook.json(
      of: page, picture: { _ in nil }, withSolutions: true,
      product: Product(name: "wkd-learn", command: "./wkd-learn chapter"))
    guard let book = try JSONSerialization.jsonObject(with: notebook) as? [String: Any],
      let cells = book["cells"] as? [[String: Any]]
    else { return claim(false, "a notebook without cells") }
    let names = cells.compactMap { $0["id"] as? String }
    claim(Set(names).count == cells.count, "cells of a notebook with one name")
    claim(names.allSatisfy { (1...64).contains($0.count) }, "a long name in a notebook")
  }

  private static func proseSeeds(_ root: URL) throws -> [Data] {
    let lessons = try lessonTexts(root).flatMap { text in
      text.components(separatedBy: "\n\n").filter { $0.utf8.count > 40 }.prefix(12)
    }
    return
      (lessons + [
        "# Title\n\n| a | b |\n|--|:-:|\n| 1 | $x^2$ |\n\n> - [x] task\n",
        "<details open><summary>s</summary>\n\n*a* **b** `c`\n\n</details>\n",
        "[a](javascript:alert(1)) <a id=\"x\"> ![i](data:text/html,x) <img src=x onerror=1>",
        "<javascript:alert(1)> [a]: x \"t\"\n\n[a]\n\n&lt;script&gt;&#60;\n",
        "$$a$$ {#eq-a}\n\n@eq-a and \\@eq-a @fig-x `@tbl-y`\n",
        "<!-- x --> <!-- <script> \n\n```html\n</script>\n```\n",
        "~~a~~ \\\nb  \nc https://a.b <u> </u>\n",
      ]).map { Data($0.utf8) }
  }

  private static func lessonSeeds(_ root: URL) throws -> [Data] {
    let head = "---\ntitle: T\nsummary: S.\nminutes: 5\n---\n"
    let cells = try lessonTexts(root).flatMap { text in
      text.components(separatedBy: "\n```\n").filter { $0.utf8.count < 1500 }.prefix(5)
        .map { "\(head)\($0)\n```\n" }
    }
    return
      (cells + [
        "\(head)\n```swift\n//| kind: exercise\n//| label: a\n//| task: T.\n//| hint: H.\n//| hint: I.\n//| answer: 1\n//| wrong: 2\nlet x = ___\n//| check\nrequire(x == 1)\n```\n"
      ])
      .map { Data($0.utf8) }
  }
}
