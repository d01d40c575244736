import Console
import Files
package import Foundation
import Literate
import Markup

/// Values that took long to compute, kept from run to run.
///
/// A value is found again only where all that it depends on is as it was: the cell, all cells before
/// it, and the circumstances of the run.
package struct ValueCache {
  /// A value as it is kept.
  private struct Entry<Value: Codable>: Codable {
    let value: Value
    /// How long it took to compute.
    let seconds: Double
  }

  private let request: CacheRequest
  private let circumstances: String
  private let chapter: Int

  /// Opens the cache for a run under some circumstances.
  package init(_ request: CacheRequest, chapter: Int, circumstances: String) {
    self.request = request
    self.chapter = chapter
    self.circumstances = circumstances
  }

  /// The value of a cell, and how long it took; nil where none is kept or none is wanted.
  package func value<Value: Codable>(
    _ type: Value.Type, _ name: String, cell: Int
  ) -> (value: Value, seconds: Double)? {
    guard !request.isFresh, let data = try? Data(contentsOf: file(name, cell: cell)),
      // What cannot be read is computed anew and replaced.
      let entry = try? PropertyListDecoder().decode(Entry<Value>.self, from: data)
    else { return nil }
    return (entry.value, entry.seconds)
  }

  /// Keeps a value; older ones of the same name go, but for the latest few.
  package func keep(_ value: some Codable, _ name: String, cell: Int, seconds: Double) throws {
    let encoder = PropertyListEncoder()
    encoder.outputFormat = .binary
    let data = try encoder.encode(Entry(value: value, seconds: seconds))
    try FileManager.default.createDirectory(at: request.folder, withIntermediateDirectories: true)
    try AtomicFile.write(data, to: file(name, cell: cell))
    removeOldest(of: name)
  }

  private func stem(_ name: String) -> String { "chapter-\(chapter)-\(name)-" }

  private func file(_ name: String, cell: Int) -> URL {
    let lineage = request.lineages.indices.contains(cell) ? request.lineages[cell] : ""
    let key = fingerprint(of: "\(lineage)\n\(circumstances)")
    return request.folder.appendingPathComponent("\(stem(name))\(key).plist")
  }

  /// One reader seldom goes back further than this.
  private static let limit = 6

  /// Nothing is lost where this fails, or where another run has removed a file first.
  private func removeOldest(of name: String) {
    let files = FileManager.default
    let folder = try? files.contentsOfDirectory(
      at: request.folder, includingPropertiesForKeys: [.contentModificationDateKey])
    let all = (folder ?? []).filter { file in
      let rest = file.deletingPathExtension().lastPathComponent
      return rest.hasPrefix(stem(name)) && rest.dropFirst(stem(name).count).allSatisfy(\.isHexDigit)
    }
    func date(_ file: URL) -> Date {
      (try? file.resourceValues(forKeys: [.contentModificationDateKey]))?.contentModificationDate
        ?? .distantPast
    }
    for old in all.sorted(by: { date($0) > date($1) }).dropFirst(Self.limit) {
      try? files.removeItem(at: old)
    }
  }
}

/// A request to a child process to use cached values.
package struct CacheRequest: Codable {
  /// The folder of the values.
  let folder: URL
  /// For each cell a fingerprint of it and of all cells that it can see.
  let lineages: [String]
  /// Whether everything is to be computed anew.
  let isFresh: Bool

  /// Keeps values in a folder.
  package init(folder: URL, lineages: [String], isFresh: Bool) {
    self.folder = folder
    self.lineages = lineages
    self.isFresh = isFresh
  }
}
