import Literate
import Markup
import SampleLessons
import Testing

@Suite("Lesson")
struct LessonTests {
  @Test("the front matter and the file name give the facts of the chapter")
  func facts() throws {
    let text = "---\ntitle: \"Bands: four of them\"\nminutes: 20\nsummary: What.\n---\n"
    let lesson = try Lesson(text: text, file: "lessons/03-four-bands.md")
    #expect(lesson.number == 3)
    #expect(lesson.slug == "four-bands")
    #expect(lesson.title == "Bands: four of them")
    #expect(lesson.summary == "What.")
    #expect(lesson.minutes == 20)
    #expect(lesson.options.isEmpty)
    #expect(lesson.blocks.isEmpty)
    let more = text.replacing("summary:", with: "options: data,  train-teacher\nsummary:")
    #expect(
      try Lesson(text: more, file: "lessons/03-four-bands.md").options == [
        "data", "train-teacher",
      ])
  }

  @Test("prose and cells keep their order and know their lines")
  func lines() throws {
    let lesson = try lesson(
      """
      First.

      ```swift
      //| label: one
      //| kind: file
      let a = 1
        let b = 2
      ```
      Last.
      """)
    #expect(
      lesson.blocks == [
        .prose(Prose("First.\n"), line: 6),
        .cell(
          Cell(index: 0, kind: .file, label: "one", code: "let a = 1\n  let b = 2", line: 11)),
        .prose(Prose("Last."), line: 14),
      ])
  }

  @Test("a cell that only draws is folded, and is the same cell to everything else")
  func folded() throws {
    let cells = try lesson("```swift\n//| fold: true\nf()\ng()\n```\n```swift\nf()\ng()\n```\n")
      .cells
    #expect(cells.map(\.isFolded) == [true, false])
    #expect(cells[0].fingerprint == cells[1].fingerprint)
    #expect(cells[0].foldedTitle == "The code that draws, 2 lines")
  }

  @Test("a cell without options runs")
  func defaults() throws {
    let cells = try lesson("```swift\nf()\n```\n```swift\n//| kind: skip\ng()\n```\n").cells
    #expect(cells.map(\.kind) == [.run, .skip])
    #expect(cells.map(\.index) == [0, 1])
    #expect(cells.map(\.line) == [7, 11])
  }

  @Test(
    "a fence that is not an outermost Swift one is prose",
    arguments: [
      "```bash\nls\n```", "~~~swift\nf()\n~~~", "````text\n```swift\nf()\n```\n````",
      "- item\n\n  ```swift\n  f()\n  ```", "- ```swift\n  f()\n  ```",
      "<!--\n```swift\nf()\n```\n-->",
    ])
  func proseFences(body: String) throws {
    #expect(try lesson(body).blocks == [.prose(Prose(body), line: 6)])
  }

  @Test("a longer fence may hold a shorter one")
  func nested() throws {
    let cells = try lesson("````swift\nlet s = \"\"\"\n```\n\"\"\"\n````\n").cells
    #expect(cells.map(\.code) == ["let s = \"\"\"\n```\n\"\"\""])
  }

  @Test("Windows line ends give the same cells")
  func carriageReturns() throws {
    let text = "---\ntitle: A\nsummary: B.\nminutes: 1\n---\n```swift\nf()\n```\n"
    let unix = try Lesson(text: text, file: "lessons/01-a.md")
    let windows = try Lesson(text: text.replacing("\n", with: "\r\n"), file: "lessons/01-a.md")
    #expect(windows.blocks == unix.blocks)
    #expect(unix.cells.map(\.line) == [7])
  }

  @Test("an edit changes the fingerprint, a second reading does not")
  func fingerprint() throws {
    #expect(try lesson("a").fingerprint == lesson("a").fingerprint)
    #expect(try lesson("a").fingerprint != lesson("b").fingerprint)
  }
}
