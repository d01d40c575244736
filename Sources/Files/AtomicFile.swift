package import Foundation

/// A file that comes into being whole or not at all.
///
/// Its bytes are written to another file of the same folder, which then takes the name: whoever reads finds
/// the old file or the new one, also after the process was killed at any instant. A durable file outlives a
/// power cut as well, because its bytes reach the disk before the name does, and the name before the writer
/// goes on. What is no file (a pipe, a terminal, `/dev/null`) takes the bytes themselves.
package final class AtomicFile {
  private let descriptor: Int32
  private let system: SystemCalls
  /// Small pieces are gathered, for each write costs the system as much as some hundred kilobytes.
  private var waiting = Data()
  private static let piece = 1 << 20

  private init(_ descriptor: Int32, _ system: SystemCalls) {
    self.descriptor = descriptor
    self.system = system
  }

  /// Writes the file piece by piece.
  ///
  /// - Parameters:
  ///   - url: the place of the file, whose folder exists.
  ///   - isDurable: whether file and folder are brought to the disk; otherwise the system does it when it
  ///     likes.
  ///   - partialName: the name until the file is whole. The default never collides with another writer's,
  ///     and the next writer of the file removes what killed ones have left; a fixed name, where a lock keeps
  ///     other writers away, leaves at most one such file after any number of kills.
  ///   - system: the calls to the system, which a test may watch or let fail.
  ///   - body: appends the bytes.
  /// - Throws: ``AtomicFileError``, or what `body` throws; an earlier file is then left as it was, unless
  ///   the step that failed is ``AtomicFileError/Step/syncFolder``.
  package static func write(
    to url: URL, isDurable: Bool = true, partialName: String? = nil, system: SystemCalls = .real,
    _ body: (AtomicFile) throws -> Void
  ) throws {
    if url.isStream { return try stream(to: url, system, body) }
    let folder = url.deletingLastPathComponent()
    var place = folder.appendingPathComponent(partialName ?? "")
    let descriptor: Int32
    if partialName != nil {
      descriptor = system.open(place.path, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC)
    } else {
      let leftover = Leftover(of: url.lastPathComponent)
      leftover.removeAll(in: folder)
      (place, descriptor) = leftover.makeFile(in: folder, system)
    }
    guard descriptor >= 0 else { throw AtomicFileError(.open, url) }
    let partial = place.path
    var isOpen = true
    do {
      let file = AtomicFile(descriptor, system)
      try body(file)
      try file.flush()
      if isDurable, system.sync(descriptor) != 0 { throw AtomicFileError(.sync, url) }
      isOpen = false
      guard system.close(descriptor) == 0 else { throw AtomicFileError(.close, url) }
      guard system.rename(partial, url.path) == 0 else { throw AtomicFileError(.rename, url) }
    } catch {
      if isOpen { _ = system.close(descriptor) }
      _ = system.remove(partial)
      throw (error as? AtomicFileError)?.at(url) ?? error
    }
    if isDurable { try system.synchronize(folder, isFolder: true) }
  }

  /// Writes bytes as a file, whole or not at all.
  ///
  /// - Throws: ``AtomicFileError``.
  package static func write(_ data: Data, to url: URL, isDurable: Bool = true) throws {
    try write(to: url, isDurable: isDurable) { try $0.append(data) }
  }

  /// Writes bytes as a new file, whole or not at all.
  ///
  /// - Returns: false where something has the name already, which is left alone.
  /// - Throws: ``AtomicFileError``.
  package static func create(_ data: Data, at url: URL) throws -> Bool {
    var status = stat()
    if lstat(url.path, &status) == 0 { return false }
    var system = SystemCalls.real
    system.rename = SystemCalls.renameToFreeName
    do {
      try write(to: url, system: system) { try $0.append(data) }
      return true
    } catch let error as AtomicFileError where error.step == .rename && error.code == EEXIST {
      return false
    }
  }

  private static func stream(
    to url: URL, _ system: SystemCalls, _ body: (AtomicFile) throws -> Void
  ) throws {
    let descriptor = system.open(url.path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw AtomicFileError(.open, url) }
    do {
      let file = AtomicFile(descriptor, system)
      try body(file)
      try file.flush()
    } catch {
      _ = system.close(descriptor)
      throw (error as? AtomicFileError)?.at(url) ?? error
    }
    guard system.close(descriptor) == 0 else { throw AtomicFileError(.close, url) }
  }

  /// Appends bytes.
  ///
  /// - Throws: ``AtomicFileError`` where the disk is full or gone.
  package func append(_ bytes: UnsafeRawBufferPointer) throws {
    if waiting.count + bytes.count > Self.piece { try flush() }
    if bytes.count >= Self.piece { return try put(bytes) }
    waiting.append(contentsOf: bytes)
  }

  /// Appends bytes.
  ///
  /// - Throws: ``AtomicFileError`` where the disk is full or gone.
  package func append(_ data: Data) throws {
    try data.withUnsafeBytes { try append($0) }
  }

  private func flush() throws {
    defer { waiting.removeAll(keepingCapacity: true) }
    try waiting.withUnsafeBytes { try put($0) }
  }

  private func put(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = system.write(descriptor, UnsafeRawBufferPointer(rebasing: rest))
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw AtomicFileError(.write) }
      rest = rest.dropFirst(written)
    }
  }

  /// Makes a folder and all above it that are missing, each of which outlives a power cut.
  ///
  /// - Throws: ``AtomicFileError`` where one cannot be made.
  package static func makeFolder(_ folder: URL, system: SystemCalls = .real) throws {
    if let isFolder = folder.isFolder {
      if isFolder { return }
      errno = ENOTDIR
      throw AtomicFileError(.makeFolder, folder)
    }
    let parent = folder.deletingLastPathComponent()
    try makeFolder(parent, system: system)
    // Another process may have been faster.
    guard system.makeFolder(folder.path) == 0 || errno == EEXIST else {
      throw AtomicFileError(.makeFolder, folder)
    }
    try system.synchronize(parent, isFolder: true)
  }
}
