import Foundation

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

  /// Lets two files or folders change places in one step, so that there is one in each place at any moment.
  ///
  /// - Returns: false where the system or the file system cannot do it.
  static func exchange(_ one: String, _ other: String) -> Bool {
    #if os(macOS)
      return renamex_np(one, other, UInt32(RENAME_SWAP)) == 0
    #elseif os(Linux)
      // The C library declares it for GNU's own programs only.
      typealias Rename =
        @convention(c) (
          Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32
        ) -> Int32
      guard let function = dlsym(nil, "renameat2") else { return false }
      let exchange: UInt32 = 2  // RENAME_EXCHANGE
      return unsafeBitCast(function, to: Rename.self)(AT_FDCWD, one, AT_FDCWD, other, exchange) == 0
    #else
      return false
    #endif
  }
}
