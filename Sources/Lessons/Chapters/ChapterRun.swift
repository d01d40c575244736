import Foundation
import Literate

/// A run while it lasts: what the child has said so far, and how it becomes a report.
struct ChapterRun {
  let progressStyle: Progress.Style

  private let lesson: Lesson
  private let report: String
  private var reader = EventReader()
  private var transcript: Transcript
  private let view: (any ChapterView)?
  private var call = CellCall.run
  private var lastErrors: [UInt8] = []
  private let bar = BarState()

  /// Whether the view wants the chapter to begin again.
  var wantsRestart: Bool { call == .restart }
  /// Whether each cell waits until it is called for.
  var isStepped: Bool { view?.isStepped ?? false }

  init(lesson: Lesson, folder: String, view: (any ChapterView)?) {
    self.view = view
    self.lesson = lesson
    self.report = "\(folder)/chapter-\(lesson.number)"
    self.transcript = Transcript(cellCount: lesson.cells.count)
    self.progressStyle = Terminal(descriptor: STDERR_FILENO).isInteractive ? .bar : .lines
  }

  func sayInterrupted() {
    FileHandle.standardError.write(
      Data("\nfinishing this cell, then weaving what exists; Ctrl-C again stops at once\n".utf8))
  }

  mutating func read(_ source: ChildProcess.Source, _ bytes: [UInt8], _ input: ChildInput) {
    switch source {
    case .output:
      for item in reader.read(bytes) {
        take(item)
        if case .event(.cellWaits(let index)) = item { answer(index, input) }
      }

    case .errors: passOn(bytes)
    }
  }

  /// Hands the child's errors on, and remembers the end of them in case it dies.
  private mutating func passOn(_ bytes: [UInt8]) {
    FileHandle.standardError.write(Data(bytes))
    bar.isShown = progressStyle == .bar && bytes.last != UInt8(ascii: "\n")
    lastErrors = (lastErrors + bytes).suffix(65_536)
  }

  private mutating func take(_ item: EventReader.Item) {
    transcript.add(item)
    bar.erase()
    view?.show(item)
  }

  /// Lets the view decide about a cell that waits.
  private mutating func answer(_ index: Int, _ input: ChildInput) {
    call = view?.call(for: index, transcript) ?? .run
    if call == .run { input.send(CellGate.go) } else { input.close() }
  }

  /// The digests of the cells that ran without a failure.
  var doneCells: [String] {
    zip(lesson.cells, transcript.results).filter { $1.state == .done }.map { $0.0.fingerprint }
  }

  /// Judges the run, and writes its page and its results.
  mutating func finish(_ ending: ChildProcess.Ending, in folder: URL) throws -> ChapterReport {
    for item in reader.finish() { take(item) }
    bar.erase()
    view?.end(transcript)
    var failures = stop(ending)
    let page = WovenPage(
      lesson: lesson, results: transcript.results, environment: transcript.environment)
    if transcript.isFinished {
      // A reference to the figure of a cell that never ran is nobody's mistake.
      failures += page.problems.map {
        .init(cell: "text", location: "\($0.file):\($0.line)", message: $0.message)
      }
    }
    let report = report(ending, failures)
    try MarkdownPage.text(of: page).write(
      to: folder.appendingPathComponent("README.md"), atomically: false, encoding: .utf8)
    try report.json.write(to: folder.appendingPathComponent("results.json"))
    let record = RunRecord(
      lesson: lesson, results: transcript.results, environment: transcript.environment)
    try JSONEncoder().encode(record).write(to: folder.appendingPathComponent("cells.json"))
    return report
  }

  /// Gives a cell that was still running its reason, and lists every failed cell.
  private mutating func stop(_ ending: ChildProcess.Ending) -> [ChapterReport.Failure] {
    let words = String(decoding: lastErrors, as: UTF8.self)
    var loose: [ChapterReport.Failure] = []
    switch ending {
    case .interrupted:
      transcript.stop(message: "the run was interrupted")
    case .signal(let signal):
      let reason = CrashReason(signal: signal, errors: words, file: lesson.file)
      if transcript.stop(message: reason.message, line: reason.line) == nil {
        loose = [.init(cell: "chapter", location: "\(lesson.file):1", message: reason.message)]
      }
    case .exit(let code):
      if call != .run { break }
      let message = "the program ended in the middle, with exit status \(code)"
      let stopped = transcript.stop(message: message)
      if stopped == nil, !transcript.isFinished, !transcript.results.contains(where: \.hasFailed) {
        loose = [.init(cell: "chapter", location: "\(lesson.file):1", message: message)]
      }
    }
    return zip(lesson.cells, transcript.results).compactMap { cell, result in
      guard case .failed(let message, let line) = result.state else { return nil }
      return .init(
        cell: cell.name, location: "\(lesson.file):\(line ?? cell.line)", message: message)
    } + loose
  }

  private func report(
    _ ending: ChildProcess.Ending, _ failures: [ChapterReport.Failure]
  ) -> ChapterReport {
    var status = failures.isEmpty ? ChapterReport.Status.passed : .failed
    if view?.hasQuit == true, failures.isEmpty { status = .paused }
    if case .interrupted = ending { status = .interrupted }
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
