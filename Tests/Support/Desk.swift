package import Foundation
package import Lessons
package import Literate

/// A page in a temporary folder, and everything that it recorded.
package final class Desk {
  package let folder: URL
  package private(set) var events: [CellEvent] = []

  package init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("wkd-learn-tests-\(UUID().uuidString)", isDirectory: true)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit {
    // A leftover in the temporary folder fails no test.
    try? FileManager.default.removeItem(at: folder)
  }

  package func page(_ settings: ChapterSettings = ChapterSettings(), assets: URL? = nil) -> Page {
    Page(settings: settings, folder: folder, assets: assets ?? folder) { [weak self] event in
      self?.events.append(event)
    }
  }

  package var checks: [CheckRecord] {
    events.compactMap { if case .check(let check) = $0 { check } else { nil } }
  }

  package var failures: [String] {
    events.compactMap { if case .failed(_, _, let message) = $0 { message } else { nil } }
  }

  /// Every path in the folder but the program's logs.
  package var files: Set<String> {
    get throws {
      let all = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
      return Set(all.filter { !$0.hasPrefix("logs") })
    }
  }

  package func text(_ path: String) throws -> String {
    try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
  }
}
