package import Foundation

/// A folder that is filled out of sight and put in place when it is complete.
///
/// An older folder is there until the new one is: the two change places in one step, where the file system
/// can do so. Where it cannot, a kill between two steps leaves the old folder beside, and the next one
/// that is staged for the place brings it back.
package final class StagedFolder {
  /// The folder's final place.
  package let place: URL
  /// The folder to fill.
  package let partial: URL
  private let folder: PrivateFolder
  private var old: URL { folder.url.appendingPathComponent(Self.oldName) }
  private static let oldName = "old"

  /// Makes the folder to fill; the one above its place is made where it is missing.
  ///
  /// - Throws: ``AtomicFileError``.
  package init(for place: URL) throws {
    self.place = place
    try AtomicFile.makeFolder(place.deletingLastPathComponent())
    folder = try PrivateFolder(beside: place) { leftover in
      // `rename` takes the place of nothing but an empty folder.
      _ = rename(leftover.appendingPathComponent(Self.oldName).path, place.path)
    }
    partial = folder.url.appendingPathComponent("new", isDirectory: true)
    guard mkdir(partial.path, 0o777) == 0 else { throw AtomicFileError(.makeFolder, partial) }
  }

  /// Puts the folder in place of an older one; it outlives a power cut.
  ///
  /// - Throws: ``AtomicFileError``; the older folder is then where it was.
  package func commit() throws {
    let system = SystemCalls.real
    let content = FileManager.default.enumerator(
      at: partial, includingPropertiesForKeys: [.isSymbolicLinkKey])
    while let item = content?.nextObject() as? URL {
      let isLink = try item.resourceValues(forKeys: [.isSymbolicLinkKey]).isSymbolicLink
      if isLink != true { try system.synchronize(item, isFolder: item.isFolder == true) }
    }
    try system.synchronize(partial, isFolder: true)
    if place.isFolder == nil {
      try move(partial, to: place)
    } else if !SystemCalls.exchange(partial.path, place.path) {
      try move(place, to: old)
      do {
        try move(partial, to: place)
      } catch {
        try move(old, to: place)
        throw error
      }
    }
    try system.synchronize(place.deletingLastPathComponent(), isFolder: true)
  }

  private func move(_ folder: URL, to place: URL) throws {
    guard rename(folder.path, place.path) == 0 else { throw AtomicFileError(.rename, place) }
  }
}
