package import Foundation

/// A file that comes into being whole or not at all.
///
/// Its bytes are written in pieces to another file of the same folder, which then takes the name: whoever
/// reads finds the old file or the new one, also after the process was killed at any instant. A durable
/// file outlives a power cut as well, because its bytes reach the disk before the name does, and the name
/// before the writer goes on.
package struct AtomicFile {
  private let descriptor: Int32
  private let system: SystemCalls

  /// Writes the file piece by piece.
  ///
  /// - Parameters:
  ///   - url: the place of the file, whose folder exists.
  ///   - isDurable: whether file and folder are brought to the disk; otherwise the system does it when it
  ///     likes.
  ///   - partialName: the name until the file is whole. The default never collides with another writer's;
  ///     a fixed one, where a lock keeps other writers away, leaves at most one such file after any
  ///     number of kills.
  ///   - system: the calls to the system, which a test may watch or let fail.
  ///   - body: appends the bytes.
  /// - Throws: ``AtomicFileError``, or what `body` throws; an earlier file is then left as it was, unless
  ///   the step that failed is ``AtomicFileError/Step/syncFolder``.
  package static func write(
    to url: URL, isDurable: Bool = true, partialName: String? = nil, system: SystemCalls = .real,
    _ body: (AtomicFile) throws -> Void
  ) throws {
    let folder = url.deletingLastPathComponent()
    let name = partialName ?? ".\(url.lastPathComponent).\(UUID().uuidString).partial"
    let partial = folder.appendingPathComponent(name).path
    let descriptor = system.open(partial, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw AtomicFileError(.open, url) }
    var isOpen = true
    do {
      try body(AtomicFile(descriptor: descriptor, system: system))
      if isDurable, system.sync(descriptor) != 0 { throw AtomicFileError(.sync, url) }
      isOpen = false
      guard system.close(descriptor) == 0 else { throw AtomicFileError(.close, url) }
      guard system.rename(partial, url.path) == 0 else { throw AtomicFileError(.rename, url) }
    } catch {
      if isOpen { _ = system.close(descriptor) }
      _ = system.remove(partial)
      throw (error as? AtomicFileError)?.at(url) ?? error
    }
    if isDurable { try synchronize(folder: folder, system) }
  }

  /// Appends bytes.
  ///
  /// - Throws: ``AtomicFileError`` where the disk is full or gone.
  package func append(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = system.write(descriptor, UnsafeRawBufferPointer(rebasing: rest))
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw AtomicFileError(.write) }
      rest = rest.dropFirst(written)
    }
  }

  /// Appends bytes.
  ///
  /// - Throws: ``AtomicFileError`` where the disk is full or gone.
  package func append(_ data: Data) throws {
    try data.withUnsafeBytes { try append($0) }
  }

  /// Makes a folder and all above it that are missing, each of which outlives a power cut.
  ///
  /// - Throws: ``AtomicFileError`` where one cannot be made.
  package static func makeFolder(_ folder: URL, system: SystemCalls = .real) throws {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder) {
      if isFolder.boolValue { return }
      errno = ENOTDIR
      throw AtomicFileError(.makeFolder, folder)
    }
    let parent = folder.deletingLastPathComponent()
    try makeFolder(parent, system: system)
    // Another process may have been faster.
    guard system.makeFolder(folder.path) == 0 || errno == EEXIST else {
      throw AtomicFileError(.makeFolder, folder)
    }
    try synchronize(folder: parent, system)
  }

  /// Brings the names in a folder to the disk; without it a power cut may bring the old file back.
  private static func synchronize(folder: URL, _ system: SystemCalls) throws {
    let descriptor = system.open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw AtomicFileError(.syncFolder, folder) }
    let status = system.sync(descriptor)
    // Some file systems have no such call for folders and keep the order of names by themselves.
    let isRefused = status != 0 && errno != EINVAL && errno != ENOTSUP
    _ = system.close(descriptor)
    if isRefused { throw AtomicFileError(.syncFolder, folder) }
  }
}

/// Why a file was not written.
package struct AtomicFileError: Error, Equatable, CustomStringConvertible {
  /// The step that failed.
  package enum Step: String, Sendable {
    case makeFolder = "made"
    case open = "opened"
    case write = "written"
    case sync = "brought to the disk"
    case close = "closed"
    case rename = "renamed"
    case syncFolder = "brought to the disk with its folder"
  }

  package let step: Step
  /// The system's number of the error.
  package let code: Int32
  package private(set) var path: String

  init(_ step: Step, _ url: URL? = nil) {
    code = errno
    self.step = step
    path = url?.path ?? ""
  }

  func at(_ url: URL) -> AtomicFileError {
    var error = self
    if path.isEmpty { error.path = url.path }
    return error
  }

  package var description: String {
    "\(path) cannot be \(step.rawValue) (\(String(cString: strerror(code)))): check that its folder "
      + "exists, may be written to and has room"
  }
}

/// The calls to the system that ``AtomicFile`` makes, each with the result and `errno` of its C namesake.
package struct SystemCalls {
  package var open: (_ path: String, _ flags: Int32) -> Int32
  package var write: (_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int
  package var sync: (_ descriptor: Int32) -> Int32
  package var close: (_ descriptor: Int32) -> Int32
  package var rename: (_ from: String, _ to: String) -> Int32
  package var remove: (_ path: String) -> Int32
  package var makeFolder: (_ path: String) -> Int32

  /// The system itself.
  package static var real: SystemCalls {
    SystemCalls(
      open: { Foundation.open($0, $1, 0o666) },
      write: { Foundation.write($0, $1.baseAddress, $1.count) },
      sync: { descriptor in
        #if canImport(Darwin)
          // Here fsync stops at the cache of the drive.
          if fcntl(descriptor, F_FULLFSYNC) == 0 { return 0 }
        #endif
        return fsync(descriptor)
      },
      close: { Foundation.close($0) },
      rename: { Foundation.rename($0, $1) },
      remove: { unlink($0) },
      makeFolder: { mkdir($0, 0o777) })
  }
}
