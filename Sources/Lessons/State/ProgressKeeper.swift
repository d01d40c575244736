import Foundation
import Literate

/// Keeps how far a reader has come while a chapter runs, so that an end without warning loses no more than
/// the cell that ran.
///
/// A walk has a place, at which it goes on another time. A run that nobody walks leaves the place and the
/// standing of a walk alone.
struct ProgressKeeper {
  let store: StateStore
  let lesson: Lesson
  /// The options of the walk, as words of a command line; nil for a run that nobody walks.
  let choices: [String]?

  /// Keeps what has been done so far.
  ///
  /// - Parameters:
  ///   - transcript: what has run.
  ///   - place: the cell at which a walk stands.
  func note(_ transcript: Transcript, at place: Cell?) {
    // Whether the state can be written was tried before the run and is told at its end.
    try? store.update { state in
      guard choices != nil || !state[lesson.number].isWalked else { return }
      add(transcript, to: &state)
      if let place { stand(at: place, in: &state, as: .paused) }
    }
  }

  /// Keeps how the run ended; `place` is the cell at which a walk goes on another time, nil where it came
  /// to its end.
  ///
  /// - Throws: ``StateError``.
  func keep(_ report: ChapterReport, _ transcript: Transcript, at place: Cell?) throws {
    try store.update { state in
      // The reader may ask from another folder.
      state[lesson.number].report = URL(fileURLWithPath: report.folder).standardizedFileURL.path
      guard choices != nil || !state[lesson.number].isWalked else { return }
      add(transcript, to: &state)
      if let place {
        stand(at: place, in: &state, as: report.status == .failed ? .failed : .paused)
      } else {
        state[lesson.number].status = report.status
        state[lesson.number].stoppedBefore = nil
        state[lesson.number].choices = nil
        if state.paused == lesson.number { state.paused = nil }
      }
    }
  }

  private func stand(
    at place: Cell, in state: inout CourseState, as status: ChapterReport.Status
  ) {
    state.paused = lesson.number
    state[lesson.number].status = status
    state[lesson.number].stoppedBefore = lesson.mark(of: place)
    state[lesson.number].choices = choices
  }

  private func add(_ transcript: Transcript, to state: inout CourseState) {
    let marks = lesson.marks
    let done = zip(marks, transcript.results).filter { $1.state == .done }
    state[lesson.number].cells.formUnion(done.map(\.0))
    state[lesson.number].cells.formIntersection(marks)
  }
}

extension Lesson {
  /// A mark for each cell, by which it is known again in an edited page: its fingerprint, and for a
  /// cell with the code of an earlier one which of them it is.
  package var marks: [String] {
    var counts: [String: Int] = [:]
    return cells.map { cell in
      let fingerprint = cell.fingerprint
      let count = counts[fingerprint, default: 0] + 1
      counts[fingerprint] = count
      return count == 1 ? fingerprint : "\(fingerprint)-\(count)"
    }
  }

  /// The mark of one cell.
  func mark(of cell: Cell) -> String { marks[cell.index] }

  /// The cell with a mark; nil where it has been edited since.
  func cell(marked mark: String?) -> Cell? {
    marks.firstIndex { $0 == mark }.map { cells[$0] }
  }
}

extension ChapterState {
  /// Whether a walk through the chapter was left and will go on.
  var isWalked: Bool { stoppedBefore != nil }
}
