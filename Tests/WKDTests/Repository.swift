import Foundation

/// Files of the repository that tests read where they lie.
enum Repository {
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static func asset(_ name: String) -> URL {
    folder.appendingPathComponent("assets").appendingPathComponent(name)
  }
}
