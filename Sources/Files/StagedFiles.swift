package import Foundation

/// Files that are written out of sight and put in place together, once all of them are complete.
package final class StagedFiles {
  private var files: [(partial: URL, place: URL)] = []
  /// One for each folder that files go to.
  private var folders: [String: PrivateFolder] = [:]

  /// Begins with no files.
  package init() {}

  /// The places of all files, in the order in which they were added.
  package var places: [String] { files.map(\.place.relativePath) }

  /// Writes a file out of sight.
  ///
  /// - Throws: ``StagingError`` where nothing may be written.
  package func add(_ place: URL, _ content: () throws -> Data?) throws {
    try add(
      place,
      writing: { partial in
        guard let data = try content(),
          (try? AtomicFile.write(data, to: partial, isDurable: false)) != nil
        else { throw StagingError.unwritable(place.relativePath) }
      })
  }

  /// Writes a file out of sight, piece by piece.
  ///
  /// - Parameters:
  ///   - place: the file.
  ///   - write: writes the content to a path.
  /// - Throws: ``StagingError`` where nothing may be written, or what `write` throws.
  package func add(_ place: URL, writing write: (URL) throws -> Void) throws {
    if place.isFolder == true { throw StagingError.folder(place.relativePath) }
    let partial = try folder(for: place).appendingPathComponent(place.lastPathComponent)
    try write(partial)
    files.append((partial, place))
  }

  /// The private folder beside a place; what is no file takes its bytes from the temporary folder.
  private func folder(for place: URL) throws -> URL {
    let files = FileManager.default
    let parent = place.isStream ? files.temporaryDirectory : place.deletingLastPathComponent()
    if let known = folders[parent.path] { return known.url }
    do {
      let folder =
        place.isStream
        ? try PrivateFolder(named: "wkd-learn-stream")
        : try PrivateFolder(beside: place)
      folders[parent.path] = folder
      return folder.url
    } catch {
      throw StagingError.unwritable(place.relativePath)
    }
  }

  /// Puts every file in place of an older one; each of them outlives a power cut.
  ///
  /// - Throws: ``StagingError/unwritable(_:)``.
  package func commit() throws {
    let system = SystemCalls.real
    for file in files where !file.place.isStream {
      try telling(file.place) { try system.synchronize(file.partial, isFolder: false) }
    }
    var changed: [URL] = []
    for file in files {
      try telling(file.place) {
        if file.place.isStream {
          try AtomicFile.write(try Data(contentsOf: file.partial), to: file.place)
        } else {
          guard system.rename(file.partial.path, file.place.path) == 0 else {
            throw AtomicFileError(.rename, file.place)
          }
          let folder = file.place.deletingLastPathComponent()
          if changed.last != folder { changed.append(folder) }
        }
      }
    }
    for folder in changed {
      try telling(folder) { try system.synchronize(folder, isFolder: true) }
    }
    folders = [:]
  }

  private func telling(_ place: URL, _ body: () throws -> Void) throws {
    do { try body() } catch { throw StagingError.unwritable(place.relativePath) }
  }

  /// Makes a folder, if it is not there.
  ///
  /// - Throws: ``StagingError``.
  package static func makeFolder(_ folder: URL) throws {
    do {
      try AtomicFile.makeFolder(folder)
    } catch {
      throw folder.isFolder == false
        ? StagingError.file(folder.relativePath) : .unwritable(folder.relativePath)
    }
  }
}
