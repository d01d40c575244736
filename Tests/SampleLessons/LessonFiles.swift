import Foundation
package import Literate
package import Markup

/// The lessons of this package.
package enum LessonFiles {
  /// All lessons, in order.
  package static func all() throws -> [Lesson] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("lessons")
    return try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.first?.isNumber == true && $0.hasSuffix(".md") }.sorted()
      .map { name in
        let url = folder.appendingPathComponent(name)
        return try Lesson(text: String(contentsOf: url, encoding: .utf8), file: "lessons/\(name)")
      }
  }

  /// The prose of all lessons, one text a stretch.
  package static func prose() throws -> [Prose] {
    try all().flatMap(\.blocks).compactMap { block in
      if case .prose(let prose, _) = block { prose } else { nil }
    }
  }

  /// The code of all cells of all lessons.
  package static func code() throws -> [String] {
    try all().flatMap(\.cells).map(\.code)
  }

  /// All formulas of all lessons.
  package static func formulas() throws -> [Formula] {
    try prose().flatMap(\.formulas)
  }
}
