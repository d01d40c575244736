import Foundation

/// Files of the repository that tests read where they lie.
enum Repository {
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static func asset(_ name: String) -> URL {
    folder.appendingPathComponent("assets").appendingPathComponent(name)
  }
}

/// Other people's implementations in Python, where `scripts/bench/setup` has installed them.
enum Peers {
  /// The Python of `WKD_PEERS`, else that of `.bench-venv`; nil where there is none.
  static let python: URL? = {
    if let path = ProcessInfo.processInfo.environment["WKD_PEERS"] {
      return URL(fileURLWithPath: path)
    }
    let installed = Repository.folder.appendingPathComponent(".bench-venv/bin/python")
    return FileManager.default.isExecutableFile(atPath: installed.path) ? installed : nil
  }()

  /// Whether the Python has a package; one set up before a package was added has not.
  static func have(_ package: String) -> Bool {
    let code = "import importlib.util as u, sys; sys.exit(u.find_spec('\(package)') is None)"
    guard let python, let status = try? run(python, ["-c", code]) else { return false }
    return status == 0
  }

  /// Runs a script of `scripts/peers` and returns its exit status.
  static func run(_ script: String, _ arguments: String...) throws -> Int32 {
    guard let python else { return -1 }
    let url = Repository.folder.appendingPathComponent("scripts/peers/\(script)")
    return try run(python, [url.path] + arguments)
  }

  private static func run(_ python: URL, _ arguments: [String]) throws -> Int32 {
    let process = Process()
    process.executableURL = python
    process.arguments = arguments
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }
}
