public import Literate

/// How a chapter's cells stand against what was run.
public struct CellProgress: Equatable, Sendable {
  /// Where a reader is in a chapter.
  public enum Standing: String, Sendable {
    case toDo = "to do"
    case begun
    case done
    case failed
    /// It was done, and cells have been edited since.
    case stale
  }

  /// How many cells run in the chapter.
  public let cellCount: Int
  /// How many of them ran as they are now.
  public let doneCount: Int
  /// How many exercises the chapter has.
  public let exerciseCount: Int
  /// How many of them are solved.
  public let solvedCount: Int
  /// Where the reader is.
  public let standing: Standing

  /// Compares a lesson with what was done in it.
  public init(of lesson: Lesson, in state: ChapterState) {
    let cells = lesson.cells.filter(\.kind.takesPart)
    cellCount = cells.count
    doneCount = cells.count { state.cells.contains($0.fingerprint) }
    exerciseCount = lesson.exercises.count
    solvedCount = lesson.exercises.count { state.exercises[$0.name]?.status == .solved }
    standing =
      switch state.status {
      case .failed: .failed
      case .passed where doneCount == cellCount: .done
      case .passed: .stale
      case .interrupted, .paused, nil: doneCount > 0 ? .begun : .toDo
      }
  }
}
