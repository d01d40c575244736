package import Foundation
import Testing

/// The program beside the test bundle, where the build puts it.
package enum Program {
  private static let executable = Bundle.main.executableURL?.deletingLastPathComponent()
    .appendingPathComponent("wkd-learn")

  package static var isBuilt: Bool {
    executable.map { FileManager.default.isExecutableFile(atPath: $0.path) } ?? false
  }

  /// What a run of the program left.
  package struct Answer {
    package let status: Int32
    package let output: Data
    package let errors: String

    /// The events of a run, one a line.
    package var events: [[String: Any]] {
      get throws {
        try output.split(separator: UInt8(ascii: "\n")).map { line in
          try #require(try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
        }
      }
    }

    package var json: [String: Any] {
      get throws {
        try #require(try JSONSerialization.jsonObject(with: output) as? [String: Any])
      }
    }
  }

  /// Runs the program in a folder; its output goes through files there, so that no pipe fills up.
  package static func run(_ arguments: [String], in folder: URL) throws -> Answer {
    let process = try start(arguments, in: folder)
    process.end()
    let logs = folder.appendingPathComponent("logs")
    return Answer(
      status: process.terminationStatus,
      output: try Data(contentsOf: logs.appendingPathComponent("out")),
      errors: try String(contentsOf: logs.appendingPathComponent("err"), encoding: .utf8))
  }

  /// Runs the program and sends it a signal after some seconds, unless it has ended by then.
  ///
  /// - Returns: the exit status, or minus the number of the signal that ended it.
  package static func runAndKill(
    _ arguments: [String], after seconds: Double, signal: Int32, in folder: URL
  ) throws -> Int32 {
    let process = try start(arguments, in: folder)
    let deadline = Date(timeIntervalSinceNow: seconds)
    while process.isRunning, Date() < deadline { Thread.sleep(forTimeInterval: 0.005) }
    if process.isRunning { kill(process.processIdentifier, signal) }
    process.end()
    let status = process.terminationStatus
    return process.terminationReason == .uncaughtSignal ? -status : status
  }

  /// Runs a script of the shell in a folder, in which `"$0"` is the program.
  package static func shell(
    _ script: String, in folder: URL, environment: [String: String] = [:]
  ) throws -> Answer {
    let logs = folder.appendingPathComponent("logs")
    try FileManager.default.createDirectory(at: logs, withIntermediateDirectories: true)
    let places = ["out", "err"].map { logs.appendingPathComponent($0) }
    for place in places { try Data().write(to: place) }
    let process = try prepare([], in: folder)
    process.arguments = ["-c", script, process.executableURL?.path ?? ""]
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.environment?.merge(environment) { $1 }
    process.standardOutput = try FileHandle(forWritingTo: places[0])
    process.standardError = try FileHandle(forWritingTo: places[1])
    try process.run()
    process.end()
    return Answer(
      status: process.terminationStatus, output: try Data(contentsOf: places[0]),
      errors: try String(contentsOf: places[1], encoding: .utf8))
  }

  /// The program, ready to run in a folder, with a state of its own there and nothing to read.
  package static func prepare(_ arguments: [String], in folder: URL) throws -> Process {
    _ = usualSignals
    let process = Process()
    process.standardInput = FileHandle.nullDevice
    process.executableURL = executable
    process.arguments = arguments
    process.currentDirectoryURL = folder
    let state = folder.appendingPathComponent("logs/state").path
    process.environment = ProcessInfo.processInfo.environment
      .merging(["XDG_STATE_HOME": state]) { $1 }
    return process
  }

  /// Starts the program in a folder.
  package static func start(_ arguments: [String], in folder: URL) throws -> Process {
    let logs = folder.appendingPathComponent("logs")
    try FileManager.default.createDirectory(at: logs, withIntermediateDirectories: true)
    let names = ["out", "err"].map { logs.appendingPathComponent($0) }
    for name in names { try Data().write(to: name) }
    let process = try prepare(arguments, in: folder)
    process.standardOutput = try FileHandle(forWritingTo: names[0])
    process.standardError = try FileHandle(forWritingTo: names[1])
    try process.run()
    return process
  }

  /// Gives signals that whoever started the tests ignores their usual effect, which children inherit.
  private static let usualSignals: Void = {
    for number in [SIGHUP, SIGINT, SIGQUIT, SIGTERM] {
      var action = sigaction()
      sigaction(number, nil, &action)
      #if os(Linux)
        let isIgnored = unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
      #else
        let isIgnored = unsafeBitCast(action.__sigaction_u.__sa_handler, to: Int.self) == 1
      #endif
      if isIgnored { signal(number, SIG_DFL) }
    }
  }()
}

extension Process {
  /// Waits for the end of a process; one that never ends is killed, and fails the test.
  package func end(within seconds: Double = 600) {
    let deadline = Date(timeIntervalSinceNow: seconds)
    while isRunning, Date() < deadline { Thread.sleep(forTimeInterval: 0.002) }
    if isRunning {
      let words = ([executableURL?.lastPathComponent ?? ""] + (arguments ?? [])).joined(
        separator: " ")
      Issue.record("did not end in time and was killed: \(words)")
      kill(processIdentifier, SIGKILL)
    }
    waitUntilExit()
  }
}
