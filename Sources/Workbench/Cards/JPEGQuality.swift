/// The quality by which a JPEG was written, read back from its quantisation table of brightness.
///
/// Programs count quality differently; this is the scale of libjpeg, which most of them use.
package struct JPEGQuality: Sendable, Equatable {
  /// 1 to 100.
  package let value: Int
  /// Whether the table is exactly the one of libjpeg for ``value``; other programs have tables of their own.
  package let isExact: Bool

  /// The quality whose table is nearest to the first one of a `DQT` segment.
  ///
  /// - Parameter tables: the segment without its length; nil is the answer where it is cut.
  package init?(tables: ArraySlice<UInt8>) {
    guard let head = tables.first, head & 15 == 0 else { return nil }
    let width = head >> 4 == 0 ? 1 : 2
    let part = Array(tables.dropFirst().prefix(64 * width))
    guard part.count == 64 * width else { return nil }
    let found = (0..<64).map { index in
      (0..<width).reduce(0) { $0 << 8 | Int(part[index * width + $1]) }
    }
    // Quality 100 is one throughout; equal distances go to the higher quality.
    let distances = (1...100).reversed().map { quality in
      (quality, zip(Self.table(quality: quality), found).reduce(0) { $0 + abs($1.0 - $1.1) })
    }
    guard let nearest = distances.min(by: { $0.1 < $1.1 }) else { return nil }
    value = nearest.0
    isExact = nearest.1 == 0
  }

  /// - Source: libjpeg, `jpeg_quality_scaling` and `jpeg_add_quant_table`.
  package static func table(quality: Int) -> [Int] {
    let scale = quality < 50 ? 5000 / quality : 200 - 2 * quality
    return brightness.map { min(max(($0 * scale + 50) / 100, 1), 255) }
  }

  /// The table K.1 of ITU-T T.81, in the zigzag order of files.
  private static let brightness = [
    16, 11, 12, 14, 12, 10, 16, 14, 13, 14, 18, 17, 16, 19, 24, 40, 26, 24, 22, 22, 24, 49, 35, 37,
    29, 40, 58, 51, 61, 60, 57, 51, 56, 55, 64, 72, 92, 78, 64, 68, 87, 69, 55, 56, 80, 109, 81, 87,
    95, 98, 103, 104, 103, 62, 77, 113, 121, 112, 100, 120, 92, 101, 103, 99,
  ]
}
