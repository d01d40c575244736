import Console
import Foundation
import Literate

extension ExerciseDesk {
  /// Runs the reader's own page through the last of some cells, and shows what those cells say.
  ///
  /// A cell at file scope is seen by all others, so with it all of them are shown. Figures lie in the
  /// workspace, in a folder beside the page.
  ///
  /// - Throws: ``ExerciseError/mistakes(_:)`` where the page does not compile, ``CalledOff`` where the run
  ///   is no longer wanted, an `Interruption` where a signal has ended it.
  func run(
    _ changed: [Cell], of lesson: Lesson, screen: Screen, isCalledOff: @escaping () -> Bool
  ) throws {
    let runs = lesson.cells.filter(\.kind.takesPart)
    let shown = changed.contains { $0.kind == .file } ? runs : changed
    guard let last = shown.last?.index else { return }
    let folder = workspace.folder.appendingPathComponent("chapter-\(lesson.number)")
    let view = ChangedCells(
      lesson, shown: Set(shown.map(\.index)),
      echo: ChapterEcho(
        lesson: lesson, report: folder.relativePath, figures: folder, screen: screen))
    var run = ChapterRun(lesson: lesson, view: view)
    let child = try child(of: lesson, folder: folder, run, isCalledOff: isCalledOff)
    let (ending, reason) = try run.follow(child, limit: Self.limit, isCalledOff: isCalledOff)
    switch ending {
    case .calledOff: throw CalledOff()
    case .interrupted(let signal):
      throw Interruption(description: "stopped before the page was run", signal: signal)
    default: view.end(run.transcript, reason: reason, behind: runs.count { $0.index > last })
    }
  }

  /// As good as none; with a limit the first interrupt stops a run at once.
  private static let limit = Duration.seconds(1_000_000)

  private func child(
    of lesson: Lesson, folder: URL, _ run: ChapterRun, isCalledOff: @escaping () -> Bool
  ) throws -> ChildProcess {
    let build = PageBuild(
      course: course, executable: executable, state: store.folder, isCalledOff: isCalledOff)
    var request = ChapterRequest(
      number: lesson.number, settings: ChapterSettings(), folder: folder, assets: course.assets,
      progressStyle: run.progressStyle, library: try build.library(of: .cells, in: lesson))
    request.isStepped = true
    request.cache = CacheRequest(
      folder: store.cacheFolder, lineages: lesson.lineages, isFresh: false)
    return try request.child(of: executable)
  }
}

/// Shows the output of some cells, and ends the run after the last of them.
private final class ChangedCells: ChapterView {
  private let lesson: Lesson
  private let shown: Set<Int>
  private let echo: ChapterEcho
  private var current: Int?
  private var told: Set<Int> = []

  init(_ lesson: Lesson, shown: Set<Int>, echo: ChapterEcho) {
    self.lesson = lesson
    self.shown = shown
    self.echo = echo
  }

  let isStepped = true

  func begin() {}

  func show(_ item: EventReader.Item) {
    if case .event(.cellBegan(let index)) = item { current = index }
    guard let current, shown.contains(current) else { return }
    if case .event(.failed(let index, _, _)) = item { told.insert(index) }
    echo.show(item)
  }

  func call(for cell: Int, _ transcript: Transcript) -> CellCall {
    cell <= shown.max() ?? 0 ? .run : .quit
  }

  /// Tells of failures that nobody has seen yet, and of what is left.
  func end(_ transcript: Transcript, reason: String?, behind: Int) {
    for (index, result) in transcript.results.enumerated() {
      guard case .failed(let message, let line) = result.state, !told.contains(index) else {
        continue
      }
      echo.show(.event(.failed(index: index, line: line, message: message)))
    }
    let left = shown.sorted().filter { transcript.results[$0].state == .notRun }
    if !left.isEmpty {
      let names = left.map { lesson.cells[$0].name }.joined(separator: ", ")
      echo.show(.output("changed too, and not run: \(names)\n"))
    }
    if let reason { echo.show(.output(reason + "\n")) }
    if left.isEmpty, behind > 0 {
      echo.show(.output("cells behind that were not run: \(behind)\n"))
    }
  }
}
