import Literate

/// What a child process that runs cells of a lesson has said so far.
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

  /// What the end of the child completes.
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
    for item in items { transcript.add(item) }
    return items
  }
}
