package import Foundation

/// Files that are written out of sight and put in place together, once all of them are complete.
package final class StagedFiles {
  private var files: [(partial: URL, place: URL)] = []

  /// Begins with no files.
  package init() {}

  deinit {
    // A leftover does no harm, and there is nobody left to tell.
    for file in files { try? FileManager.default.removeItem(at: file.partial) }
  }

  /// The places of all files, in the order in which they were added.
  package var places: [String] { files.map(\.place.relativePath) }

  /// Writes a file beside its place.
  ///
  /// - Throws: ``StagingError`` where nothing may be written.
  package func add(_ place: URL, _ content: () throws -> Data?) throws {
    try add(
      place,
      writing: { partial in
        guard let data = try content(), (try? data.write(to: partial)) != nil else {
          throw StagingError.unwritable(place.relativePath)
        }
      })
  }

  /// Writes a file beside its place, piece by piece.
  ///
  /// - Parameters:
  ///   - place: the file.
  ///   - write: writes the content to a path.
  /// - Throws: ``StagingError`` where nothing may be written, or what `write` throws.
  package func add(_ place: URL, writing write: (URL) throws -> Void) throws {
    if place.isFolder == true { throw StagingError.folder(place.relativePath) }
    let partial = partial(of: place)
    guard FileManager.default.createFile(atPath: partial.path, contents: nil) else {
      throw StagingError.unwritable(place.relativePath)
    }
    files.append((partial, place))
    try write(partial)
  }

  private func partial(of place: URL) -> URL {
    place.deletingLastPathComponent().appendingPathComponent(
      ".\(place.lastPathComponent)-\(ProcessInfo.processInfo.processIdentifier)")
  }

  /// Puts every file in place of an older one.
  package func commit() throws {
    for file in files where rename(file.partial.path, file.place.path) != 0 {
      throw StagingError.unwritable(file.place.relativePath)
    }
  }

  /// Makes a folder, if it is not there.
  package static func makeFolder(_ folder: URL) throws {
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw folder.isFolder == false
        ? StagingError.file(folder.relativePath) : .unwritable(folder.relativePath)
    }
  }
}

/// Reasons why a file cannot be written.
package enum StagingError: Error, Equatable, CustomStringConvertible {
  case unwritable(String)
  case folder(String)
  /// There is a file where a folder is to be.
  case file(String)
  /// The file would replace what it was made from.
  case input(String)
  /// The file would replace one of a folder that is read.
  case partOfInput(String, folder: String)
  /// The name of a file does not end as its format does.
  case ending(String, format: String, ending: String)

  package var description: String {
    switch self {
    case .unwritable(let path):
      "cannot write \(path): check that its folder exists, may be written to and has room"
    case .folder(let path): "cannot write \(path): it is a folder, choose another name"
    case .file(let path):
      "\(path) is a file, and a folder is to be written there: choose another name"
    case .input(let path):
      "\(path) is read, and would be replaced: choose another place"
    case .partOfInput(let path, let folder):
      "\(path) belongs to \(folder), which is read, and would be replaced: choose another place"
    case .ending(let path, let format, let ending):
      "\(path) would hold \(format): give a name that ends in .\(ending)"
    }
  }
}

extension URL {
  /// Whether a folder is there, links followed; nil where there is nothing.
  package var isFolder: Bool? {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return nil }
    return isFolder.boolValue
  }

  /// The way from this folder to another one, such as `../..`; `.` where they are the same.
  package func path(to other: URL) -> String {
    let start = resolvingSymlinksInPath().standardizedFileURL.pathComponents
    let end = other.resolvingSymlinksInPath().standardizedFileURL.pathComponents
    let common = zip(start, end).prefix { $0 == $1 }.count
    let steps = start.dropFirst(common).map { _ in ".." } + end.dropFirst(common)
    return steps.isEmpty ? "." : steps.joined(separator: "/")
  }
}
