import Foundation
import Literate
import Testing
import format_lessons

@Suite("Formatted lessons")
struct FormattedPagesTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  private static let frontMatter = "---\ntitle: T\nsummary: S.\nminutes: 1\n---\n"

  private func page(_ body: String, name: String = "03-bands.md") throws -> LessonPage {
    try LessonPage(
      text: Self.frontMatter + body, url: URL(fileURLWithPath: "/nowhere/lessons/\(name)"))
  }

  private func formatted(_ pages: LessonPage...) throws -> FormattedPages {
    try FormattedPages(pages, configuration: Self.root.appendingPathComponent(".swift-format"))
  }

  @Test("the cells of this package's lessons are formatted, and no line of them is too long")
  func lessons() throws {
    let folder = Self.root.appendingPathComponent("lessons")
    let pages = try LessonPage.all(in: folder)
    let formatted = try FormattedPages(
      pages, configuration: FormattedPages.configuration(for: folder))
    #expect(pages.count == 5)
    #expect(formatted.findings.map(\.description) == [])
    #expect(formatted.texts == pages.map(\.text))
  }

  @Test("a badly formatted cell is found with its page and line")
  func found() throws {
    let pages = try formatted(
      page("```swift\nlet a = 1\n```\n", name: "01-a.md"),
      page("Text.\n```swift\n//| label: x\nlet a = 1\nlet b=2\n```\n"))
    #expect(pages.findings.map(\.file) == ["lessons/03-bands.md", "lessons/03-bands.md"])
    #expect(pages.findings.map(\.line) == [10, 10])
    #expect(pages.findings.allSatisfy { $0.message.contains("[Spacing]") })
    #expect(pages.texts[0] == Self.frontMatter + "```swift\nlet a = 1\n```\n")
    #expect(pages.texts[1].contains("//| label: x\nlet a = 1\nlet b = 2\n```\n"))
  }

  @Test(
    "formatting twice changes nothing, and leaves nothing to find",
    arguments: ["\n", "\r\n"])
  func twice(lineEnd: String) throws {
    let body = """
      Prose  with   gaps;x=1
      ```swift
      f( 1,2 )


      func g(_ a: Int, second: Int, third: Int, fourth: Int, fifth: Int) -> [Int] { [a, second, third, fourth] }

      ```
      ```swift
      //| kind: file
      struct P{ var a=[1,
      2,
      ] }
      ```
      """
    let text = (Self.frontMatter + body).replacing("\n", with: lineEnd)
    let url = URL(fileURLWithPath: "/nowhere/lessons/01-a.md")
    let once = try formatted(LessonPage(text: text, url: url)).texts[0]
    let again = try formatted(LessonPage(text: once, url: url))
    #expect(once != text)
    #expect(again.texts == [once])
    #expect(again.findings == [])
    let feeds = once.utf8.count { $0 == UInt8(ascii: "\n") }
    #expect(once.components(separatedBy: lineEnd).count == feeds + 1)
    #expect(once.contains("Prose  with   gaps;x=1\(lineEnd)```swift\(lineEnd)f(1, 2)\(lineEnd)"))
  }

  @Test("options, blanks, check mark, prose and other fences survive to the byte")
  func survivors() throws {
    let before = """
      Text \u{20}
      ```bash
      ls   -l
      ```
      ```swift
      //| kind: exercise
      //| label:  sum
      //| task: Add  two
      //|   numbers.
      //| hint:   One.
      //| answer: 1+1

      """
    let after = "```\n\n<!--\n```swift\nlet   c=1\n```\n-->\nLast."
    let code = "let a=___+___\n//| check\npage.check(  a )\n"
    let text = try formatted(page(before + code + after)).texts[0]
    #expect(
      text == Self.frontMatter + before
        + "let a = ___ + ___\n//| check\npage.check(a)\n" + after)
  }

  @Test("a text keeps its value, and one that is too long is found")
  func longText() throws {
    let words = String(repeating: "a  word ", count: 14)
    let pages = try formatted(page("```swift\nlet text = \"\(words)\"\n```\n"))
    let text = pages.texts[0]
    #expect(text.contains("\"\(words)\""))
    let again = try FormattedPages(
      [LessonPage(text: text, url: URL(fileURLWithPath: "/nowhere/lessons/03-bands.md"))],
      configuration: Self.root.appendingPathComponent(".swift-format"))
    #expect(again.findings.map(\.line) == [8])
    #expect(again.findings[0].message.contains("where 100 are allowed"))
  }

  @Test("a long option is found, prose is free")
  func longOption() throws {
    let long = String(repeating: "word ", count: 30)
    let pages = try formatted(
      page(
        "\(long)\n```swift\n//| kind: exercise\n//| label: x\n//| task: T\n//| hint: \(long)\n"
          + "f(___)\n//| check\n```\n"))
    #expect(pages.findings.map(\.line) == [11])
    #expect(pages.findings[0].message.contains("continue the option"))
  }

  @Test("code that cannot be parsed is found where it runs, and let be where it is only shown")
  func unparsable() throws {
    let pages = try formatted(
      page(
        "```swift\n//| kind: skip\nfunc f( ) { ... }\n```\n```swift\nlet y = (1,\n```\n"
          + "```swift\n//| kind: expect-error\nfatalError( )\n```\n"))
    #expect(pages.findings.map(\.line).first == 11)
    #expect(!pages.findings.contains { $0.line == 8 })
    #expect(pages.texts[0].contains("func f( ) { ... }\n"))
    #expect(pages.texts[0].contains("let y = (1,\n"))
    #expect(pages.texts[0].contains("fatalError()\n"))
  }

  @Test("a folder without settings of the formatter is an error that says what is missing")
  func settings() {
    let error = #expect(throws: FormatError.self) {
      try FormattedPages.configuration(for: URL(fileURLWithPath: "/nowhere/lessons"))
    }
    #expect(error?.description.contains("no .swift-format in /nowhere/lessons") == true)
  }
}
