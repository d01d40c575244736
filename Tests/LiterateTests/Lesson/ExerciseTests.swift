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
