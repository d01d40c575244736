import Console
import Files
import Foundation
package import Literate
import Markup

/// How an attempt at an exercise went.
package struct ExerciseOutcome: Sendable {
  /// The exercise, as the reader has written it.
  package let cell: Cell
  /// The outcome of its run; nil while a blank is left.
  package let result: CellResult?
  /// Why there is no verdict, where neither a check nor a failure of the cell tells it.
  package let reason: String?
  /// Whether the page has another check than the lesson, which is the one that was run.
  package let hasOtherCheck: Bool

  /// Whether every check held.
  package var isSolved: Bool {
    result?.state == .done && result?.checks.isEmpty == false
      && result?.checks.allSatisfy(\.passed) == true
  }
}

/// Runs the exercises of a reader's copy of a page.
struct ExerciseAttempt {
  /// A minute, where exercises take seconds.
  private static let limit = Duration.seconds(60)

  let course: Course
  let executable: URL
  let folder: URL
  let isCalledOff: () -> Bool

  /// Compiles the page and runs one of its exercises in a process of its own.
  ///
  /// `original` is the lesson that holds the check.
  func outcome(
    of cell: Cell, in lesson: Lesson, checkedBy original: Lesson
  ) throws -> ExerciseOutcome {
    let hasOtherCheck = original.exercise(named: cell.name)?.check != cell.check
    guard cell.blankLines.isEmpty else {
      return ExerciseOutcome(cell: cell, result: nil, reason: nil, hasOtherCheck: hasOtherCheck)
    }
    let build = PageBuild(
      course: course, executable: executable, state: folder, isCalledOff: isCalledOff)
    let library = try build.library(of: .exercises(checkedBy: original), in: lesson)
    return try withScratchFolder("exercise", in: folder) { scratch in
      let request = ChapterRequest(
        number: lesson.number, settings: ChapterSettings(), folder: scratch,
        assets: course.assets, progressStyle: .lines, library: library, exercise: cell.index)
      let (result, reason) = try run(request.child(of: executable), cell, in: lesson)
      return ExerciseOutcome(
        cell: cell, result: result, reason: reason, hasOtherCheck: hasOtherCheck)
    }
  }

  private func run(
    _ child: ChildProcess, _ cell: Cell, in lesson: Lesson
  ) throws -> (result: CellResult, reason: String?) {
    var record = ChildRecord(lesson)
    var errors: [UInt8] = []
    let ending = try child.run(limit: Self.limit, isCalledOff: isCalledOff) { source, bytes, _ in
      if source == .errors { errors = (errors + bytes).suffix(4096) }
      _ = record.read(source, bytes)
    }
    _ = record.finish()
    let loose: String?
    switch ending {
    case .signal(let signal): loose = record.stop(signal: signal).reason
    case .timedOut:
      loose =
        record.stop(message: "it ran longer than a minute: is there a loop without an end?").reason
    case .interrupted(let signal):
      throw Interruption(description: "stopped before the check was finished", signal: signal)
    case .calledOff: throw CalledOff()
    case .exit(let status):
      loose =
        record.stop(
          message:
            "the answer ended the program, with exit status \(status), before its check was done"
        ).reason
    }
    // What an answer prints may steer the terminal as little as what a chapter's cell prints.
    let result = record.transcript.results[cell.index].printable
    switch result.state {
    case .notRun: return (result, errors.lastWords?.printable ?? loose)
    case .done where result.checks.isEmpty: return (result, "its check came to no verdict")
    default: return (result, nil)
    }
  }
}

extension [UInt8] {
  /// The last line that is not empty.
  fileprivate var lastWords: String? {
    String(decoding: self, as: UTF8.self).split(whereSeparator: \.isNewline).last.map(String.init)
  }
}
