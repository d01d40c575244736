import Console
import Foundation

/// A cell that is meant to stop with an error, in a process of its own.
package enum ExpectedError {
  /// Runs the body of such a cell in this process; the program calls this itself.
  ///
  /// - Throws: what the cell throws; a trap ends the process.
  package static func run(chapter number: Int, cell: Int, library: String?) throws {
    ParentLine.followParent()
    let body =
      try library.map { try ChapterBody(library: URL(fileURLWithPath: $0)) }
      ?? Course.chapter(number).body
    try body.trials[cell]?()
  }

  /// Runs the cell in a child process.
  ///
  /// - Returns: the message that it stopped with, or nil where it ran to its end.
  static func message(chapter: Int, cell: Int, library: URL?) throws -> String? {
    let outcome = try ChildProcess(
      executable: Bundle.main.executableURL ?? URL(fileURLWithPath: CommandLine.arguments[0]),
      arguments: ["run-trial", "\(chapter)", "\(cell)"]
        + (library.map { ["--library", $0.path] } ?? []),
      environment: ProcessInfo.processInfo.environment
        .merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }
    ).collect(isOwn: true)
    if outcome.status == 0 { return nil }
    if let words = CrashReason.words(in: outcome.errors) { return words }
    if outcome.hasDied { return CrashReason.name(of: outcome.status) }
    let words = outcome.errors.trimmingCharacters(in: .whitespacesAndNewlines)
    return words.isEmpty ? "exit status \(outcome.status)" : words
  }
}

extension Page {
  /// Shows the error that a cell was written to make; compiled chapters call this.
  public func expectError(cell: Int, line: Int) {
    do {
      if let message = try ExpectedError.message(chapter: chapter, cell: cell, library: library) {
        print("stopped, as intended:", message)
      } else {
        note("the cell was meant to stop with an error, but ran to its end", line: line)
      }
    } catch {
      note("the cell's process did not start: \(message(of: error))", line: line)
    }
  }
}
