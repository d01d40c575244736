import Console
import Foundation
package import Literate

/// How an attempt at an exercise went.
package struct ExerciseOutcome: Sendable {
  /// The exercise, as the reader has written it.
  package let cell: Cell
  /// The outcome of its run; nil while a blank is left.
  package let result: CellResult?

  /// Whether every check held.
  package var isSolved: Bool {
    result?.state == .done && result?.checks.isEmpty == false
  }
}

/// Runs the exercises of a reader's copy of a page.
struct ExerciseAttempt {
  /// A minute, where exercises take seconds.
  private static let limit = Duration.seconds(60)

  let course: Course
  let executable: URL
  let folder: URL

  /// Compiles the page and runs one of its exercises in a process of its own.
  func outcome(of cell: Cell, in lesson: Lesson) throws -> ExerciseOutcome {
    guard cell.blankLines.isEmpty else { return ExerciseOutcome(cell: cell, result: nil) }
    let build = PageBuild(course: course, executable: executable, state: folder)
    let scratch = folder.appendingPathComponent(
      "exercise-\(ProcessInfo.processInfo.processIdentifier)", isDirectory: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    let request = ChapterRequest(
      number: lesson.number, settings: ChapterSettings(), folder: scratch, assets: course.assets,
      progressStyle: .lines, library: try build.library(of: .exercises, in: lesson),
      exercise: cell.index)
    let child = try request.child(of: executable)
    var record = ChildRecord(lesson)
    let ending = try child.run(limit: Self.limit) { source, bytes, _ in
      _ = record.read(source, bytes)
    }
    _ = record.finish()
    switch ending {
    case .signal(let signal): _ = record.stop(signal: signal)
    case .timedOut:
      _ = record.stop(message: "it ran longer than a minute: is there a loop without an end?")
    case .interrupted: throw Interruption(description: "stopped before the check was finished")
    case .exit: break
    }
    return ExerciseOutcome(cell: cell, result: record.transcript.results[cell.index])
  }
}
