import Console
import Foundation
import Literate

/// A run while it lasts: what the child says is shown, and the view decides how it goes on.
struct ChapterRun {
  /// How the child is to show long work.
  let progressStyle = ProgressReport.Style.suited

  private let view: (any ChapterView)?
  private var record: ChildRecord
  private var call = CellCall.run
  private let bar = BarState()
  /// Whether what comes on the error stream is a backtrace.
  private var hasCrashed = false

  /// Whether the view wants the chapter to begin again.
  var wantsRestart: Bool { call == .restart }
  /// Everything that the child has reported so far.
  var transcript: Transcript { record.transcript }

  /// A run that a view shows, or that nobody sees.
  init(lesson: Lesson, view: (any ChapterView)?) {
    self.view = view
    record = ChildRecord(lesson)
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
    let ending = try child.run(
      limit: limit, isCalledOff: isCalledOff, interrupted: sayInterrupted
    ) { read($0, $1, $2) }
    for item in record.finish() { show(item) }
    bar.erase()
    return (ending, stop(ending))
  }

  private func sayInterrupted() {
    FileHandle.standardError.write(
      Data("\nfinishing this cell, then ending; Ctrl-C again stops at once\n".utf8))
  }

  private mutating func read(
    _ source: ChildProcess.Source, _ bytes: [UInt8], _ input: ChildInput
  ) {
    for item in record.read(source, bytes) {
      show(item)
      if case .event(.cellWaits(let index)) = item { answer(index, input) }
    }
    if source == .errors { passOn(bytes) }
  }

  /// Hands errors on up to a crash, whose backtrace speaks of code that the reader has not written.
  private mutating func passOn(_ errors: [UInt8]) {
    let text = String(decoding: errors, as: UTF8.self)
    let crash = text.firstRange(of: /\n?\*\*\* (Signal|Program crashed)/)
    if crash != nil { hasCrashed = true }
    if hasCrashed {
      FileHandle.standardError.write(Data((crash.map { text[..<$0.lowerBound] } ?? "").utf8))
      return
    }
    FileHandle.standardError.write(Data(errors))
    bar.isShown = progressStyle != .lines && errors.last != UInt8(ascii: "\n")
  }

  private func show(_ item: EventReader.Item) {
    bar.erase()
    view?.show(item)
  }

  /// Lets the view decide about a cell that waits.
  private mutating func answer(_ index: Int, _ input: ChildInput) {
    call = view?.call(for: index, transcript) ?? .run
    if call == .run { input.send(CellGate.go) } else { input.close() }
  }

  private mutating func stop(_ ending: ChildProcess.Ending) -> String? {
    switch ending {
    case .interrupted:
      _ = record.stop(message: "the run was interrupted")
      return nil
    case .signal(let signal): return record.stop(signal: signal)
    case .exit(let code) where call == .run:
      let isExplained = transcript.isFinished || transcript.results.contains(where: \.hasFailed)
      let message = "the program ended in the middle, with exit status \(code)"
      let loose = record.stop(message: message)
      return isExplained ? nil : loose
    case .exit, .timedOut, .calledOff: return nil
    }
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

/// The transcript of a child process that runs cells of a lesson, while it grows.
struct ChildRecord {
  private(set) var transcript: Transcript

  private let file: String
  private var reader = EventReader()
  private var lastErrors: [UInt8] = []

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
  ///
  /// - Returns: the reason, where no cell was running.
  mutating func stop(signal: Int32) -> String? {
    let reason = CrashReason(
      signal: signal, errors: String(decoding: lastErrors, as: UTF8.self), file: file)
    return stop(message: reason.message, line: reason.line)
  }

  /// Gives the cell that was still running the reason why it has not ended.
  ///
  /// - Returns: the reason, where no cell was running.
  mutating func stop(message: String, line: Int? = nil) -> String? {
    transcript.stop(message: message, line: line) == nil ? message : nil
  }

  private mutating func take(_ items: [EventReader.Item]) -> [EventReader.Item] {
    let items = items.filter(transcript.knows)
    for item in items { transcript.add(item) }
    return items
  }
}

/// The reason why a child died, read from the end of its error stream.
struct CrashReason {
  let message: String
  /// The line of the page that a backtrace names.
  let line: Int?

  /// The environment of a child whose crash names its place: a short backtrace is enough for that.
  static var environment: [String: String] {
    let short =
      "enable=yes,interactive=no,color=no,threads=crashed,images=none,registers=none,limit=16"
    return ["SWIFT_BACKTRACE": short].merging(ProcessInfo.processInfo.environment) { $1 }
  }

  /// Reads the end of the child's error stream.
  init(signal: Int32, errors: String, file: String) {
    message = "the program stopped: " + (Self.fatalError(in: errors) ?? Self.name(of: signal))
    let page = file.split(separator: "/").last.map(String.init) ?? file
    line =
      errors.ranges(of: page + ":").lazy.compactMap { range in
        Int(errors[range.upperBound...].prefix(while: \.isNumber))
      }.first
  }

  /// The message of Swift's own fatal error, if there was one.
  static func fatalError(in errors: String) -> String? {
    errors.firstMatch(of: /Fatal error:? ?([^\n]*)/).map { String($0.1) }
  }

  private static func name(of signal: Int32) -> String {
    switch signal {
    case SIGILL, SIGTRAP: "a trap, as for an index out of range or an overflow (signal \(signal))"
    case SIGSEGV, SIGBUS: "memory was used that is not there (signal \(signal))"
    case SIGABRT: "it gave up (signal \(signal))"
    case SIGKILL: "it was killed from outside (signal \(signal)), perhaps for want of memory"
    default: "signal \(signal)"
    }
  }
}
