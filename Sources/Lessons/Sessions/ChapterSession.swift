package import Console
package import Foundation
import Literate

/// Runs a chapter in a child process, shows it, and weaves its report.
///
/// A child, because a trap in a cell must not take the report with it.
package struct ChapterSession {
  /// How a run is shown.
  package enum Display {
    /// Not at all.
    case none
    /// As events in JSON, one a line.
    case json
    /// Straight through.
    case lines(Screen)
    /// One cell at a time; exercises are solved in a workspace.
    case steps(Screen, Workspace)
  }

  private let course: Course
  private let chapter: Chapter
  private let settings: ChapterSettings
  private let display: Display
  private let store: StateStore
  private let executable: URL

  /// Prepares a run.
  package init(
    course: Course, chapter: Chapter, settings: ChapterSettings, display: Display,
    store: StateStore,
    executable: URL = Bundle.main.executableURL ?? URL(fileURLWithPath: CommandLine.arguments[0])
  ) {
    self.course = course
    self.chapter = chapter
    self.settings = settings
    self.display = display
    self.store = store
    self.executable = executable
  }

  /// Runs the chapter to its end, which may be a failure.
  ///
  /// Throws a ``CourseError``, a ``StateError``, or what reading the reader's own files throws, where
  /// the run could not take place at all.
  package func run() throws -> ChapterReport {
    let lesson = try chapter.page(in: course)
    try settings.checkInputs()
    let before = try store.load()[chapter.number]
    let folder = try ReportFolder(chapter: chapter.number, output: settings.output)
    do {
      let view = view(lesson, start: before.stoppedBefore, figures: folder.partial)
      view?.begin()
      var run: ChapterRun
      var end: (ending: ChildProcess.Ending, reason: String?)
      repeat {
        run = ChapterRun(lesson: lesson, view: view)
        end = try run.follow(child(lesson, folder: folder.partial, run, view))
      } while run.wantsRestart
      view?.end(run.transcript)
      let writer = ReportWriter(
        lesson: lesson, transcript: run.transcript, ending: end.ending, reason: end.reason,
        hasQuit: view?.stoppedBefore != nil)
      let report = try writer.write(
        into: folder.partial, place: place, root: folder.place.path(to: course.root),
        weavesHTML: settings.weavesHTML)
      try folder.commit()
      try keep(report, run.transcript, of: lesson, stoppedBefore: view?.stoppedBefore)
      return report
    } catch {
      folder.discard()
      throw error
    }
  }

  /// The path of the report as the reader sees it.
  private var place: String { "\(settings.output)/\(ReportFolder.name(of: chapter.number))" }

  private func view(_ lesson: Lesson, start: String?, figures: URL) -> (any ChapterView)? {
    switch display {
    case .none: return nil
    case .json: return EventLines(lesson)
    case .lines(let screen):
      return ChapterEcho(lesson: lesson, report: place, figures: figures, screen: screen)
    case .steps(let screen, let workspace):
      let desk = ExerciseDesk(
        chapter: chapter, course: course, workspace: workspace, store: store,
        executable: executable)
      return ChapterWalk(
        lesson: lesson, desk: desk, screen: screen, figures: figures, start: start)
    }
  }

  private func child(
    _ lesson: Lesson, folder: URL, _ run: ChapterRun, _ view: (any ChapterView)?
  ) throws -> ChildProcess {
    var request = ChapterRequest(
      number: chapter.number, settings: settings, folder: folder, assets: course.assets,
      progressStyle: run.progressStyle, isStepped: view?.isStepped ?? false)
    request.wantsPreviews = view?.showsPreviews ?? false
    request.cache = CacheRequest(
      folder: store.cacheFolder, lineages: lesson.lineages, isFresh: settings.isFresh)
    return try request.child(of: executable)
  }

  /// Keeps how far the reader has come.
  private func keep(
    _ report: ChapterReport, _ transcript: Transcript, of lesson: Lesson, stoppedBefore: Cell?
  ) throws {
    let done = zip(lesson.cells, transcript.results).filter { $1.state == .done }
    try store.update { state in
      state[chapter.number].status = report.status
      if report.status == .paused {
        state.paused = chapter.number
      } else if state.paused == chapter.number {
        state.paused = nil
      }
      // The reader may ask from another folder.
      state[chapter.number].report = URL(fileURLWithPath: report.folder).standardizedFileURL.path
      state[chapter.number].cells.formUnion(done.map(\.0.fingerprint))
      state[chapter.number].cells.formIntersection(lesson.cells.map(\.fingerprint))
      state[chapter.number].stoppedBefore = stoppedBefore?.fingerprint
      state[chapter.number].choices = report.status == .paused ? settings.words : nil
    }
  }
}
