import Console
import Foundation
import Literate
import Workbench

/// Gives finished chapters: from a report where one still holds, else from a new run.
package struct ChapterShelf {
  private let course: Course
  private let settings: ChapterSettings
  private let store: StateStore
  private let kept: String?
  private let say: (String) -> Void
  private let circumstances: String

  /// Looks for reports in the folder of `settings`.
  ///
  /// With `kept`, the folder of an older book, a chapter is taken from there as long as its cells are
  /// the ones that ran, on whatever machine and with whatever library that was: for changes of prose.
  /// `say` is told what is done about each chapter.
  package init(
    course: Course, settings: ChapterSettings, store: StateStore, kept: String? = nil,
    say: @escaping (String) -> Void
  ) throws {
    // Read once: the files of the course are many megabytes.
    circumstances = try ChapterFingerprint.text(
      of: settings, settings.facts, assets: course.assets)
    self.course = course
    self.settings = settings
    self.store = store
    self.kept = kept
    self.say = say
  }

  /// The folder in which chapters run.
  var reports: URL { URL(fileURLWithPath: settings.output, isDirectory: true) }

  /// A chapter that has passed.
  ///
  /// - Throws: ``BookError/failed(chapter:report:)``, ``Interruption``, or what
  ///   ``ChapterSession/run()`` throws.
  func finished(_ chapter: Chapter) throws -> FinishedChapter {
    let lesson = try chapter.page(in: course)
    if let found = try earlier(lesson) {
      say("chapter \(chapter.number): from \(found.folder.relativePath)")
      return found
    }
    say("chapter \(chapter.number): running")
    let report = try ChapterSession(
      course: course, chapter: chapter, settings: settings, display: .none, store: store
    ).run()
    if report.status == .interrupted {
      throw Interruption(
        description: "interrupted; chapters that have run are kept: start again to go on",
        signal: report.signal ?? SIGINT)
    }
    let folder = ReportFolder.place(chapter: chapter.number, output: settings.output)
    guard report.status == .passed,
      let found = FinishedChapter(lesson, in: folder, preset: settings.preset, circumstances: nil)
    else { throw BookError.failed(chapter: chapter.number, report: "\(report.folder)/README.md") }
    return found
  }

  private func earlier(_ lesson: Lesson) throws -> FinishedChapter? {
    if settings.isFresh { return nil }
    return FinishedChapter(
      lesson, in: ReportFolder.place(chapter: lesson.number, output: settings.output),
      preset: settings.preset, circumstances: circumstances)
      ?? kept.flatMap { folder in
        FinishedChapter(
          lesson, in: ReportFolder.place(chapter: lesson.number, output: folder),
          preset: settings.preset, circumstances: nil)
      }
  }
}

/// Reasons why a book cannot be bound.
package enum BookError: Error, Equatable, CustomStringConvertible {
  case failed(chapter: Int, report: String)
  case mistakes(String)
  /// A file that this program has not written would be replaced.
  case foreignFile(String)
  /// The book would replace the reports that it is made from.
  case overReports(String)

  package var description: String {
    switch self {
    case .failed(let chapter, let report):
      "chapter \(chapter) did not pass: see \(report), mend it, and start again"
    case .mistakes(let text): text
    case .foreignFile(let path): "\(path) was not written by this command: name another file"
    case .overReports(let folder):
      "\(folder) holds the reports, which the book is made from: name another folder with --output"
    }
  }
}

/// A chapter that has run and passed: its page, and the folder that holds its figures.
struct FinishedChapter {
  let page: WovenPage
  let record: RunRecord
  let folder: URL

  /// Takes what an earlier run left in a folder.
  ///
  /// Nil where there is nothing, where cells have been edited since, where something failed, or where
  /// the run was of another preset, or under other `circumstances` where these are given.
  init?(_ lesson: Lesson, in folder: URL, preset: Preset, circumstances: String?) {
    guard let data = try? Data(contentsOf: folder.appendingPathComponent(RunRecord.fileName)),
      let record = try? RunRecord(json: data), record.hasPassed(lesson),
      record.facts?["preset"] == preset.rawValue,
      circumstances == nil || record.circumstances == circumstances,
      let page = try? WovenPage(lesson: lesson, record: record), page.problems.isEmpty
    else { return nil }
    self.page = page
    self.record = record
    self.folder = folder
  }

  /// Every figure of the chapter, in order.
  var figures: [FigureRecord] { record.results.flatMap(\.figures) }
}
