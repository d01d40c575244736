import Foundation
import Lessons
import Literate
import Markup
import TestSupport
import Testing

/// A reader's page of chapter 1, changed and put back.
@Suite("Reset and copies")
struct ResetTests {
  private let desk: Desk
  private let exercises: ExerciseDesk
  private let copy: URL

  init() throws {
    desk = try Desk()
    let chapter = try Course.chapter(1)
    let workspace = Workspace(folder: desk.folder.appendingPathComponent("workspace").path)
    exercises = ExerciseDesk(
      chapter: chapter, course: try Course.locate(), workspace: workspace,
      store: StateStore(folder: desk.folder.appendingPathComponent("state").path))
    copy = workspace.file(of: chapter)
    _ = try exercises.lesson()
  }

  private var content: String {
    get throws { String(decoding: try Data(contentsOf: copy), as: UTF8.self) }
  }

  private func write(_ text: String) throws {
    try Data(text.utf8).write(to: copy)
  }

  private func change(_ old: String, _ new: String) throws {
    let text = try content
    #expect(text.contains(old))
    try write(text.replacing(old, with: new))
  }

  private func reset(_ names: String...) throws -> URL? {
    try exercises.reset(try names.map { try exercises.original(named: $0) })
  }

  /// The files beside the page that keep earlier ones, by name.
  private var kept: [String: String] {
    get throws {
      let folder = copy.deletingLastPathComponent()
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        .filter { $0.contains("before-reset") }
      return Dictionary(
        uniqueKeysWithValues: try names.map { name in
          (name, try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8))
        })
    }
  }

  private static let blank = "let scale: Double = ___"

  @Test("every reset keeps the page before it under a name of its own")
  func copies() throws {
    let fresh = try content
    var pages: [String] = []
    for number in 1...3 {
      try change(Self.blank, "let scale: Double = \(number)")
      try change("let byHaar: Double = ___", "let byHaar: Double = \(number)")
      pages.append(try content)
      #expect(try reset("peak-scale") != nil)
      pages.append(try content)
      #expect(try reset("ramp") != nil)
      #expect(try content == fresh)
    }
    #expect(try Set(kept.values) == Set(pages))
    #expect(try reset("ramp") == nil)
    #expect(try kept.count == 6)
  }

  @Test(
    "line ends and byte order mark of the page stay, and nothing but the exercise is touched",
    arguments: ["\n", "\r\n", "\r"], ["", "\u{FEFF}"])
  func lineEnds(end: String, mark: String) throws {
    let other = mark + (try content).replacing("\n", with: end)
    try write(other.replacing(Self.blank, with: "let scale: Double = 7\(end)let mine = 1"))
    #expect(try exercises.lesson().exercise(named: "peak-scale")?.task.contains("mine") == true)
    _ = try reset("peak-scale")
    #expect(try Data(contentsOf: copy) == Data(other.utf8))
  }

  @Test("a page with both line ends keeps each, and what a reader wrote elsewhere")
  func mixed() throws {
    let mixed = try content.replacing("## 1.2", with: "My words.\r\n\r\n## 1.2")
    try write(mixed.replacing(Self.blank, with: "let scale: Double = 7"))
    _ = try reset("peak-scale")
    #expect(try Data(contentsOf: copy) == Data(mixed.utf8))
  }

  /// The ways in which an exercise of a page can be out of shape: what is replaced by what.
  private static let slips: [(String, String)] = [
    ("//| check\nlet cosine", "let cosine"),  // no check mark
    (
      "```swift\n//| kind: exercise\n//| label: peak-scale",
      "//| kind: exercise\n//| label: peak-scale"
    ),
    (
      "```swift\n//| kind: exercise\n//| label: peak-scale",
      "``swift\n//| kind: exercise\n//| label: peak-scale"
    ),
    ("//| kind: exercise\n//| label: peak-scale", "//| label: peak-scale"),
    ("//| kind: exercise\n//| label: peak-scale", "//| kind: exercse\n//| label: peak-scale"),
    ("//| label: peak-scale", "//| label: peak scale"),
    ("//| label: peak-scale", "//| labl: peak-scale"),
    ("//| label: peak-scale\n", ""),
    ("//| task: Give the scale", "//| tsk: Give the scale"),
    ("//| task: Give the scale", "Give the scale"),
    (blank, "\n```\n\(blank)"),
    (blank, blank + "\n//| label: other"),
  ]

  @Test("an exercise in any shape is put back from fence to fence", arguments: slips)
  func shapes(old: String, new: String) throws {
    let fresh = try content
    try change(old, new)
    let broken = try content
    #expect(try reset("peak-scale") != nil)
    #expect(try content == fresh)
    #expect(try kept.values.contains(broken))
  }

  @Test("an exercise whose closing fence is gone does not take its neighbour along")
  func closingFence() throws {
    let fresh = try content
    let block = try #require(try exercises.lesson().exercise(named: "peak-scale"))
    try change(block.code + "\n```\n", block.code + "\n")
    _ = try reset("peak-scale")
    #expect(try content == fresh)
    try change(block.code + "\n```\n", block.code + "\n``\n")
    try change("let byHaar: Double = ___", "let byHaar: Double = 3")
    _ = try reset("peak-scale")
    #expect(
      try content == fresh.replacing("let byHaar: Double = ___", with: "let byHaar: Double = 3"))
  }

  @Test(
    "an exercise that is gone comes back to its place",
    arguments: ["peak-scale", "ramp", "brightness"])
  func gone(name: String) throws {
    let before = try exercises.lesson()
    let page = PageText(try content)
    let cell = try #require(before.exercise(named: name))
    let fence = try #require(page.lines[..<(cell.line - 1)].lastIndex { $0.hasPrefix("```") })
    var without = page
    without.replace(fence..<cell.line + cell.code.lines.count, with: [])
    try write(without.content)
    #expect(try exercises.lesson().exercise(named: name) == nil)
    _ = try reset(name)
    let after = try exercises.lesson()
    #expect(after.exercises.map(\.name) == before.exercises.map(\.name))
    #expect(after.exercise(named: name)?.exercise == cell.exercise)
    #expect(after.exercise(named: name)?.code == cell.code)
  }

  @Test("all exercises are put back at once, with one copy, even of an empty page")
  func everything() throws {
    try write("# Nothing left\n")
    let saved = try reset("peak-scale", "ramp", "brightness")
    #expect(try String(contentsOf: try #require(saved), encoding: .utf8) == "# Nothing left\n")
    #expect(try kept.count == 1)
    for name in ["peak-scale", "ramp", "brightness"] {
      #expect(try content.contains("//| label: \(name)\n"))
    }
  }

  @Test("hint, solution and leaving out need the lesson, whatever the page is like")
  func lessonAlone() throws {
    try write("\u{0}no lesson at all")
    let cell = try exercises.original(named: nil)
    #expect(cell.name == "peak-scale")
    #expect(try exercises.hint(cell)?.number == 1)
    #expect(try exercises.solution(cell) == nil)
    #expect(try exercises.solution(cell)?.contains("sqrt(5.0 / 2)") == true)
    try exercises.skip(cell)
    #expect(try exercises.state(of: cell).status == .skipped)
    let error = #expect(throws: ExerciseError.self) { try exercises.check(cell) }
    #expect(error?.description.contains(" reset 1 peak-scale") == true)
  }

  @Test("a slip is answered with the reset of the exercise that holds it")
  func remedy() throws {
    try change("//| check\nlet cosine", "let cosine")
    let ramp = try exercises.original(named: "ramp")
    let error = #expect(throws: ExerciseError.self) { try exercises.check(ramp) }
    #expect(error?.description.contains(" reset 1 peak-scale") == true)
  }

  @Test("a page that is a link stays one; the file behind it is changed and copied")
  func link() throws {
    let target = desk.folder.appendingPathComponent("notes.md")
    try FileManager.default.moveItem(at: copy, to: target)
    try FileManager.default.createSymbolicLink(at: copy, withDestinationURL: target)
    try change(Self.blank, "let scale: Double = 7")
    let before = try content
    _ = try reset("peak-scale")
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: copy.path) == target.path)
    #expect(try String(contentsOf: target, encoding: .utf8).contains(Self.blank))
    #expect(try kept.values.contains(before))
  }

  @Test("a page that is no text is refused with what to do, and stays as it is")
  func noText() throws {
    let bytes = Data([0x2D, 0xFF, 0xFE, 0x0A])
    try bytes.write(to: copy)
    let cell = try exercises.original(named: "ramp")
    let error = #expect(throws: ExerciseError.self) { try exercises.check(cell) }
    #expect(error?.description.contains("UTF-8") == true)
    #expect(throws: ExerciseError.self) { try exercises.reset([cell]) }
    #expect(try Data(contentsOf: copy) == bytes)
  }

  @Test("news of the copy: that it was made, and that the lesson has changed since")
  func news() throws {
    #expect(try exercises.news() == [])
    let origin = copy.deletingLastPathComponent()
      .appendingPathComponent(".\(copy.lastPathComponent).lesson")
    try Data("0".utf8).write(to: origin)
    #expect(try exercises.news().first?.contains("has changed since") == true)
    try FileManager.default.removeItem(at: copy)
    #expect(try exercises.news().first?.contains("made now") == true)
    #expect(try exercises.news() == [])
  }
}

