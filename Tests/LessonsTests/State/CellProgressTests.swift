import Foundation
import Lessons
import Literate
import Testing

@Suite("Progress in a chapter")
struct CellProgressTests {
  private let lesson: Lesson
  private let runs: [Cell]

  init() throws {
    lesson = try Course.chapter(1).currentPage(in: try Course.locate())
    runs = lesson.cells.filter(\.kind.takesPart)
  }

  private func progress(
    _ status: ChapterReport.Status?, done: Int, solved: Int = 0
  ) -> CellProgress {
    var state = ChapterState()
    state.status = status
    state.cells = Set(runs.prefix(done).map(\.fingerprint))
    for cell in lesson.exercises.prefix(solved) {
      state.exercises[cell.name, default: ExerciseState()].status = .solved
    }
    return CellProgress(of: lesson, in: state)
  }

  @Test("every standing has its words")
  func words() {
    let (cells, exercises) = (runs.count, lesson.exercises.count)
    let none = ", exercises: 0 of \(exercises) solved"
    #expect(progress(nil, done: 0).words == "to do" + none)
    #expect(progress(.paused, done: 2).words == "2 of \(cells) cells done" + none)
    #expect(
      progress(.passed, done: cells - 3).words == "stale: 3 cells edited since it was run" + none)
    #expect(progress(.failed, done: 1).words == "failed" + none)
    #expect(
      progress(.passed, done: cells, solved: 1).words
        == "done, exercises: 1 of \(exercises) solved")
  }
}
