import Foundation
import Literate

/// Values that took long to compute, kept from run to run.
///
/// A value is found again only where everything that it may depend on is as it was: the cell and all
/// cells before it, the settings, the machine's arithmetic, the library's source and the files read.
struct ValueCache {
  /// A value as it is kept.
  private struct Entry<Value: Codable>: Codable {
    let value: Value
    /// How long it took to compute.
    let seconds: Double
  }

  private let request: CacheRequest
  private let circumstances: String
  private let chapter: Int

  /// Opens the cache for a run under some circumstances, in words that tell them all apart.
  init(_ request: CacheRequest, chapter: Int, circumstances: [String]) {
    self.request = request
    self.chapter = chapter
    self.circumstances = circumstances.joined(separator: "\n")
  }

  /// The value of a cell, and how long it took; nil where none is kept or none is wanted.
  func value<Value: Codable>(
    _ type: Value.Type, _ name: String, cell: Int
  ) -> (value: Value, seconds: Double)? {
    guard !request.isFresh, let data = try? Data(contentsOf: file(name, cell: cell)),
      // What cannot be read is computed anew and replaced.
      let entry = try? PropertyListDecoder().decode(Entry<Value>.self, from: data)
    else { return nil }
    return (entry.value, entry.seconds)
  }

  /// Keeps a value; older ones of the same name go, but for the latest few.
  func keep(_ value: some Codable, _ name: String, cell: Int, seconds: Double) throws {
    let encoder = PropertyListEncoder()
    encoder.outputFormat = .binary
    let data = try encoder.encode(Entry(value: value, seconds: seconds))
    try FileManager.default.createDirectory(at: request.folder, withIntermediateDirectories: true)
    try data.write(to: file(name, cell: cell), options: .atomic)
    try removeOldest(of: name)
  }

  private func stem(_ name: String) -> String { "chapter-\(chapter)-\(name)-" }

  private func file(_ name: String, cell: Int) -> URL {
    let lineage = request.lineages.indices.contains(cell) ? request.lineages[cell] : ""
    let key = digest(of: "\(lineage)\n\(circumstances)")
    return request.folder.appendingPathComponent("\(stem(name))\(key).plist")
  }

  /// One reader seldom goes back further than this.
  private static let limit = 6

  private func removeOldest(of name: String) throws {
    let files = FileManager.default
    let all = try files.contentsOfDirectory(
      at: request.folder, includingPropertiesForKeys: [.contentModificationDateKey]
    ).filter { $0.lastPathComponent.hasPrefix(stem(name)) }
    func date(_ file: URL) -> Date {
      (try? file.resourceValues(forKeys: [.contentModificationDateKey]))?.contentModificationDate
        ?? .distantPast
    }
    for old in all.sorted(by: { date($0) > date($1) }).dropFirst(Self.limit) {
      try files.removeItem(at: old)
    }
  }
}

/// What a child process must know to use kept values.
struct CacheRequest: Codable {
  /// Where values are kept.
  let folder: URL
  /// For each cell a digest of it and of all cells that it can see.
  let lineages: [String]
  /// Whether everything is to be computed anew.
  let isFresh: Bool
}
