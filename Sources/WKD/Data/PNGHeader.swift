internal import Foundation

/// What a PNG file says of itself before its pixels, read without trusting it.
///
/// - Source: PNG specification, third edition: signature, `IHDR`, `tRNS`, `acTL`.
struct PNGHeader {
  let width: Int
  let height: Int
  /// Channels once palettes and transparent colours are spelt out.
  let channels: Int
  /// 8 or 16, once fewer bits are spelt out.
  let depth: Int
  let isAnimated: Bool

  static let signature: [UInt8] = [0x89, 0x50, 0x4e, 0x47]

  /// Nil where the file ends before its pixels begin, or does not begin with `IHDR`.
  init?(_ data: Data) {
    let bytes = Bytes(data)
    guard bytes.name(at: 8) == "IHDR", let width = bytes.word(at: 16),
      let height = bytes.word(at: 20), let bits = bytes.byte(at: 24), let color = bytes.byte(at: 25)
    else { return nil }
    var place = 8
    var names: Set<String> = []
    while let length = bytes.word(at: place), let name = bytes.name(at: place), name != "IDAT" {
      names.insert(name)
      place += 12 + length
    }
    self.width = width
    self.height = height
    depth = bits == 16 ? 16 : 8
    let hasAlpha = color & 4 != 0 || names.contains("tRNS")
    channels = (color & 2 != 0 ? 3 : 1) + (hasAlpha ? 1 : 0)
    isAnimated = names.contains("acTL")
  }
}

/// Bytes of a file by their place, nil beyond its end.
private struct Bytes {
  let data: Data

  init(_ data: Data) {
    self.data = data
  }

  func byte(at place: Int) -> UInt8? {
    place < data.count ? data[data.startIndex + place] : nil
  }

  /// Four bytes, the highest first.
  func word(at place: Int) -> Int? {
    guard place + 4 <= data.count else { return nil }
    return (0..<4).reduce(0) { $0 << 8 | Int(data[data.startIndex + place + $1]) }
  }

  /// The name of the chunk that begins at `place`.
  func name(at place: Int) -> String? {
    guard place + 8 <= data.count else { return nil }
    let start = data.startIndex + place + 4
    return String(decoding: data[start..<start + 4], as: UTF8.self)
  }
}
