/// The text of a table as bytes of UTF-8, whatever its encoding was.
package enum TableText {
  /// The bytes in UTF-8 without a byte order mark.
  ///
  /// UTF-16 is known by its mark, or by zeros at every second byte; anything else is left as it is, since
  /// numbers are written alike in all other encodings.
  package static func utf8(_ bytes: [UInt8]) -> [UInt8] {
    switch encoding(bytes) {
    case .wide(isBig: let isBig, skipping: let mark):
      let units = stride(from: mark, to: bytes.count - 1, by: 2).map { place -> UInt16 in
        let (high, low) = isBig ? (place, place + 1) : (place + 1, place)
        return UInt16(bytes[high]) << 8 | UInt16(bytes[low])
      }
      return Array(String(decoding: units, as: UTF16.self).utf8)
    case .narrow(skipping: 0): return bytes
    case .narrow(skipping: let mark): return Array(bytes[mark...])
    }
  }

  /// Whether the first bytes of a file look like text.
  package static func isText(_ start: [UInt8]) -> Bool {
    let plain = utf8(start)
    return !plain.contains { $0 < 32 && !(9...13).contains($0) && $0 != 27 && $0 != 7 && $0 != 8 }
  }

  private enum Encoding {
    case narrow(skipping: Int)
    case wide(isBig: Bool, skipping: Int)
  }

  private static func encoding(_ bytes: [UInt8]) -> Encoding {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return .narrow(skipping: 3) }
    if bytes.starts(with: [0xFF, 0xFE]) { return .wide(isBig: false, skipping: 2) }
    if bytes.starts(with: [0xFE, 0xFF]) { return .wide(isBig: true, skipping: 2) }
    let start = bytes.prefix(64)
    guard start.count >= 4 else { return .narrow(skipping: 0) }
    let zeros = [0, 1].map { odd in
      start.indices.allSatisfy { $0 % 2 != odd || start[$0] == 0 }
    }
    if zeros[1], !zeros[0] { return .wide(isBig: false, skipping: 0) }
    if zeros[0], !zeros[1] { return .wide(isBig: true, skipping: 0) }
    return .narrow(skipping: 0)
  }
}
