import Foundation
import Literate

/// Gives finished chapters: from a report where one still holds, else from a new run.
public struct ChapterShelf {
  private let course: Course
  private let settings: ChapterSettings
  private let store: StateStore
  private let folders: [String]
  private let say: (String) -> Void

  /// Looks for reports in the folder of `settings`, and before that in other `folders`.
  ///
  /// `say` is told what is done about each chapter.
  public init(
    course: Course, settings: ChapterSettings, store: StateStore, alsoIn folders: [String] = [],
    say: @escaping (String) -> Void
  ) {
    self.course = course
    self.settings = settings
    self.store = store
    self.folders = folders + [settings.output]
    self.say = say
  }

  /// A chapter that has passed.
  ///
  /// - Throws: ``BookError/failed(chapter:report:)``, or what ``ChapterRunner/run()`` throws.
  func finished(_ chapter: Chapter) throws -> FinishedChapter {
    let lesson = try chapter.page(in: course)
    for output in settings.isFresh ? [] : folders {
      let folder = ReportFolder.place(chapter: chapter.number, output: output)
      if let found = FinishedChapter(lesson, in: folder, settings: settings) {
        say("chapter \(chapter.number): from \(folder.relativePath)")
        return found
      }
    }
    say("chapter \(chapter.number): running")
    let report = try ChapterRunner(
      course: course, chapter: chapter, settings: settings, display: .none, store: store
    ).run()
    let folder = ReportFolder.place(chapter: chapter.number, output: settings.output)
    guard report.status == .passed,
      let found = FinishedChapter(lesson, in: folder, settings: settings)
    else { throw BookError.failed(chapter: chapter.number, report: "\(report.folder)/README.md") }
    return found
  }
}

/// Why the course cannot be bound.
public enum BookError: Error, Equatable, CustomStringConvertible {
  case failed(chapter: Int, report: String)
  case mistakes(String)

  public var description: String {
    switch self {
    case .failed(let chapter, let report):
      "chapter \(chapter) did not pass: see \(report), mend it, and start again"
    case .mistakes(let text): text
    }
  }
}
