package import Foundation

/// A folder for a process's unfinished work, which goes with this object.
///
/// Nobody else may enter it, and nobody can guess its name: in a folder that others write to, a file under a
/// name that can be guessed may be theirs. Those that killed processes have left go when the next one of
/// the same name is made.
package final class PrivateFolder {
  /// The folder.
  package let url: URL
  private let descriptor: Int32

  /// Makes a folder beside a place where its content will go.
  ///
  /// - Parameters:
  ///   - place: a file or a folder; the folder above it is there.
  ///   - rescue: looks at each leftover before it is removed.
  /// - Throws: ``AtomicFileError``.
  convenience init(beside place: URL, rescue: (URL) -> Void = { _ in }) throws {
    try self.init(
      Leftover(of: place.lastPathComponent), in: place.deletingLastPathComponent(), rescue)
  }

  /// Makes a folder whose name begins with a word.
  ///
  /// - Throws: ``AtomicFileError``.
  package convenience init(
    named name: String, in parent: URL = FileManager.default.temporaryDirectory
  ) throws {
    try self.init(Leftover(prefix: "\(name)-"), in: parent) { _ in }
  }

  private init(_ leftover: Leftover, in parent: URL, _ rescue: (URL) -> Void) throws {
    leftover.removeAll(in: parent, rescue: rescue)
    guard let (url, descriptor) = leftover.makeFolder(in: parent) else {
      throw AtomicFileError(.makeFolder, parent)
    }
    self.url = url
    self.descriptor = descriptor
  }

  deinit {
    // A leftover does no harm.
    try? FileManager.default.removeItem(at: url)
    close(descriptor)
  }
}

/// Makes a folder for passing use, and removes it afterwards.
///
/// - Parameters:
///   - name: the beginning of the folder's name.
///   - parent: the folder above it, made where it is not there; the temporary folder by default.
///   - body: does the work in the folder.
/// - Returns: what `body` returns.
/// - Throws: ``StagingError/unwritable(_:)``, or what `body` throws.
package func withScratchFolder<Result>(
  _ name: String, in parent: URL = FileManager.default.temporaryDirectory,
  _ body: (URL) throws -> Result
) throws -> Result {
  let folder: PrivateFolder
  do {
    try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
    folder = try PrivateFolder(named: name, in: parent)
  } catch {
    throw StagingError.unwritable(parent.path)
  }
  return try withExtendedLifetime(folder) { try body(folder.url) }
}
