import Literate
import SampleLessons
import Testing

@Suite("Exercise")
struct ExerciseTests {
  private func cell(_ options: String, _ code: String) throws -> Cell {
    let body = "```swift\n//| kind: exercise\n\(options)\n\(code)\n```\n"
    return try #require(try lesson(body).exercises.first)
  }

  @Test("task and check are the two sides of the mark; blanks know their lines")
  func parts() throws {
    let cell = try cell(
      "//| label: x\n//| task: Do it.\n//| hint: One.\n//| hint: Two.\n//| answer: 7",
      "let y = 1\nlet x = ___\n//| check\npage.check(x)")
    #expect(cell.task == "let y = 1\nlet x = ___")
    #expect(cell.check == "page.check(x)")
    #expect(cell.blankLines == [cell.line + 1])
    #expect(cell.exercise?.hints == ["One.", "Two."])
    #expect(cell.code(filling: ["7"]) == "let y = 1\nlet x = 7\n//| check\npage.check(x)")
    #expect(cell.code(filling: []) == cell.code)
    #expect(cell.solution == "let y = 1\nlet x = 7")
  }

  @Test(
    "an exercise that lacks something is refused with what it lacks",
    arguments: [
      ("//| task: T", "f()\n//| check", "label"),
      ("//| label: two words\n//| task: T", "f()\n//| check", "one word"),
      ("//| label: x", "f()\n//| check", "task"),
      ("//| label: x\n//| task: T", "f()", "//| check"),
    ])
  func lacking(options: String, code: String, words: String) {
    let error = #expect(throws: LessonError.self) { try cell(options, code) }
    #expect(error?.message.contains(words) == true)
  }

  @Test("a long task or hint goes on in lines that are indented")
  func continuation() throws {
    let cell = try cell(
      "//| label: x\n//| task: Do\n//|   it  \n//|   now.\n//| hint: One\n//|   more: so.\n"
        + "//| hint: Two.",
      "let x = ___\n//| check\npage.check(x)")
    #expect(cell.exercise?.task == "Do it now.")
    #expect(cell.exercise?.hints == ["One more: so.", "Two."])
    #expect(cell.code.hasPrefix("let x"))
    #expect(cell.line == 15)
  }

  @Test(
    "a line that continues no task and no hint is refused",
    arguments: ["//|   a", "//| answer: 1\n//|   + 2", "//| label: x\n//|   y"])
  func strayContinuation(options: String) {
    let error = #expect(throws: LessonError.self) { try cell(options, "f()\n//| check") }
    #expect(error?.message.contains("continues the task or the hint") == true)
  }

  @Test("an exercise's options belong to exercises alone")
  func foreign() {
    let error = #expect(throws: LessonError.self) {
      try lesson("```swift\n//| hint: H\nf()\n```\n")
    }
    #expect(error?.message.contains("kind: exercise") == true)
  }

  @Test("the fingerprint of a cell follows its code and its kind, not its place")
  func fingerprint() throws {
    let cells = try lesson(
      "```swift\nf()\n```\n```swift\nf()\n```\n```swift\n//| kind: skip\nf()\n```\n"
    ).cells
    #expect(cells[0].fingerprint == cells[1].fingerprint)
    #expect(cells[0].fingerprint != cells[2].fingerprint)
  }
}

@Suite("Pages from other editors")
struct OtherEditorsTests {
  private let page = """
    ---
    title: T
    summary: S.
    minutes: 1
    ---
    Prose.

    ```swift
    //| kind: exercise
    //| label: x
    //| task: Do
    //|   it.
    //| hint: One.
    //| answer: 7
    let x = ___
    //| check
    page.check("x", that: x == 7, found: "x")
    ```

    """

  private func lesson(_ text: String) throws -> Lesson {
    try Lesson(text: text, file: "lessons/01-a.md")
  }

  @Test(
    "line ends of other systems and a byte order mark change nothing of a lesson, its fingerprint neither",
    arguments: ["\n", "\r\n", "\r"], ["", "\u{FEFF}"])
  func lineEnds(end: String, mark: String) throws {
    let expected = try lesson(page)
    #expect(expected.exercises.first?.exercise?.task == "Do it.")
    #expect(try lesson(mark + page.replacing("\n", with: end)) == expected)
  }

  @Test("white space within options may be tabs")
  func tabs() throws {
    let tabbed = page.replacing("//| ", with: "//|\t").replacing("//|\t  it", with: "//|\t\tit")
      .replacing(": ", with: ":\t")
    let cell = try #require(try lesson(tabbed).exercises.first)
    #expect(cell.exercise == (try lesson(page)).exercises.first?.exercise)
    #expect(cell.task == "let x = ___")
    #expect(cell.check == "page.check(\"x\", that:\tx == 7, found:\t\"x\")")
  }

  @Test("an exercise whose code is all gone is still one, with nothing before its check")
  func emptyTask() throws {
    let cell = try #require(
      try lesson(page.replacing("let x = ___\n", with: "")).exercises.first)
    #expect(cell.task.isEmpty)
    #expect(cell.check.hasPrefix("page.check"))
    #expect(cell.checkLine == cell.line + 1)
  }

  @Test(
    "a fence that was meant for a cell is refused at its line",
    arguments: [
      "```{swift}\nf()\n```", "```Swift\nf()\n```", "```{.swift}\nf()\n```", "```SWIFT\nf()\n```",
      "  ```swift\n  //| label: a\n  f()\n  ```", "~~~swift\n//| label: a\nf()\n~~~",
    ])
  func slips(fence: String) throws {
    let start = page.prefix { $0 != "P" }
    let error = #expect(throws: LessonError.self) { try lesson(start + fence + "\n") }
    #expect(error?.line == 6)
    #expect(error?.message.contains("```swift at the margin") == true)
  }

  @Test(
    "code of other languages, and code that a list shows, is prose",
    arguments: ["```bash\nls\n```", "- a\n\n  ```swift\n  f()\n  ```", "```swiftformat\nx\n```"])
  func shown(fence: String) throws {
    #expect(try lesson(page.prefix { $0 != "P" } + fence + "\n").cells.isEmpty)
  }
}
