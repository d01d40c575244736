import Console
import Files
package import Foundation
package import Literate
import Markup

/// Everything that a chapter's numbers depend on beside its cells: settings, machine, library and inputs.
package enum ChapterFingerprint {
  /// A fingerprint of all of it; a difference in any part makes another one.
  ///
  /// - Throws: what looking at the inputs' files throws.
  package static func text(
    of settings: ChapterSettings, _ facts: RunFacts, assets: URL
  ) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    var numbers = settings
    // Where the report goes, how it looks and how failures are met change no number.
    numbers.output = ""
    numbers.keepGoing = false
    numbers.isFresh = false
    numbers.weavesHTML = false
    numbers.timeLimit = nil
    // What the machine chose by itself is among the facts.
    numbers.threads = nil
    let words = try [encoder.encode(numbers), encoder.encode(facts)].map {
      String(decoding: $0, as: UTF8.self)
    }
    let inputs = [settings.data, settings.teacher].compactMap(\.self).map {
      URL(fileURLWithPath: $0, isDirectory: true)
    }
    return Markup.fingerprint(
      of: (words + ["library \(libraryFingerprint) \(buildKind)", try contents(of: assets)]
        + (try inputs.map(inventory))).joined(separator: "\n"))
  }

  #if DEBUG
    private static let buildKind = "debug"
  #else
    private static let buildKind = "release"
  #endif

  /// The content of the files that come with the course, so that two checkouts agree.
  private static func contents(of folder: URL) throws -> String {
    try files(in: folder).map { name, file in
      "\(name) \(Markup.fingerprint(of: try Data(contentsOf: file)))"
    }.joined(separator: "\n")
  }

  /// Names, sizes and dates of the reader's own files, which may be many: whoever changes one changes
  /// its date.
  private static func inventory(of folder: URL) throws -> String {
    try files(in: folder).map { name, file in
      let facts = try FileManager.default.attributesOfItem(atPath: file.path)
      let date = (facts[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
      return "\(name) \(facts[.size] ?? 0) \(date)"
    }.joined(separator: "\n")
  }

  /// Every file below a folder by its name, links followed.
  private static func files(in folder: URL) throws -> [(name: String, file: URL)] {
    let root = folder.resolvingSymlinksInPath()
    var found: [(String, URL)] = []
    for name in try FileManager.default.contentsOfDirectory(atPath: root.path).sorted() {
      let file = root.appendingPathComponent(name).resolvingSymlinksInPath()
      guard let isFolder = file.isFolder else { continue }  // a link to nowhere is no input
      if isFolder {
        found += try files(in: file).map { ("\(name)/\($0.name)", $0.file) }
      } else {
        found.append((name, file))
      }
    }
    return found
  }
}
