package import Console
import Files
package import Foundation
import Literate
import Publish

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
  /// Throws a ``CourseError``, a ``StateError``, an ``Interruption`` that came when the run was over, or what
  /// reading the reader's own files throws, where the run could not take place at all.
  package func run() throws -> ChapterReport {
    let lesson = try chapter.page(in: course)
    // Before it runs, so that no run is lost for a page that cannot be read.
    let appendices = try course.appendices()
    try settings.checkInputs()
    try store.probe()
    let folder = try ReportFolder(chapter: chapter.number, output: settings.output)
    let watch = InterruptWatch(followsJobControl: true)
    defer { watch.stop() }
    let report = try run(lesson, linkedTo: appendices, into: folder, watch)
    if report.status != .interrupted, let signal = watch.next(),
      ![SIGTSTP, SIGCONT].contains(signal)
    {
      throw Interruption(
        description: "interrupted; the report is complete: \(report.folder)/README.md",
        signal: signal)
    }
    return report
  }

  private func run(
    _ lesson: Lesson, linkedTo appendices: [Book.Appendix], into folder: ReportFolder,
    _ watch: InterruptWatch
  ) throws -> ChapterReport {
    var choices: [String]?
    if case .steps = display { choices = settings.words }
    let keeper = ProgressKeeper(store: store, lesson: lesson, choices: choices)
    let start = try store.load()[chapter.number].stoppedBefore
    let view = view(
      lesson, start: lesson.cell(marked: start), figures: folder.partial, watch, keeper)
    view?.begin()
    var run: ChapterRun
    var end: (ending: ChildProcess.Ending, reason: String?)
    var call: CellCall
    repeat {
      run = ChapterRun(
        lesson: lesson, view: view, cellLimit: settings.timeLimit.map { .seconds($0) },
        cellEnded: { keeper.note($0, at: view?.place) })
      end = try run.follow(child(lesson, folder: folder.partial, run, view))
      call = run.wantsRestart ? .restart : .run
      if case .exit = end.ending, call == .run { call = view?.end(run.transcript) ?? .run }
    } while call == .restart
    let writer = ReportWriter(
      lesson: lesson, transcript: run.transcript, ending: end.ending, reason: end.reason,
      hasQuit: view?.hasQuit ?? false, goesOnAt: view?.place?.name,
      appendices: appendices)
    let report = try writer.write(
      into: folder.partial, place: place, root: folder.place.path(to: course.root),
      weavesHTML: settings.weavesHTML)
    try folder.commit()
    try keeper.keep(report, run.transcript, at: view?.place)
    return report
  }

  /// The path of the report as the reader sees it.
  private var place: String { "\(settings.output)/\(ReportFolder.name(of: chapter.number))" }

  private func view(
    _ lesson: Lesson, start: Cell?, figures: URL, _ watch: InterruptWatch, _ keeper: ProgressKeeper
  ) -> (any ChapterView)? {
    switch display {
    case .none: return nil
    case .json: return EventLines(lesson)
    case .lines(let screen):
      return ChapterEcho(lesson: lesson, report: place, figures: figures, screen: screen)
    case .steps(let screen, let workspace):
      let desk = ExerciseDesk(
        chapter: chapter, course: course, workspace: workspace, store: store,
        executable: executable)
      let keyboard = Keyboard(watch)
      keyboard.take()
      return ChapterWalk(
        lesson: lesson, desk: desk, screen: screen, keyboard: keyboard, figures: figures,
        start: start, moved: keeper.note)
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
}
