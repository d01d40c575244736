import Foundation
import Testing
import Torch

/// The Python libraries that results are compared with, where they are installed.
enum Peers {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The Python that `WKD_PEERS` names, else that of `scripts/bench/setup`.
  private static let python: URL? = {
    let named = ProcessInfo.processInfo.environment["WKD_PEERS"]
    let url = URL(fileURLWithPath: named ?? ".bench-venv/bin/python", relativeTo: root)
    return FileManager.default.isExecutableFile(atPath: url.path) ? url : nil
  }()

  /// Whether the Python is there and can import the modules.
  static func have(_ modules: String...) -> Bool {
    guard python != nil else { return false }
    let status = try? run(["-c", "import " + modules.joined(separator: ", ")], log: nil)
    return status == 0
  }

  /// Runs a script of `scripts/peers` and expects that all goes well.
  static func run(script: String, _ arguments: [URL]) throws {
    let log = arguments[0].deletingLastPathComponent().appendingPathComponent("log.txt")
    let status = try run(
      [root.appendingPathComponent("scripts/peers/\(script)").path] + arguments.map(\.path),
      log: log)
    let complaint = String(decoding: try Data(contentsOf: log), as: UTF8.self)
    try #require(status == 0, "\(complaint)")
  }

  private static func run(_ arguments: [String], log: URL?) throws -> Int32 {
    let process = Process()
    process.executableURL = python
    process.arguments = arguments
    process.currentDirectoryURL = root
    process.standardInput = FileHandle.nullDevice
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["PYTHONDONTWRITEBYTECODE": "1"]) { $1 }
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    if let log {
      try Data().write(to: log)
      process.standardError = try FileHandle(forWritingTo: log)
    }
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }
}
