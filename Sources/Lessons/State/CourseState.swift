/// How far a reader has come.
package struct CourseState: Codable, Equatable, Sendable {
  /// The form of the file; a program reads the forms that it knows.
  package static let currentVersion = 1

  /// The form in which this state was written.
  package private(set) var version = currentVersion
  /// What was done in each chapter, by its number.
  package var chapters: [String: ChapterState] = [:]
  /// The chapter whose walk was left last and not taken up again.
  package var paused: Int?

  /// The state of somebody who begins.
  package init() {}

  /// What was done in one chapter.
  package subscript(chapter: Int) -> ChapterState {
    get { chapters["\(chapter)"] ?? ChapterState() }
    set { chapters["\(chapter)"] = newValue }
  }
}

/// What a reader has done in one chapter.
package struct ChapterState: Codable, Equatable, Sendable {
  /// How the last run ended; nil where there was none.
  package var status: ChapterReport.Status?
  /// The folder of the last report.
  package var report: String?
  /// The digests of the cells that ran without a failure.
  package var cells: Set<String> = []
  /// The digest of the cell before which the reader stopped; nil where the walk came to its end.
  package var stoppedBefore: String?
  /// What was chosen for the walk that stopped, as words of a command line; nil where it ended.
  package var choices: [String]?
  /// What was done with each exercise, by its label.
  package var exercises: [String: ExerciseState] = [:]

  /// The state of a chapter that has not begun.
  package init() {}
}

/// What a reader has done with one exercise.
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
