import Foundation
import Literate

/// A run while it lasts: what the child has said so far, and how it becomes a report.
struct ChapterRun {
  let progressStyle: Progress.Style

  private let lesson: Lesson
  private let report: String
  private let root: String
  private let weavesHTML: Bool
  private var record: ChildRecord
  private let view: (any ChapterView)?
  private var call = CellCall.run
  private let bar = BarState()

  /// Whether the view wants the chapter to begin again.
  var wantsRestart: Bool { call == .restart }
  /// Whether each cell waits until it is called for.
  var isStepped: Bool { view?.isStepped ?? false }
  /// Whether pictures of work in progress can be shown.
  var showsPreviews: Bool { view?.showsPreviews ?? false }

  /// A run for a view; `root` leads from the report to the lessons.
  init(
    lesson: Lesson, folder: String, root: String, weavesHTML: Bool, view: (any ChapterView)?
  ) {
    self.root = root
    self.weavesHTML = weavesHTML
    self.view = view
    self.lesson = lesson
    self.report = "\(folder)/chapter-\(lesson.number)"
    record = ChildRecord(lesson)
    progressStyle = .suited
  }

  func sayInterrupted() {
    FileHandle.standardError.write(
      Data("\nfinishing this cell, then weaving what exists; Ctrl-C again stops at once\n".utf8))
  }

  mutating func read(_ source: ChildProcess.Source, _ bytes: [UInt8], _ input: ChildInput) {
    for item in record.read(source, bytes) {
      show(item)
      if case .event(.cellWaits(let index)) = item { answer(index, input) }
    }
    if source == .errors { passOn(bytes) }
  }

  private func passOn(_ errors: [UInt8]) {
    FileHandle.standardError.write(Data(errors))
    bar.isShown = progressStyle != .lines && errors.last != UInt8(ascii: "\n")
  }

  private func show(_ item: EventReader.Item) {
    bar.erase()
    view?.show(item)
  }

  /// Lets the view decide about a cell that waits.
  private mutating func answer(_ index: Int, _ input: ChildInput) {
    call = view?.call(for: index, record.transcript) ?? .run
    if call == .run { input.send(CellGate.go) } else { input.close() }
  }

  /// The digests of the cells that ran without a failure.
  var doneCells: [String] {
    zip(lesson.cells, record.transcript.results).filter { $1.state == .done }.map {
      $0.0.fingerprint
    }
  }

  /// Judges the run, and writes its page and its results.
  mutating func finish(_ ending: ChildProcess.Ending, in folder: URL) throws -> ChapterReport {
    for item in record.finish() { show(item) }
    bar.erase()
    view?.end(record.transcript)
    var failures = stop(ending)
    let transcript = record.transcript
    let page = WovenPage(
      lesson: lesson, results: transcript.results, environment: transcript.environment)
    if transcript.isFinished {
      // A reference to the figure of a cell that never ran is nobody's mistake.
      failures += page.problems.map {
        .init(cell: "text", location: "\($0.file):\($0.line)", message: $0.message)
      }
    }
    let report = report(ending, failures)
    // Where nothing was previewed there is nothing to remove.
    try? FileManager.default.removeItem(at: folder.appendingPathComponent(previewFile))
    try MarkdownPage.text(of: page, root: root).write(
      to: folder.appendingPathComponent("README.md"), atomically: false, encoding: .utf8)
    if weavesHTML {
      let text = HTMLPage.text(
        of: page,
        picture: { figure, scheme in
          try? Data(contentsOf: folder.appendingPathComponent(figure.path(for: scheme)))
        }, index: nil, previous: nil, next: nil)
      try Data(text.utf8).write(to: folder.appendingPathComponent("index.html"))
    }
    try report.json.write(to: folder.appendingPathComponent("results.json"))
    let record = RunRecord(
      lesson: lesson, results: transcript.results, environment: transcript.environment)
    try record.json.write(to: folder.appendingPathComponent(RunRecord.fileName))
    return report
  }

  /// Gives a cell that was still running its reason, and lists every failed cell.
  private mutating func stop(_ ending: ChildProcess.Ending) -> [ChapterReport.Failure] {
    var loose: String?
    switch ending {
    case .interrupted: _ = record.stop(message: "the run was interrupted")
    case .signal(let signal): loose = record.stop(signal: signal)
    case .exit(let code) where call == .run:
      let message = "the program ended in the middle, with exit status \(code)"
      let transcript = record.transcript
      let isExplained = transcript.isFinished || transcript.results.contains(where: \.hasFailed)
      loose = record.stop(message: message)
      if isExplained { loose = nil }
    case .exit: break
    }
    let ofCells = zip(lesson.cells, record.transcript.results).compactMap { cell, result in
      guard case .failed(let message, let line) = result.state else {
        return ChapterReport.Failure?.none
      }
      return .init(
        cell: cell.name, location: "\(lesson.file):\(line ?? cell.line)", message: message)
    }
    return ofCells
      + [loose].compactMap(\.self).map {
        .init(cell: "chapter", location: "\(lesson.file):1", message: $0)
      }
  }

  private func report(
    _ ending: ChildProcess.Ending, _ failures: [ChapterReport.Failure]
  ) -> ChapterReport {
    var status = failures.isEmpty ? ChapterReport.Status.passed : .failed
    if view?.hasQuit == true, failures.isEmpty { status = .paused }
    if case .interrupted = ending { status = .interrupted }
    let transcript = record.transcript
    let timed = zip(lesson.cells, transcript.results).compactMap { cell, result in
      result.seconds.map { (cell.name, $0) }
    }
    return ChapterReport(
      chapter: lesson.number, title: lesson.title, status: status, folder: report,
      failures: failures, checks: transcript.results.flatMap(\.checks), values: transcript.values,
      figures: transcript.results.flatMap(\.items).compactMap { item in
        if case .figure(let figure) = item { figure.path } else { nil }
      },
      seconds: Dictionary(timed) { first, _ in first }, environment: transcript.environment)
  }
}

/// Whether the child has left a progress bar on the terminal's last line.
private final class BarState {
  var isShown = false

  func erase() {
    guard isShown else { return }
    FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
    isShown = false
  }
}
