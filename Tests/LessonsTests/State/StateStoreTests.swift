import Foundation
import Lessons
import Literate
import TestSupport
import Testing

@Suite("StateStore")
struct StateStoreTests {
  private let desk: Desk
  private let store: StateStore

  init() throws {
    desk = try Desk()
    store = StateStore(folder: desk.folder.appendingPathComponent("state").path)
  }

  private func lesson(_ code: String) throws -> Lesson {
    let text =
      "---\ntitle: T\nsummary: S\nminutes: 1\n---\n```swift\nf()\n```\n```swift\n\(code)\n```\n"
    return try Lesson(text: text, file: "lessons/01-t.md")
  }

  @Test("nothing kept is the state of a beginner; what is kept comes back")
  func roundTrip() throws {
    #expect(try store.load() == CourseState())
    try store.update { $0[2].status = .passed }
    try store.update { $0[3].exercises["x", default: ExerciseState()].hints = 1 }
    let state = try store.load()
    #expect(state[2].status == .passed)
    #expect(state[3].exercises["x"]?.hints == 1)
  }

  @Test(
    "a damaged file and one of a newer program are refused and left alone",
    arguments: ["{", #"{"version": 99}"#])
  func refused(text: String) throws {
    try FileManager.default.createDirectory(at: store.folder, withIntermediateDirectories: true)
    let file = store.folder.appendingPathComponent("course.json")
    try text.write(to: file, atomically: true, encoding: .utf8)
    #expect(throws: StateError.self) { try store.update { $0[1].status = .passed } }
    #expect(try String(contentsOf: file, encoding: .utf8) == text)
  }

  @Test(
    "a file with other kinds of values, numbers that are none and deep nesting is refused in a sentence",
    arguments: [
      "", "[]", "null", "1", "\"version\"", "{}", #"{"version": 1}"#, #"{"version": "1"}"#,
      #"{"version": 1e400, "chapters": {}}"#, #"{"version": 1.5, "chapters": {}}"#,
      #"{"version": 1, "chapters": []}"#, #"{"version": 1, "chapters": {}, "paused": 1e30}"#,
      #"{"version": 1, "chapters": {"1": []}}"#,
      #"{"version": 1, "chapters": {"1": {"cells": "a", "exercises": {}}}}"#,
      #"{"version": 1, "chapters": {"1": {"cells": [1], "exercises": {}}}}"#,
      #"{"version": 1, "chapters": {"1": {"cells": [], "exercises": {"x": {"status": "no"}}}}}"#,
      String(repeating: "[", count: 100_000), String(repeating: "{\"a\":", count: 100_000),
      #"{"version": 1, "chapters": {"1": "# + String(repeating: "[", count: 2_000)
        + String(repeating: "]", count: 2_000) + "}}",
    ])
  func hostile(text: String) throws {
    try FileManager.default.createDirectory(at: store.folder, withIntermediateDirectories: true)
    let file = store.folder.appendingPathComponent("course.json")
    try Data(text.utf8).write(to: file)
    #expect(throws: StateError.damaged(file.path)) { try store.load() }
    #expect(throws: StateError.damaged(file.path)) { try store.probe() }
    #expect(try String(contentsOf: file, encoding: .utf8) == text)
  }

  @Test("numbers that no reader can have reached count as far as they make sense")
  func odd() throws {
    try FileManager.default.createDirectory(at: store.folder, withIntermediateDirectories: true)
    let text = """
      {"version": -9223372036854775808, "paused": 9223372036854775807, "chapters": {
      "1": {"cells": ["", "x"], "stoppedBefore": "", "choices": ["--seed", "1e30"], "exercises": {
      "blank": {"status": "skipped", "hints": -9223372036854775808, "askedForSolution": true}}},
      "-1": {"cells": [], "exercises": {}}, "1e30": {"cells": [], "exercises": {}}}}
      """
    try Data(text.utf8).write(to: store.folder.appendingPathComponent("course.json"))
    let state = try store.load()
    let progress = CellProgress(of: try lesson("g()"), in: state[1])
    #expect(progress.doneCount == 0 && progress.standing == .toDo)
    try store.update { $0[2].status = .passed }
    #expect(try store.load()[1] == state[1])
  }

  @Test("the folder follows XDG_STATE_HOME, and a relative one is ignored as the standard asks")
  func place() {
    let set = StateStore(environment: ["XDG_STATE_HOME": "/somewhere"])
    #expect(set.folder.path == "/somewhere/wkd-learn")
    let relative = StateStore(environment: ["XDG_STATE_HOME": "here"])
    #expect(relative.folder.path.hasSuffix(".local/state/wkd-learn"))
  }

  @Test(
    "without XDG_STATE_HOME the folder is below HOME, and only without both where the system says")
  func home() {
    let set = StateStore(environment: ["HOME": "/somebody"])
    #expect(set.folder.path == "/somebody/.local/state/wkd-learn")
    for home in ["", "relative"] {
      let store = StateStore(environment: ["HOME": home])
      let user = FileManager.default.homeDirectoryForCurrentUser.path
      #expect(store.folder.path == user + "/.local/state/wkd-learn")
    }
  }

  @Test("a state that cannot be kept is noticed by a probe, which changes nothing")
  func probe() throws {
    try store.update { $0[2].status = .passed }
    try store.probe()
    #expect(try store.load()[2].status == .passed)
    let file = desk.folder.appendingPathComponent("file")
    try Data().write(to: file)
    for folder in [file.path, file.path + "/below"] {
      #expect(throws: StateError.unwritable(folder)) { try StateStore(folder: folder).probe() }
    }
  }

  @Test("cells with the same code are told apart by the number of earlier ones")
  func twins() throws {
    let lesson = try lesson("f()")
    let marks = lesson.marks
    #expect(lesson.cells[0].fingerprint == lesson.cells[1].fingerprint)
    #expect(marks[0] == lesson.cells[0].fingerprint && marks[1] != marks[0])
    var state = ChapterState()
    state.cells = [marks[0]]
    state.status = .paused
    let progress = CellProgress(of: lesson, in: state)
    #expect(progress.doneCount == 1 && progress.standing == .begun)
  }

  @Test("an edited cell makes a finished chapter stale, and only that cell counts as undone")
  func stale() throws {
    var state = ChapterState()
    let before = try lesson("g()")
    #expect(CellProgress(of: before, in: state).standing == .toDo)
    state.cells = Set(before.cells.map(\.fingerprint))
    state.status = .passed
    #expect(CellProgress(of: before, in: state).standing == .done)
    let after = CellProgress(of: try lesson("h()"), in: state)
    #expect(after.standing == .stale)
    #expect(after.doneCount == 1)
  }
}
