import Foundation

/// Another program, run to its end.
enum Command {
  /// What it said, and how it ended.
  struct Outcome {
    let status: Int32
    let output: String
    let errors: String
  }

  /// Runs a program that the search path knows.
  static func run(_ words: [String]) throws -> Outcome {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = words
    process.standardInput = FileHandle.nullDevice
    let folder = FileManager.default.temporaryDirectory
    let name = "wkd-learn-\(ProcessInfo.processInfo.processIdentifier)-\(words[0])"
    // Files, because two pipes can fill up while nobody reads the other one.
    let files = ["out", "err"].map { folder.appendingPathComponent("\(name).\($0)") }
    defer { for file in files { try? FileManager.default.removeItem(at: file) } }
    for file in files { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
    process.standardOutput = try FileHandle(forWritingTo: files[0])
    process.standardError = try FileHandle(forWritingTo: files[1])
    try process.run()
    process.waitUntilExit()
    let texts = try files.map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }
    return Outcome(status: process.terminationStatus, output: texts[0], errors: texts[1])
  }
}
