import Foundation

/// The saves of a file, links followed: an editor writes a page in one piece or in several, in place or under
/// another name.
final class PageSaves {
  private let file: URL
  private var taken: Data?
  private var seen: Stamp?
  private var goneSince: ContinuousClock.Instant?

  /// Watches a file; what stands in it now is new.
  init(of file: URL) {
    self.file = file
  }

  /// Whether the file holds something else than what was taken last.
  ///
  /// A file that is still being written counts from the next look on.
  var hasNew: Bool {
    guard let stamp = Stamp(file) else {
      goneSince = goneSince ?? .now
      return false
    }
    goneSince = nil
    if taken != nil, stamp != seen {
      seen = stamp
      return false
    }
    seen = stamp
    return content != taken && content != nil
  }

  /// Whether the file has been away for longer than an editor needs to replace it.
  var isGone: Bool {
    goneSince.map { .now - $0 > .seconds(1) } ?? false
  }

  /// Takes what stands in the file now.
  func take() {
    taken = content
    seen = Stamp(file)
  }

  private var lastRead: (stamp: Stamp, content: Data)?

  /// The bytes of the file, read once for each stamp.
  private var content: Data? {
    guard let stamp = Stamp(file) else { return nil }
    if let lastRead, lastRead.stamp == stamp { return lastRead.content }
    guard let data = try? Data(contentsOf: file) else { return nil }
    lastRead = (stamp, data)
    return data
  }

  /// The facts of a file that a save changes.
  private struct Stamp: Equatable {
    let date: Date
    let size: Int
    let number: Int

    init?(_ file: URL) {
      let target = file.resolvingSymlinksInPath()
      // Between an editor's removing and renaming there is no file for a moment.
      guard let facts = try? FileManager.default.attributesOfItem(atPath: target.path),
        let date = facts[.modificationDate] as? Date,
        let size = (facts[.size] as? NSNumber)?.intValue,
        let number = (facts[.systemFileNumber] as? NSNumber)?.intValue
      else { return nil }
      self.date = date
      self.size = size
      self.number = number
    }
  }
}
