import Literate
import SampleLessons
import Testing

@Suite("LessonError")
struct LessonErrorTests {
  @Test(
    "a mistake is reported at its line and says what to do",
    arguments: [
      ("```swift\nf()\n", 6, "never closed"),
      ("text\n\n```bash\nls\n", 8, "never closed"),
      ("```swift\n//| kid: run\n```", 7, "unknown option `kid`; known are kind, label and fold"),
      ("```swift\n//| fold: yes\n```", 7, "write `//| fold: true`"),
      ("```swift\n//| fold: true\n//| fold: true\n```", 8, "`fold` is given twice"),
      ("```swift\n//| kind: skip\n//| fold: true\nf()\n```", 7, "only a cell that runs"),
      ("```swift\n//| kind: walk\n```", 7, "unknown kind `walk`; known are run, file, skip"),
      ("```swift\n//| label: a\n//| kind\n```", 8, "write an option as `//| key: value`"),
      ("```swift\nf()\n//| kind: file\n```", 8, "to the top of the cell"),
      ("```swift\n//| label: a\n```\n```swift\n//| label: a\n```", 10, "`a` is taken"),
      ("```swift numbered\nf()\n```", 6, "nothing may follow `swift`"),
    ])
  func mistakes(body: String, line: Int, words: String) throws {
    let error = try #require(mistake(in: body))
    #expect(error.line == line)
    #expect(error.message.contains(words))
  }

  @Test("the description has the form that compilers use")
  func form() throws {
    let error = try #require(mistake(in: "```swift\n//| kid: run\n```"))
    #expect(error.description.hasPrefix("lessons/03-bands.md:7:1: error: unknown option"))
  }

  @Test("a name that is not NN-slug.md is an error", arguments: ["bands.md", "3-a.md", "03_a.md"])
  func names(name: String) throws {
    #expect(try #require(mistake(in: "", file: "lessons/" + name)).message.contains("file name"))
  }

  @Test(
    "front matter that is absent, incomplete or unknown is an error",
    arguments: [
      ("Text.\n", 1, "must open with"),
      ("---\nsummary: B.\nminutes: 1\n---\n", 1, "`title` is missing"),
      ("---\ntitle:\nsummary: B.\nminutes: 1\n---\n", 1, "`title` is missing"),
      ("---\ntitle: A\nsummary: B.\nminutes: soon\n---\n", 1, "whole number"),
      ("---\ntitle: A\nauthor: B\n---\n", 3, "unknown key `author`"),
      ("---\ntitle: A\ntitle: B\n---\n", 3, "given twice"),
    ])
  func frontMatter(text: String, line: Int, words: String) throws {
    let error = try #require(throws: LessonError.self) {
      try Lesson(text: text, file: "lessons/01-a.md")
    }
    #expect(error.line == line)
    #expect(error.message.contains(words))
  }
}
