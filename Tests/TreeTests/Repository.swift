import Foundation

/// The tree that the tests were built from, and the products beside them.
enum Repository {
  static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The folder that holds the modules, the objects and the programs of this build.
  static let products =
    Bundle.main.executableURL?.resolvingSymlinksInPath().deletingLastPathComponent() ?? root

  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }

  /// The paths of all files below a folder with one of the extensions, from the root, in order.
  static func files(below folder: String, _ extensions: String...) -> [String] {
    let names = FileManager.default.subpaths(atPath: root.appendingPathComponent(folder).path) ?? []
    return names.filter { extensions.contains(($0 as NSString).pathExtension) }.sorted()
      .map { "\(folder)/\($0)" }
  }
}

/// A folder that disappears with the value.
final class TemporaryFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory
      .appendingPathComponent("tree-\(UUID().uuidString)", isDirectory: true)
      .resolvingSymlinksInPath()
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit {
    // A leftover in the system's folder does no harm.
    try? FileManager.default.removeItem(at: url)
  }

  /// Writes a file of the folder, whose own folder is made where it is missing.
  @discardableResult
  func write(_ text: String, to path: String) throws -> URL {
    let file = url.appendingPathComponent(path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: file, atomically: true, encoding: .utf8)
    return file
  }
}

/// A program that was run to its end.
struct Finished {
  let status: Int32
  let output: String
  let errors: String

  /// Runs a program that the search path or a full path names.
  ///
  /// `environment` is added to the tests' own; nil takes a variable away.
  init(
    _ command: String..., arguments: [String] = [], in folder: URL = Repository.root,
    environment: [String: String?] = [:]
  ) throws {
    let logs = try TemporaryFolder()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command + arguments
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    var variables = ProcessInfo.processInfo.environment
    for (name, value) in environment { variables[name] = value }
    process.environment = variables
    // Output goes through files, so that no pipe fills up.
    let (out, err) = (try logs.write("", to: "out"), try logs.write("", to: "err"))
    process.standardOutput = try FileHandle(forWritingTo: out)
    process.standardError = try FileHandle(forWritingTo: err)
    try process.run()
    process.waitUntilExit()
    status = process.terminationReason == .exit ? process.terminationStatus : -1
    output = String(decoding: try Data(contentsOf: out), as: UTF8.self)
    errors = String(decoding: try Data(contentsOf: err), as: UTF8.self)
  }
}
