import Foundation
import Markup
import Torch

/// The bytes of a recording: those of a file, read where they are wanted, or all that a pipe has held.
package final class SignalBytes: Sendable {
  private enum Source {
    case file(CInt)
    case memory([UInt8])
  }

  private let source: Source
  /// Number of bytes.
  package let count: Int

  /// The most that is taken from a pipe, whose length nobody knows.
  private static let largestPipe = 1 << 31

  /// Opens a file, a link to one, a pipe or a device such as `/dev/stdin`.
  ///
  /// - Throws: ``SignalError``; ``MemoryError`` for a pipe that holds more than fits.
  package init(path: String, name: String) throws {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw SignalError.unreadable(name) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else {
      close(file)
      throw SignalError.unreadable(name)
    }
    // What a pipe has behind it may still stand at some place: a file as standard input is read from there.
    if status.st_mode & S_IFMT == S_IFREG, lseek(file, 0, SEEK_CUR) == 0 {
      source = .file(file)
      count = Int(status.st_size)
      return
    }
    defer { close(file) }
    let bytes = try Self.everything(of: file, name: name)
    source = .memory(bytes)
    count = bytes.count
  }

  /// Bytes in memory.
  package init(_ bytes: [UInt8]) {
    source = .memory(bytes)
    count = bytes.count
  }

  deinit {
    if case .file(let file) = source { close(file) }
  }

  /// Copies bytes into memory.
  ///
  /// - Returns: the number of bytes copied; fewer than there is room for at the end, 0 after it and where the
  ///   file cannot be read.
  package func copy(at offset: Int, into room: UnsafeMutableRawBufferPointer) -> Int {
    guard offset >= 0, offset < count, let base = room.baseAddress else { return 0 }
    let wanted = min(room.count, count - offset)
    switch source {
    case .memory(let bytes):
      return bytes.withUnsafeBytes {
        room.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[offset..<offset + wanted]))
        return wanted
      }
    case .file(let file):
      var done = 0
      while done < wanted {
        let some = pread(file, base + done, wanted - done, off_t(offset + done))
        if some < 0, errno == EINTR { continue }
        if some <= 0 { break }
        done += some
      }
      return done
    }
  }

  /// Some bytes; fewer at the end.
  package func bytes(_ range: Range<Int>) -> [UInt8] {
    let wanted = range.clamped(to: 0..<count)
    guard !wanted.isEmpty else { return [] }
    return [UInt8](unsafeUninitializedCapacity: wanted.count) { room, found in
      found = copy(at: wanted.lowerBound, into: UnsafeMutableRawBufferPointer(room))
    }
  }

  private static func everything(of file: CInt, name: String) throws -> [UInt8] {
    var bytes: [UInt8] = []
    let step = 1 << 20
    while true {
      let start = bytes.count
      if start.isMultiple(of: 1 << 26) {
        try MachineMemory.check(
          start + (1 << 27), for: "reading \(name.printable)",
          advice: "cut out the part that matters")
      }
      bytes.append(contentsOf: repeatElement(0, count: step))
      let some = bytes.withUnsafeMutableBytes { room in
        room.baseAddress.map { read(file, $0 + start, step) } ?? 0
      }
      if some < 0, errno == EINTR {
        bytes.removeLast(step)
        continue
      }
      guard some >= 0 else { throw SignalError.unreadable(name) }
      bytes.removeLast(step - some)
      if some == 0 { return bytes }
      guard bytes.count <= largestPipe else {
        throw SignalError.tooLarge(name, found: "more than 2 GiB", limit: "a pipe may hold")
      }
    }
  }
}
