package import Literate

/// How a chapter's cells stand against what was run.
package struct CellProgress: Equatable, Sendable {
  /// The progress of a reader in a chapter.
  package enum Standing: String, Sendable {
    case toDo = "to do"
    case begun
    case done
    case failed
    /// It was done, and cells have been edited since.
    case stale
  }

  /// How many cells run in the chapter.
  package let cellCount: Int
  /// How many of them ran as they are now.
  package let doneCount: Int
  /// How many exercises the chapter has.
  package let exerciseCount: Int
  /// How many of them are solved.
  package let solvedCount: Int
  /// How many are neither solved nor skipped.
  package let openCount: Int
  /// The reader's progress.
  package let standing: Standing

  /// Compares a lesson with what was done in it.
  package init(of lesson: Lesson, in state: ChapterState) {
    let marks = zip(lesson.cells, lesson.marks).filter(\.0.kind.takesPart).map(\.1)
    cellCount = marks.count
    doneCount = marks.count { state.cells.contains($0) }
    exerciseCount = lesson.exercises.count
    solvedCount = lesson.exercises.count { state.exercises[$0.name]?.status == .solved }
    openCount = lesson.exercises.count { (state.exercises[$0.name]?.status ?? .open) == .open }
    standing =
      switch state.status {
      case .failed: .failed
      case .passed where doneCount == cellCount: .done
      case .passed: .stale
      case .interrupted where doneCount == cellCount: .done
      case .interrupted, .paused, nil: doneCount > 0 ? .begun : .toDo
      }
  }

  /// Whether nothing is left to do: a run alone solves no exercise.
  package var isFinished: Bool { standing == .done && openCount == 0 }

  /// The progress in words, such as `3 of 15 cells done, exercises: 1 of 3 solved`.
  package var words: String {
    let cells =
      switch standing {
      case .begun: "\(doneCount) of \(cellCount) cells done"
      case .stale: "stale: \(cellCount - doneCount) cells edited since it was run"
      case .toDo, .done, .failed: standing.rawValue
      }
    guard exerciseCount > 0 else { return cells }
    return "\(cells), exercises: \(solvedCount) of \(exerciseCount) solved"
  }
}

extension CourseState {
  /// The chapter to go on with: that of the walk left last, else of another walk that was left, else the
  /// first with something to do.
  package func next(in course: Course) throws -> Chapter? {
    let left =
      Course.chapters.first { $0.number == paused }
      ?? Course.chapters.first { self[$0.number].isWalked }
    if let left { return left }
    return try Course.chapters.first { chapter in
      let page = try chapter.currentPage(in: course)
      return !CellProgress(of: page, in: self[chapter.number]).isFinished
    }
  }
}
