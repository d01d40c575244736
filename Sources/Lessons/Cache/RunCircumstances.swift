import Foundation
import Literate

/// Everything outside of a chapter's cells that their numbers depend on.
enum RunCircumstances {
  /// The circumstances in words; a difference in any of them makes another run.
  static func words(
    _ settings: ChapterSettings, _ environment: Environment, assets: URL
  ) throws -> [String] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    var numbers = settings
    // Where the report goes and how failures are met changes no number.
    numbers.output = ""
    numbers.keepGoing = false
    numbers.isFresh = false
    numbers.weavesHTML = false
    let inputs = [assets.path, settings.data, settings.teacher].compactMap(\.self)
    return try [encoder.encode(numbers), encoder.encode(environment)].map {
      String(decoding: $0, as: UTF8.self)
    } + ["library \(libraryFingerprint)"] + inputs.map(inventory)
  }

  /// Names, sizes and dates of a folder's files: whoever changes one changes its date.
  private static func inventory(of folder: String) -> String {
    let files = FileManager.default
    let names = (files.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []).sorted()
    return names.map { name in
      let facts = try? files.attributesOfItem(atPath: "\(folder)/\(name)")
      let date = (facts?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
      return "\(name) \(facts?[.size] ?? 0) \(date)"
    }
    .joined(separator: "\n")
  }
}
