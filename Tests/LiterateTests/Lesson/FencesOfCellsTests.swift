import Literate
import Markup
import SampleLessons
import Testing

@Suite("Fences of cells")
struct FencesOfCellsTests {
  private func code(_ body: String) throws -> [String] {
    try lesson(body).cells.map(\.code)
  }

  @Test(
    "a cell that Markdown does not see does not run",
    arguments: [
      " <!--\n\n```swift\nf()\n```\n\n-->", "   <!-- a\nb -->\n<!--\n```swift\nf()\n```\n-->",
      "    ```swift\n    f()\n    ```", "<!-- a --> <!--\n\nx -->\n\ntext",
      "text <!-- a\nb -->\n\n    ```swift\n",
      "<pre>\n\n```swift\nf()\n```\n\n</pre>\n\nx",
    ])
  func hidden(body: String) throws {
    #expect(try code(body).isEmpty)
  }

  @Test("an indented block may show a fence, and a longer one may hold it")
  func shown() throws {
    #expect(try code("text\n\n    ```\n    open\n\n```swift\nf()\n```") == ["f()"])
    #expect(
      try code("````swift\nlet a = \"\"\"\n```\n\"\"\"\n````") == ["let a = \"\"\"\n```\n\"\"\""])
  }

  @Test("four spaces and a fence are a line of the cell")
  func insideOfString() throws {
    let body = "```swift\nlet a = \"\"\"\n      ```\n  \"\"\"\n```"
    #expect(try code(body) == ["let a = \"\"\"\n      ```\n  \"\"\""])
  }

  @Test(
    "what looks like a cell and is none is told at its line",
    arguments: [
      ("```{swift}\nf()\n```", 6, "at the margin, in small letters"),
      ("```{.swift}\nf()\n```", 6, "at the margin, in small letters"),
      ("```Swift\nf()\n```", 6, "at the margin, in small letters"),
      ("```SWIFT x\nf()\n```", 6, "in small letters"),
      ("a\n\n  ```swift\n  f()\n  ```", 8, "begins with ```swift at the margin"),
      ("<details>\n```swift\nf()\n```\n</details>", 7, "leave a line empty before it"),
    ])
  func noCell(body: String, line: Int, words: String) throws {
    let error = try #require(mistake(in: body))
    #expect(error.line == line)
    #expect(error.message.contains(words))
  }

  @Test(
    "what prose leaves open is told at its line, for it would hold the cells after it",
    arguments: [
      ("a\n\n<!-- never\n\n```swift\nf()\n```", 8), ("<pre>\na\n\n```swift\nf()\n```", 6),
      ("```swift\nf()\n```\n\n<script>\n", 10),
    ])
  func open(body: String, line: Int) throws {
    let error = try #require(mistake(in: body))
    #expect(error.line == line)
    #expect(error.message.contains("never closed"))
  }

  @Test(
    "options are read or refused, never passed over",
    arguments: [
      (" //| kind: skip\nf()", 7, "begins at the margin"), ("\t//| label: a\nf()", 7, "margin"),
      ("//| kind: skip\n//| kind: run\nf()", 8, "`kind` is given twice"),
      ("//| label: a\n//| label: b\nf()", 8, "`label` is given twice"),
    ])
  func options(cell: String, line: Int, words: String) throws {
    let error = try #require(mistake(in: "```swift\n\(cell)\n```"))
    #expect(error.line == line)
    #expect(error.message.contains(words))
  }

  @Test(
    "front matter is read as YAML reads a line",
    arguments: [
      (#""He said \"hi\"""#, #"He said "hi""#), ("'x'", "x"), ("'it''s'", "it's"),
      ("x # note", "x"),
      ("C# and F#", "C# and F#"), (#""a # b" # c"#, "a # b"), (#""a\\b""#, #"a\b"#),
      ("a: b", "a: b"),
      (#"x "y""#, #"x "y""#),
    ])
  func frontMatter(written: String, title: String) throws {
    let text = "---\ntitle: \(written)\nsummary: S\nminutes: 5 # about\n---\n"
    #expect(try Lesson(text: text, file: "lessons/01-a.md").title == title)
  }

  @Test(
    "text after a closing quote, and a quote without an end, are refused",
    arguments: [
      #""a" b"#, #""a"#, "'a' b", #""a"#,
    ])
  func badQuotes(written: String) {
    let error = #expect(throws: LessonError.self) {
      try Lesson(
        text: "---\ntitle: \(written)\nsummary: S\nminutes: 5\n---\n", file: "lessons/01-a.md")
    }
    #expect(error?.line == 2)
  }

  @Test("an answer of two strings keeps its quotes, one string loses them")
  func answers() throws {
    func answer(_ written: String) throws -> String? {
      try lesson(
        "```swift\n//| kind: exercise\n//| label: x\n//| task: T\n//| answer: \(written)\nlet a = ___\n"
          + "//| check\n```"
      ).exercises.first?.exercise?.answers.first
    }
    #expect(try answer(#""a" + "b""#) == #""a" + "b""#)
    #expect(try answer(#""db2""#) == "db2")
    #expect(try answer(#""\"db2\"""#) == #""db2""#)
    #expect(try answer("a # b") == "a # b")
  }

  @Test("every mistake of a page is found at once, in the order of the lines")
  func all() {
    let text = """
      ---
      title: T
      ---
      ```swift
      //| kid: run
      ```
      ```Swift
      ```
      ```swift
      //| kind: walk
      ```
      """
    let (lesson, mistakes) = Lesson.read(text: text, file: "lessons/01-a.md")
    #expect(lesson == nil)
    #expect(mistakes.map(\.line) == [1, 5, 7, 10])
  }

  @Test("what a cell leaves open is told at its line, with the cell's name")
  func codeMistakes() throws {
    let body = """
      ```swift
      //| label: loop
      let a = 1
      for i in 0..<3 {
      ```

      ```swift
      print(1) }
      ```

      ```swift
      //| kind: skip
      {
      ```
      """
    let mistakes = try lesson(body).codeMistakes()
    #expect(mistakes.map(\.line) == [9, 13])
    #expect(mistakes[0].message.contains("`loop`") && mistakes[1].message.contains("cell 2"))
    #expect(try lesson(body).codeMistakes(in: { $0.index == 1 }).map(\.line) == [13])
  }
}
