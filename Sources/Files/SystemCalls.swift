package import Foundation

/// The calls to the system that writers of files make, each with the result and `errno` of its C namesake.
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

  /// Brings a file, or the names in a folder, to the disk; without the latter a power cut may bring an old
  /// file back.
  ///
  /// - Throws: ``AtomicFileError`` for the step.
  func synchronize(_ place: URL, isFolder: Bool) throws {
    let step: AtomicFileError.Step = isFolder ? .syncFolder : .sync
    let descriptor = open(place.path, O_RDONLY | O_CLOEXEC | (isFolder ? O_DIRECTORY : 0))
    guard descriptor >= 0 else { throw AtomicFileError(step, place) }
    let status = sync(descriptor)
    // Some file systems have no such call for folders and keep the order of names by themselves.
    let isRefused = status != 0 && !(isFolder && (errno == EINVAL || errno == ENOTSUP))
    let error = AtomicFileError(step, place)
    _ = close(descriptor)
    if isRefused { throw error }
  }

  /// The calls for places in and below a folder that is held open.
  ///
  /// They reach that folder, wherever it is now, and never another one that has taken its name.
  ///
  /// - Parameters:
  ///   - descriptor: the open folder.
  ///   - folder: the place at which it was opened.
  /// - Returns: calls that take paths below `folder`; other paths mean what they always do.
  package static func inside(_ descriptor: Int32, of folder: URL) -> SystemCalls {
    let start = folder.path.hasSuffix("/") ? folder.path : folder.path + "/"
    /// The folder that a path begins at, and the path from there.
    func place(_ path: String) -> (Int32, String) {
      if path + "/" == start { return (descriptor, ".") }
      return path.hasPrefix(start)
        ? (descriptor, String(path.dropFirst(start.count))) : (AT_FDCWD, path)
    }
    var system = real
    system.open = { path, flags in
      let (base, path) = place(path)
      return openat(base, path, flags, 0o666)
    }
    system.rename = { from, to in
      let (from, to) = (place(from), place(to))
      return renameat(from.0, from.1, to.0, to.1)
    }
    system.remove = { path in
      let (base, path) = place(path)
      return unlinkat(base, path, 0)
    }
    system.makeFolder = { path in
      let (base, path) = place(path)
      return mkdirat(base, path, 0o777)
    }
    return system
  }

  /// Renames a file, unless something has the new name: then the error is `EEXIST`.
  package static func renameToFreeName(_ from: String, _ to: String) -> Int32 {
    #if os(macOS)
      if renamex_np(from, to, UInt32(RENAME_EXCL)) == 0 { return 0 }
    #elseif os(Linux)
      if renameat2(from, to, flags: 1) == 0 { return 0 }  // RENAME_NOREPLACE
    #endif
    if errno == EEXIST { return -1 }
    // A file system without such a call: two steps, of which the second may be missing after a kill.
    guard link(from, to) == 0 else { return -1 }
    _ = unlink(from)
    return 0
  }

  /// Lets two files or folders change places in one step, so that there is one in each place at any moment.
  ///
  /// - Returns: false where the system or the file system cannot do it.
  static func exchange(_ one: String, _ other: String) -> Bool {
    #if os(macOS)
      return renamex_np(one, other, UInt32(RENAME_SWAP)) == 0
    #elseif os(Linux)
      return renameat2(one, other, flags: 2) == 0  // RENAME_EXCHANGE
    #else
      return false
    #endif
  }

  #if os(Linux)
    /// The system's call, which the C library declares for GNU's own programs only.
    private static func renameat2(_ from: String, _ to: String, flags: UInt32) -> Int32 {
      typealias Rename =
        @convention(c) (
          Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32
        ) -> Int32
      guard let function = dlsym(nil, "renameat2") else {
        errno = ENOSYS
        return -1
      }
      return unsafeBitCast(function, to: Rename.self)(AT_FDCWD, from, AT_FDCWD, to, flags)
    }
  #endif
}
