/// How far a reader has come.
public struct CourseState: Codable, Equatable, Sendable {
  /// The form of the file; a program reads the forms that it knows.
  public static let currentVersion = 1

  /// The form in which this state was written.
  public private(set) var version = currentVersion
  /// What was done in each chapter, by its number.
  public var chapters: [String: ChapterState] = [:]
  /// The chapter whose walk was left last and not taken up again.
  public var paused: Int?

  /// The state of somebody who begins.
  public init() {}

  /// The chapter to go on with: the one left last, else the first with something to do.
  public func next(in course: Course) throws -> Chapter? {
    if let paused, let chapter = Course.chapters.first(where: { $0.number == paused }) {
      return chapter
    }
    return try Course.chapters.first { chapter in
      let page = try chapter.currentPage(in: course)
      return !CellProgress(of: page, in: self[chapter.number]).isFinished
    }
  }

  /// What was done in one chapter.
  public subscript(chapter: Int) -> ChapterState {
    get { chapters["\(chapter)"] ?? ChapterState() }
    set { chapters["\(chapter)"] = newValue }
  }
}

/// What a reader has done in one chapter.
public struct ChapterState: Codable, Equatable, Sendable {
  /// How the last run ended; nil where there was none.
  public var status: ChapterReport.Status?
  /// The folder of the last report.
  public var report: String?
  /// The digests of the cells that ran without a failure.
  public var cells: Set<String> = []
  /// The digest of the cell before which the reader stopped; nil where the walk came to its end.
  public var stoppedBefore: String?
  /// What was done with each exercise, by its label.
  public var exercises: [String: ExerciseState] = [:]

  /// The state of a chapter that has not begun.
  public init() {}
}

/// What a reader has done with one exercise.
public struct ExerciseState: Codable, Equatable, Sendable {
  /// How far the reader has come.
  public enum Status: String, Codable, Sendable {
    /// Still to be solved.
    case open
    /// Its check has passed.
    case solved
    /// Left out for now.
    case skipped
  }

  /// How far the reader has come.
  public var status = Status.open
  /// How many hints were shown.
  public var hints = 0
  /// Whether the solution was asked for.
  public var askedForSolution = false

  /// The state of an exercise that nobody has looked at.
  public init() {}
}
