import Foundation

/// A cell that is meant to stop with an error, in a process of its own.
public enum Trial {
  /// Runs the body of such a cell in this process; the program calls this itself.
  ///
  /// - Throws: what the cell throws; a trap ends the process.
  public static func run(chapter number: Int, cell: Int) throws {
    try Course.chapter(number).body.trials[cell]?()
  }

  /// Runs the cell in a child process.
  ///
  /// - Returns: the message that it stopped with, or nil where it ran to its end.
  static func message(chapter: Int, cell: Int) throws -> String? {
    let process = Process()
    process.executableURL = Bundle.main.executableURL
    process.arguments = ["run-trial", "\(chapter)", "\(cell)"]
    process.environment = ProcessInfo.processInfo.environment
      .merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }
    let errors = Pipe()
    process.standardError = errors
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    let words = String(
      decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    if process.terminationReason == .exit, process.terminationStatus == 0 { return nil }
    let fatal = words.firstMatch(of: /Fatal error:? ?([^\n]*)/).map { String($0.1) }
    return fatal ?? words.trimmingCharacters(in: .whitespacesAndNewlines)
  }
}

extension Page {
  /// Shows the error that a cell was written to make; compiled chapters call this.
  public func expectError(cell: Int, line: Int) {
    do {
      if let message = try Trial.message(chapter: chapter, cell: cell) {
        print("stopped, as intended:", message)
      } else {
        note("the cell was meant to stop with an error, but ran to its end", line: line)
      }
    } catch {
      note("the cell's process did not start: \(message(of: error))", line: line)
    }
  }
}