/// Copies of lessons that are written in other ways than those of the course.
@Suite("Answers in copies")
struct HiddenAnswerTests {
  private let desk: Desk

  init() throws {
    desk = try Desk()
    for name in ["lessons", "assets"] {
      try FileManager.default.createDirectory(
        at: desk.folder.appendingPathComponent(name), withIntermediateDirectories: true)
    }
    try Data().write(to: desk.folder.appendingPathComponent("Package.swift"))
  }

  private static let page = """
    ---
    title: T
    summary: S.
    minutes: 1
    ---
    ```swift
    //| kind: exercise
    //| label: x
    //| task: Do
    //|   it.
    //| hint: SECRET
    //|   task: SECRET
    //| answer: SECRET
    //| wrong: SECRET
    let x = ___
    //| check
    page.check("x", that: x == 7, found: "x")
    ```

    """

  @Test(
    "no answer, hint or mistake is in a copy, however the lesson's lines end and are spaced",
    arguments: [
      { page }, { page.replacing("\n", with: "\r\n") }, { page.replacing("\n", with: "\r") },
      { "\u{FEFF}" + page }, { page.replacing("//| ", with: "//|") },
      { page.replacing("//| ", with: "//|\t").replacing("//|\t  ", with: "//|\t\t") },
      { page.replacing(": SECRET", with: " :SECRET") },
      { page.replacing("//| answer", with: "//|  answer") },
    ] as [@Sendable () -> String])
  func hidden(text: @Sendable () -> String) throws {
    let chapter = try Course.chapter(1)
    let lesson = desk.folder.appendingPathComponent(chapter.file)
    try Data(text().utf8).write(to: lesson)
    let course = Course(root: desk.folder)
    let workspace = Workspace(folder: desk.folder.appendingPathComponent("workspace").path)
    guard (try? chapter.currentPage(in: course)) != nil else { return }
    let copy = try workspace.lesson(of: chapter, in: course)
    let content = try String(contentsOf: workspace.file(of: chapter), encoding: .utf8)
    #expect(!content.contains("SECRET"))
    #expect(copy.exercises.first?.exercise?.task == "Do it.")
    #expect(PageText(content).lines.count == PageText(text()).lines.count)
    #expect(content.contains("\r\n") == text().contains("\r\n"))
  }

  @Test("whoever works on the lessons themselves gets an exercise back with its answers")
  func lessonItself() throws {
    let chapter = try Course.chapter(1)
    let lesson = desk.folder.appendingPathComponent(chapter.file)
    let text = Self.page.replacing("let x = ___", with: "let x = ___\nlet y = x")
    try Data(text.utf8).write(to: lesson)
    let workspace = Workspace(folder: desk.folder.appendingPathComponent("lessons").path)
    let exercises = ExerciseDesk(
      chapter: chapter, course: Course(root: desk.folder), workspace: workspace,
      store: StateStore(folder: desk.folder.appendingPathComponent("state").path))
    #expect(try exercises.reset([try exercises.original(named: "x")]) == nil)
    #expect(try String(contentsOf: lesson, encoding: .utf8) == text)
  }
}
