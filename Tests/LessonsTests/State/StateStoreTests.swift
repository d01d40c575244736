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

  @Test("the folder follows XDG_STATE_HOME, and a relative one is ignored as the standard asks")
  func place() {
    let set = StateStore(environment: ["XDG_STATE_HOME": "/somewhere"])
    #expect(set.folder.path == "/somewhere/wkd-learn")
    let relative = StateStore(environment: ["XDG_STATE_HOME": "here"])
    #expect(relative.folder.path.hasSuffix(".local/state/wkd-learn"))
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
