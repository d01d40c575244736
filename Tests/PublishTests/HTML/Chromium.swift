import Foundation

/// A browser without a window, where this machine has one.
struct Chromium {
  /// What a page left behind.
  struct Visit {
    /// The document after its scripts have run.
    let document: String
    /// What the pages said to the console, complaints about forbidden requests included.
    let console: [String]
  }

  /// The browser, or nil where there is none.
  static let installed: Chromium? = {
    let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    let paths = names.flatMap { name in folders.map { "\($0)/\(name)" } }
    return paths.first(where: FileManager.default.isExecutableFile(atPath:)).map(Chromium.init)
  }()

  private let path: String

  /// Opens a page, waits for its scripts and reads its document back.
  func visit(_ html: String, options: [String] = []) throws -> Visit {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("wkd-learn-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let page = folder.appendingPathComponent("page.html")
    try Data(html.utf8).write(to: page)

    let documents = folder.appendingPathComponent("document")
    let messages = folder.appendingPathComponent("messages")
    try run(
      [
        "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars",
        "--disable-background-networking", "--disable-dev-shm-usage", "--enable-logging=stderr",
        "--user-data-dir=\(folder.path)/profile", "--dump-dom",
      ] + options + [page.absoluteString], output: documents, errors: messages)
    return Visit(
      document: String(decoding: try Data(contentsOf: documents), as: UTF8.self),
      console: String(decoding: try Data(contentsOf: messages), as: UTF8.self)
        .split(separator: "\n").filter { $0.contains("CONSOLE") }.map(String.init))
  }

  private func run(_ arguments: [String], output: URL, errors: URL) throws {
    for file in [output, errors] { try Data().write(to: file) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    // A browser that hangs is ended, and its empty answer fails the test.
    let deadline = DispatchWorkItem { process.terminate() }
    DispatchQueue.global().asyncAfter(deadline: .now() + 60, execute: deadline)
    process.waitUntilExit()
    deadline.cancel()
  }
}
