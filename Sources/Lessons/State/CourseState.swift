/// How far a reader has come.
package struct CourseState: Codable, Equatable, Sendable {
  /// The form of the file; a program reads the forms that it knows.
  package static let currentVersion = 1

  /// The form in which this state was written.
  package private(set) var version = currentVersion
  /// The state of each chapter, by its number.
  package var chapters: [String: ChapterState] = [:]
  /// The chapter whose walk was left last and not taken up again.
  package var paused: Int?
  /// The folder of the reader's copies that was worked in last; nil where there was none.
  package var workspace: String?

  /// The state of somebody who begins.
  package init() {}

  /// The state of one chapter.
  package subscript(chapter: Int) -> ChapterState {
    get { chapters["\(chapter)"] ?? ChapterState() }
    set { chapters["\(chapter)"] = newValue }
  }
}

/// The progress of a reader in one chapter.
package struct ChapterState: Codable, Equatable, Sendable {
  /// How the last run ended; nil where there was none.
  package var status: ChapterReport.Status?
  /// The folder of the last report.
  package var report: String?
  /// The marks of the cells that ran without a failure.
  package var cells: Set<String> = []
  /// The mark of the cell at which the reader's walk goes on; nil where none was begun, or after a
  /// complete one.
  package var stoppedBefore: String?
  /// The options of that walk, as words of a command line.
  package var choices: [String]?
  /// The state of each exercise, by its label.
  package var exercises: [String: ExerciseState] = [:]

  /// The state of a chapter that has not begun.
  package init() {}
}

/// The progress of a reader with one exercise.
package struct ExerciseState: Codable, Equatable, Sendable {
  /// How far the reader has come.
  package enum Status: String, Codable, Sendable {
    /// Still to be solved.
    case open
    /// Its check has passed.
    case solved
    /// Left out for now.
    case skipped
  }

  /// How far the reader has come.
  package var status = Status.open
  /// How many hints were shown.
  package var hints = 0
  /// Whether the solution was asked for.
  package var askedForSolution = false

  /// The state of an exercise that nobody has looked at.
  package init() {}
}
