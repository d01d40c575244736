internal import Foundation

/// A reader of little-endian numbers and runs of bytes that never passes the end of a file.
struct ByteReader {
  let data: Data
  /// Bytes from the start of the data.
  private(set) var position: Int

  /// - Throws: ``TorchFileError`` for a position outside.
  init(_ data: Data, at position: Int = 0) throws {
    guard (0...data.count).contains(position) else { throw Self.tooShort }
    self.data = data
    self.position = position
  }

  static var tooShort: TorchFileError { .damaged("it ends too early") }

  mutating func bytes(_ count: Int) throws -> Data {
    guard count >= 0, count <= data.count - position else { throw Self.tooShort }
    defer { position += count }
    let start = data.startIndex + position
    return data[start..<start + count]
  }

  /// The bytes before the next `end`, which is skipped.
  mutating func bytes(upTo end: UInt8) throws -> Data {
    guard let index = data[(data.startIndex + position)...].firstIndex(of: end) else {
      throw Self.tooShort
    }
    let found = try bytes(index - data.startIndex - position)
    position += 1
    return found
  }

  mutating func byte() throws -> UInt8 {
    guard position < data.count else { throw Self.tooShort }
    defer { position += 1 }
    return data[data.startIndex + position]
  }

  /// An unsigned number of `count` bytes, at most 8.
  mutating func unsigned(_ count: Int) throws -> UInt64 {
    try bytes(count).reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// An unsigned number that must be usable as a size or an offset.
  mutating func size(_ count: Int) throws -> Int {
    guard let size = Int(exactly: try unsigned(count)) else {
      throw TorchFileError.damaged("a size makes no sense")
    }
    return size
  }

  mutating func int32() throws -> Int {
    Int(Int32(truncatingIfNeeded: try unsigned(4)))
  }

  mutating func text(_ count: Int) throws -> String {
    guard let text = String(data: try bytes(count), encoding: .utf8) else {
      throw TorchFileError.damaged("a name is not UTF-8")
    }
    return text
  }
}
