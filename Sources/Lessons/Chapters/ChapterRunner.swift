public import Foundation

/// Runs a chapter in a child process, shows it, and weaves its report.
///
/// A child, because a trap in a cell must not take the report with it.
public struct ChapterRunner {
  private let course: Course
  private let chapter: Chapter
  private let settings: ChapterSettings
  private let isQuiet: Bool
  private let executable: URL

  /// Prepares a run; a quiet one prints nothing on standard output.
  public init(
    course: Course, chapter: Chapter, settings: ChapterSettings, isQuiet: Bool = false,
    executable: URL = Bundle.main.executableURL ?? URL(fileURLWithPath: CommandLine.arguments[0])
  ) {
    self.course = course
    self.chapter = chapter
    self.settings = settings
    self.isQuiet = isQuiet
    self.executable = executable
  }

  /// Runs the chapter to its end, which may be a failure.
  ///
  /// Throws a ``CourseError``, or what reading the reader's own files throws, where the run could not
  /// take place at all.
  public func run() throws -> ChapterReport {
    let lesson = try chapter.page(in: course)
    try settings.checkInputs()
    let folder = try ReportFolder(chapter: chapter.number, output: settings.output)
    do {
      var run = ChapterRun(lesson: lesson, folder: settings.output, isQuiet: isQuiet)
      let ending = try child(folder: folder.partial, style: run.progressStyle)
        .run(interrupted: run.sayInterrupted) { source, bytes, _ in run.read(source, bytes) }
      let report = try run.finish(ending, in: folder.partial)
      try folder.commit()
      return report
    } catch {
      folder.discard()
      throw error
    }
  }

  private func child(folder: URL, style: Progress.Style) throws -> ChildProcess {
    let request = ChapterRequest(
      number: chapter.number, settings: settings, folder: folder, assets: course.assets,
      progressStyle: style)
    return ChildProcess(
      executable: executable, arguments: ["run-chapter", try request.argument],
      environment: CrashReason.environment)
  }
}
