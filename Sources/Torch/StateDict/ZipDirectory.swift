internal import Foundation

/// The table of contents at the end of a zip file with uncompressed entries.
///
/// - Source: PKWARE, "APPNOTE.TXT", sections 4.3 to 4.5.
struct ZipDirectory {
  private let data: Data
  private var entries: [String: Entry] = [:]

  private struct Entry {
    let method: Int
    let flags: Int
    let checksum: UInt32
    let compressed: Int
    let size: Int
    let header: Int
  }

  /// - Throws: ``TorchFileError``.
  init(_ data: Data) throws {
    self.data = data
    let end = try Self.end(of: data)
    var reader = try ByteReader(data, at: end.start)
    for _ in 0..<end.count {
      let (name, entry) = try Self.entry(&reader)
      guard entries.updateValue(entry, forKey: name) == nil else {
        throw TorchFileError.damaged("it holds \"\(name)\" twice")
      }
    }
  }

  var names: [String] { Array(entries.keys) }

  /// The bytes of an entry, nil where there is none of this name.
  func content(of name: String) throws -> Data? {
    guard let entry = entries[name] else { return nil }
    if entry.flags & 1 != 0 { throw TorchFileError.unsupported("an encrypted entry (\(name))") }
    guard entry.method == 0 else {
      throw TorchFileError.unsupported("a compressed entry (\(name))")
    }
    guard entry.compressed == entry.size else {
      throw TorchFileError.damaged("\"\(name)\" has two sizes")
    }
    var reader = try ByteReader(data, at: entry.header)
    guard try reader.unsigned(4) == 0x0403_4b50 else {
      throw TorchFileError.damaged("\"\(name)\" is not where it should be")
    }
    _ = try reader.bytes(22)
    let (nameLength, extraLength) = (try reader.size(2), try reader.size(2))
    _ = try reader.bytes(nameLength + extraLength)
    let content = try reader.bytes(entry.size)
    // PyTorch writes 0 where the user has switched checksums off.
    guard entry.checksum == 0 || Checksum.crc32(content) == entry.checksum else {
      throw TorchFileError.damaged("the checksum of \"\(name)\" is wrong")
    }
    return content
  }

  /// The start of the table and its number of entries.
  private static func end(of data: Data) throws -> (start: Int, count: Int) {
    // The record has 22 bytes and a comment of at most 65,535.
    let earliest = max(0, data.count - 22 - 65_535)
    for position in stride(from: data.count - 22, through: earliest, by: -1) {
      var reader = try ByteReader(data, at: position)
      guard try reader.unsigned(4) == 0x0605_4b50 else { continue }
      _ = try reader.bytes(6)
      let count = try reader.size(2)
      _ = try reader.bytes(4)
      let start = try reader.size(4)
      guard count == 0xffff || start == 0xffff_ffff else { return (start, count) }
      return try largeEnd(of: data, before: position)
    }
    throw TorchFileError.damaged("its table of contents is missing")
  }

  /// Start and number of entries in a zip64 file, of more than 65,534 entries or 4 GB.
  private static func largeEnd(of data: Data, before end: Int) throws -> (start: Int, count: Int) {
    guard end >= 20 else { throw ByteReader.tooShort }
    var locator = try ByteReader(data, at: end - 20)
    guard try locator.unsigned(4) == 0x0706_4b50 else {
      throw TorchFileError.damaged("its table of contents is missing")
    }
    _ = try locator.bytes(4)
    var reader = try ByteReader(data, at: try locator.size(8))
    guard try reader.unsigned(4) == 0x0606_4b50 else {
      throw TorchFileError.damaged("its table of contents is missing")
    }
    _ = try reader.bytes(28)
    let count = try reader.size(8)
    _ = try reader.bytes(8)
    return (try reader.size(8), count)
  }

  private static func entry(_ reader: inout ByteReader) throws -> (String, Entry) {
    guard try reader.unsigned(4) == 0x0201_4b50 else {
      throw TorchFileError.damaged("its table of contents makes no sense")
    }
    _ = try reader.bytes(4)
    let (flags, method) = (try reader.size(2), try reader.size(2))
    _ = try reader.bytes(4)
    let checksum = UInt32(try reader.unsigned(4))
    var numbers = [try reader.size(4), try reader.size(4)]  // compressed size, size
    let lengths = (name: try reader.size(2), extra: try reader.size(2), comment: try reader.size(2))
    _ = try reader.bytes(8)
    numbers.append(try reader.size(4))  // offset of the local header
    let name = try reader.text(lengths.name)
    let extra = try reader.bytes(lengths.extra)
    _ = try reader.bytes(lengths.comment)
    if numbers.contains(0xffff_ffff) { try widen(&numbers, from: extra) }
    return (
      name,
      Entry(
        method: method, flags: flags, checksum: checksum, compressed: numbers[0],
        size: numbers[1], header: numbers[2])
    )
  }

  /// Replaces numbers that did not fit into 32 bits by those of the zip64 field.
  private static func widen(_ numbers: inout [Int], from extra: Data) throws {
    var fields = try ByteReader(extra)
    while fields.position < extra.count {
      let (tag, length) = (try fields.size(2), try fields.size(2))
      var field = try ByteReader(try fields.bytes(length))
      guard tag == 1 else { continue }
      // The field leaves out what did fit, and gives the size before the compressed size.
      for index in [1, 0, 2] where numbers[index] == 0xffff_ffff {
        numbers[index] = try field.size(8)
      }
    }
  }
}

/// The checksum CRC-32 of zip and PNG.
private enum Checksum {
  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { value, _ in
      value & 1 == 1 ? value >> 1 ^ 0xedb8_8320 : value >> 1
    }
  }

  static func crc32(_ data: Data) -> UInt32 {
    let table = table
    return ~data.withUnsafeBytes { bytes in
      bytes.reduce(0xffff_ffff as UInt32) {
        table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] ^ $0 >> 8
      }
    }
  }
}
