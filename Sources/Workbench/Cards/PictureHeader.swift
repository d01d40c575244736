import Foundation
package import WKD

/// The facts that a picture's file tells beside its pixels and their arrangement, which `ImageHeader` has.
package struct PictureHeader: Sendable {
  package private(set) var format: ImageHeader.Format?
  /// Whether the pixels are stored without losses.
  package private(set) var isLossless = false
  /// Whether the colours are those of inks.
  package private(set) var hasInks = false
  /// Bits of one sample in the file, where it says so.
  package private(set) var depth = 8
  /// The name of the colour profile, where there is one.
  package private(set) var profile: String?
  /// The gamma of a PNG, where it is not the usual one.
  package private(set) var gamma: Double?
  package private(set) var quality: JPEGQuality?

  /// Reads what the file tells; what is cut or damaged counts as not told.
  package init(_ bytes: [UInt8]) {
    format = ImageHeader.Format(of: bytes)
    switch format {
    case .jpeg: readJPEG(FileBytes(bytes))
    case .png: readPNG(FileBytes(bytes))
    case .webp: readWebP(FileBytes(bytes, isLittle: true))
    case .tiff: readTIFF(FileBytes(bytes, isLittle: bytes[0] == 0x49))
    case nil: break
    }
  }

  /// - Source: ITU-T T.81, annex B; the EXIF and ICC markers by their own standards.
  private mutating func readJPEG(_ bytes: FileBytes) {
    var place = 2
    var profileParts: [Int: ArraySlice<UInt8>] = [:]
    while let first = bytes.byte(place), let marker = bytes.byte(place + 1) {
      guard first == 0xff else { break }
      if marker == 0xff || marker == 0x01 || (0xd0...0xd8).contains(marker) {
        place += marker == 0xff ? 1 : 2
        continue
      }
      guard marker != 0xda, marker != 0xd9, let length = bytes.number(place + 2, 2), length >= 2,
        let part = bytes.slice(place + 4, length - 2)
      else { break }
      switch marker {
      case 0xdb: quality = quality ?? JPEGQuality(tables: part)
      case 0xc0...0xcf where ![0xc4, 0xc8, 0xcc].contains(marker):
        if part.count >= 6 { hasInks = part[part.startIndex + 5] > 3 }
      case 0xe2 where part.starts(with: Array("ICC_PROFILE\0".utf8)) && part.count > 14:
        profileParts[Int(part[part.startIndex + 12])] = part.dropFirst(14)
      default: break
      }
      place += 2 + length
    }
    if !profileParts.isEmpty {
      let whole = profileParts.sorted { $0.key < $1.key }.flatMap(\.value)
      profile = Self.profileName(whole)
    }
  }

  /// - Source: PNG specification, third edition.
  private mutating func readPNG(_ bytes: FileBytes) {
    isLossless = true
    var place = 8
    var isStandard = false
    while let length = bytes.number(place, 4), let name = bytes.text(place + 4, 4), name != "IDAT",
      let part = bytes.slice(place + 8, length)
    {
      switch name {
      case "IHDR" where part.count >= 10:
        depth = Int(part[part.startIndex + 8])
      case "iCCP":
        // The name in the chunk is the writing program's; the profile has its own, behind two zeros.
        let packed = part.drop { $0 != 0 }.dropFirst(2)
        profile =
          inflated(Array(packed), limit: 1 << 22).flatMap(Self.describedName)
          ?? String(decoding: part.prefix { $0 != 0 }, as: UTF8.self)
      case "sRGB": isStandard = true
      case "gAMA":
        let value = Double(FileBytes(Array(part)).number(0, 4) ?? 45455) / 100_000
        if abs(value - 0.45455) > 0.001 { gamma = value }
      default: break
      }
      place += 12 + length
    }
    if isStandard { gamma = nil }
  }

  /// - Source: RFC 9649, section 2; chunks of a frame are within it.
  private mutating func readWebP(_ bytes: FileBytes) {
    var place = 12
    while let name = bytes.text(place, 4), let length = bytes.number(place + 4, 4) {
      switch name {
      case "VP8L": isLossless = true
      case "ICCP":
        if let part = bytes.slice(place + 8, length) { profile = Self.profileName(Array(part)) }
      case "ANMF":
        place += 24
        continue
      default: break
      }
      place += 8 + length + length % 2
    }
  }

  /// - Source: TIFF 6.0, section 2; BigTIFF as libtiff reads it; tag 34675 by ICC.1:2022, annex B.4.
  private mutating func readTIFF(_ bytes: FileBytes) {
    let isBig = bytes.number(2, 2) == 43
    let (word, entrySize) = isBig ? (8, 20) : (4, 12)
    guard let start = bytes.number(isBig ? 8 : 4, word),
      let count = bytes.number(start, isBig ? 8 : 2)
    else { return }
    // Without a tag of its own a file is not compressed.
    isLossless = true
    for index in 0..<min(count, 1000) {
      let (entry, isOver) = start.addingReportingOverflow((isBig ? 8 : 2) + index * entrySize)
      guard !isOver, let tag = bytes.number(entry, 2), let type = bytes.number(entry + 2, 2),
        let length = bytes.number(entry + 4, word)
      else { return }
      let place = entry + 4 + word
      let value = bytes.number(place, type == 3 ? 2 : 4)
      switch tag {
      case 258 where length == 1: depth = value ?? depth
      case 258:
        if let list = bytes.number(place, word),
          let first = bytes.number(length * 2 <= word ? place : list, 2)
        {
          depth = first
        }
      case 259: isLossless = value.map(Self.lossless.contains) ?? true
      case 262: hasInks = value == 5
      case 34675:
        if let list = bytes.number(place, word), let part = bytes.slice(list, length) {
          profile = Self.profileName(Array(part))
        }
      default: break
      }
    }
  }

  /// TIFF's compressions without losses: none, CCITT's, LZW, Deflate, PackBits, LZMA and Zstandard.
  private static let lossless: Set = [1, 2, 3, 4, 5, 8, 32773, 32946, 34925, 50000]

  /// The name of a colour profile.
  private static func profileName(_ profile: [UInt8]) -> String {
    describedName(profile) ?? "without a name"
  }

  /// The description of a colour profile.
  ///
  /// - Source: ICC.1:2022, sections 7.3 and 10.15; the older description by ICC.1:2001.
  private static func describedName(_ profile: [UInt8]) -> String? {
    let bytes = FileBytes(profile)
    guard let count = bytes.number(128, 4) else { return nil }
    for index in 0..<min(count, 100) {
      let entry = 132 + 12 * index
      guard let name = bytes.text(entry, 4), let start = bytes.number(entry + 4, 4) else {
        return nil
      }
      guard name == "desc" else { continue }
      if bytes.text(start, 4) == "mluc" {
        guard let length = bytes.number(start + 20, 4), let offset = bytes.number(start + 24, 4),
          let part = bytes.slice(start + offset, length)
        else { return nil }
        let units = stride(from: part.startIndex, to: part.endIndex - 1, by: 2).map {
          UInt16(part[$0]) << 8 | UInt16(part[$0 + 1])
        }
        return String(decoding: units, as: UTF16.self)
      }
      guard let length = bytes.number(start + 8, 4), let part = bytes.slice(start + 12, length)
      else { return nil }
      return String(decoding: part.prefix { $0 != 0 }, as: UTF8.self)
    }
    return nil
  }
}

/// Bytes by their place, nil beyond the end.
private struct FileBytes {
  let bytes: [UInt8]
  let isLittle: Bool

  init(_ bytes: [UInt8], isLittle: Bool = false) {
    self.bytes = bytes
    self.isLittle = isLittle
  }

  func byte(_ place: Int) -> UInt8? { bytes.indices.contains(place) ? bytes[place] : nil }

  func slice(_ place: Int, _ count: Int) -> ArraySlice<UInt8>? {
    guard place >= 0, count >= 0, place <= bytes.count, count <= bytes.count - place else {
      return nil
    }
    return bytes[place..<place + count]
  }

  /// A whole number of two, four or eight bytes; nil too for one above any place in a file.
  func number(_ place: Int, _ count: Int) -> Int? {
    guard let part = slice(place, count) else { return nil }
    let number = (isLittle ? part.reversed() : Array(part)).reduce(UInt64(0)) {
      $0 << 8 | UInt64($1)
    }
    return number < 1 << 48 ? Int(number) : nil
  }

  func text(_ place: Int, _ count: Int) -> String? {
    slice(place, count).map { String(decoding: $0, as: UTF8.self) }
  }
}
