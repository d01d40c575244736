import Console
import Foundation
import Literate

/// A run while it lasts: what the child says is shown, and the view decides how it goes on.
struct ChapterRun {
  /// How the child is to show long work.
  let progressStyle = ProgressReport.Style.suited

  private let view: (any ChapterView)?
  private let cellLimit: Duration?
  private let cellEnded: (Transcript) -> Void
  private var record: ChildRecord
  private var call = CellCall.run
  private let bar = BarState()
  private var filter = BacktraceFilter()
  private var errors: TerminalOutput

  /// Whether the view wants the chapter to begin again.
  var wantsRestart: Bool { call == .restart }
  /// Everything that the child has reported so far.
  var transcript: Transcript { record.transcript }

  /// A run that a view shows, or that nobody sees.
  ///
  /// A cell may take as long as `cellLimit`, or any time; `cellEnded` is called when one is over.
  init(
    lesson: Lesson, view: (any ChapterView)?, cellLimit: Duration? = nil,
    cellEnded: @escaping (Transcript) -> Void = { _ in }
  ) {
    self.view = view
    self.cellLimit = cellLimit
    self.cellEnded = cellEnded
    record = ChildRecord(lesson)
    errors = TerminalOutput(redraws: progressStyle != .lines)
  }

  /// Runs a child to its end, and gives a cell that was still running its reason.
  ///
  /// - Parameters:
  ///   - child: the process that runs the chapter.
  ///   - limit: the longest time that it may run; with one the first interrupt stops it at once.
  ///   - isCalledOff: asked again and again whether the run is no longer wanted.
  /// - Returns: how the child ended, and a reason that belongs to no cell.
  /// - Throws: what starting the process throws.
  mutating func follow(
    _ child: ChildProcess, limit: Duration? = nil, isCalledOff: (() -> Bool)? = nil
  ) throws -> (ending: ChildProcess.Ending, reason: String?) {
    let state = RunState()
    let ending = try child.run(limit: limit, isCalledOff: isCalledOff) { input in
      input.send(CellGate.end)
      if state.isInCell {
        writeErrors("\nfinishing this cell, then ending; Ctrl-C again stops at once\n")
      }
    } receive: { source, bytes, input in
      read(source, bytes, input)
      state.isInCell = transcript.isInCell
    }
    for item in record.finish() { show(item) }
    writeErrors(errors.add(filter.finish()) + errors.finish())
    bar.erase()
    return (ending, stop(ending))
  }

  private mutating func read(
    _ source: ChildProcess.Source, _ bytes: [UInt8], _ input: ChildInput
  ) {
    for item in record.read(source, bytes) {
      show(item)
      switch item {
      case .event(.cellWaits(let index)): answer(index, input)
      case .event(.cellBegan):
        if let cellLimit { input.deadline = .now + cellLimit }
      case .event(.cellEnded):
        if cellLimit != nil { input.deadline = nil }
      default: break
      }
    }
    if source == .errors { passOn(bytes) }
  }

  /// Shows what the cell wrote to its error stream, where no control may steer the terminal either.
  private mutating func passOn(_ bytes: [UInt8]) {
    let shown = errors.add(filter.pass(bytes))
    guard let last = shown.unicodeScalars.last else { return }
    writeErrors(shown)
    bar.isShown = progressStyle != .lines && last != "\n"
  }

  private func show(_ item: EventReader.Item) {
    bar.erase()
    view?.show(item)
    if case .event(.cellEnded) = item { cellEnded(transcript) }
  }

  /// Lets the view decide about a cell that waits.
  private mutating func answer(_ index: Int, _ input: ChildInput) {
    call = view?.call(for: index, transcript) ?? .run
    input.send(call == .run ? CellGate.go : CellGate.end)
  }

  /// Tells a cell that was still running why it has not ended.
  private mutating func stop(_ ending: ChildProcess.Ending) -> String? {
    let (items, reason) = end(ending)
    for item in items { show(item) }
    return reason
  }

  private mutating func end(_ ending: ChildProcess.Ending) -> ChildRecord.Stop {
    switch ending {
    case .interrupted:
      return (record.stop(message: "the run was interrupted").items, nil)
    case .signal(let signal): return record.stop(signal: signal)
    case .timedOut:
      let time = cellLimit.map { ProgressReport.duration($0 / .seconds(1)) } ?? "allowed"
      return record.stop(
        message: "it ran longer than \(time), the time limit: is there a loop without an end?")
    case .exit(let code) where call == .run:
      let isExplained = transcript.isFinished || transcript.results.contains(where: \.hasFailed)
      let message = "the program ended in the middle, with exit status \(code)"
      let (items, loose) = record.stop(message: message)
      return (items, isExplained ? nil : loose)
    case .exit, .calledOff: return ([], nil)
    }
  }
}

/// The facts that an interrupt needs to know while output is read.
private final class RunState {
  var isInCell = false
}

/// Whether the child has left a progress bar on the terminal's last line.
private final class BarState {
  var isShown = false
  func erase() {
    guard isShown else { return }
    writeErrors("\r\u{1B}[K")
    isShown = false
  }
}

extension Transcript {
  /// Whether a cell has begun and not ended.
  fileprivate var isInCell: Bool { current.map { results[$0].isOpen } ?? false }
}

extension CellResult {
  /// Whether the cell has begun and not ended; one that has failed may still have to say how long it took.
  fileprivate var isOpen: Bool { seconds == nil && (state == .running || hasFailed) }
}

/// The transcript of a child process that runs cells of a lesson, while it grows.
struct ChildRecord {
  /// The events that an end without warning adds, and the reason where no cell was running.
  typealias Stop = (items: [EventReader.Item], reason: String?)

  private(set) var transcript: Transcript

  private let file: String
  private var reader = EventReader()
  private var lastErrors: [UInt8] = []
  private var start = ContinuousClock.now

  init(_ lesson: Lesson) {
    file = lesson.file
    transcript = Transcript(cellCount: lesson.cells.count)
  }

  /// Takes in bytes, and gives what they complete; errors are only remembered.
  mutating func read(_ source: ChildProcess.Source, _ bytes: [UInt8]) -> [EventReader.Item] {
    switch source {
    case .output: return take(reader.read(bytes))
    case .errors:
      lastErrors = (lastErrors + bytes).suffix(65_536)
      return []
    }
  }

  /// The items that the end of the child completes.
  mutating func finish() -> [EventReader.Item] {
    take(reader.finish())
  }

  /// Gives the cell that was still running the reason why the child has died.
  mutating func stop(signal: Int32) -> Stop {
    let reason = CrashReason(
      signal: signal, errors: String(decoding: lastErrors, as: UTF8.self), file: file)
    return stop(message: reason.message, line: reason.line)
  }

  /// Gives the cell that was still running the reason why it has not ended, and ends it.
  mutating func stop(message: String, line: Int? = nil) -> Stop {
    guard let index = transcript.current, transcript.results[index].isOpen else {
      return ([], message)
    }
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    let hasFailed = transcript.results[index].hasFailed
    let failure: [CellEvent] =
      hasFailed ? [] : [.failed(index: index, line: line, message: message)]
    let events = failure + [.cellEnded(index: index, seconds: seconds)]
    return (take(events.map { .event($0) }), nil)
  }

  private mutating func take(_ items: [EventReader.Item]) -> [EventReader.Item] {
    let items = items.filter(transcript.knows)
    for item in items {
      transcript.add(item)
      if case .event(.cellBegan) = item { start = .now }
    }
    return items
  }
}
