import Foundation
import WKD

/// The facts that a picture's file tells beside its pixels.
package struct PictureHeader: Sendable {
  /// A format of files.
  package enum Format: String, Sendable {
    case jpeg = "JPEG"
    case png = "PNG"
  }

  package var format: Format?
  /// 1 for grey, 3 for colour, 4 for inks.
  package var channels = 3
  package var hasAlpha = false
  package var depth = 8
  /// The turn that a viewer makes, 1 for none, 2 to 8 by the EXIF standard.
  package var orientation = 1
  /// The name of the colour profile, where there is one.
  package var profile: String?
  /// The gamma of a PNG, where it is not the usual one.
  package var gamma: Double?
  package var quality: JPEGQuality?

  /// Reads what the file tells; what is cut or damaged counts as not told.
  package init(_ bytes: [UInt8]) {
    if bytes.starts(with: [0xff, 0xd8]) {
      format = .jpeg
      readJPEG(FileBytes(bytes))
    } else if bytes.starts(with: [0x89, 0x50, 0x4e, 0x47]) {
      format = .png
      readPNG(FileBytes(bytes))
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
        if part.count >= 6 { channels = Int(part[part.startIndex + 5]) }
      case 0xe1 where part.starts(with: Array("Exif\0\0".utf8)):
        orientation = Self.orientation(Array(part.dropFirst(6))) ?? orientation
      case 0xe2 where part.starts(with: Array("ICC_PROFILE\0".utf8)) && part.count > 14:
        profileParts[Int(part[part.startIndex + 12])] = part.dropFirst(14)
      default: break
      }
      place += 2 + length
    }
    if !profileParts.isEmpty {
      let whole = profileParts.sorted { $0.key < $1.key }.flatMap(\.value)
      profile = Self.profileName(whole) ?? "without a name"
    }
  }

  /// - Source: PNG specification, third edition.
  private mutating func readPNG(_ bytes: FileBytes) {
    var place = 8
    var isStandard = false
    while let length = bytes.number(place, 4), let name = bytes.text(place + 4, 4), name != "IDAT",
      let part = bytes.slice(place + 8, length)
    {
      switch name {
      case "IHDR" where part.count >= 10:
        let color = part[part.startIndex + 9]
        depth = Int(part[part.startIndex + 8])
        channels = color & 2 != 0 ? 3 : 1
        hasAlpha = color & 4 != 0
      case "tRNS": hasAlpha = true
      case "iCCP":
        // The name in the chunk is the writing program's; the profile has its own, behind two zeros.
        let packed = part.drop { $0 != 0 }.dropFirst(2)
        profile =
          inflated(Array(packed), limit: 1 << 22).flatMap(Self.profileName)
          ?? String(decoding: part.prefix { $0 != 0 }, as: UTF8.self)
      case "sRGB": isStandard = true
      case "gAMA":
        let value = Double(FileBytes(Array(part)).number(0, 4) ?? 45455) / 100_000
        if abs(value - 0.45455) > 0.001 { gamma = value }
      case "eXIf": orientation = Self.orientation(Array(part)) ?? orientation
      default: break
      }
      place += 12 + length
    }
    if isStandard { gamma = nil }
  }

  /// The orientation in a block of EXIF.
  ///
  /// - Source: TIFF 6.0, section 2; the tag 274.
  private static func orientation(_ block: [UInt8]) -> Int? {
    let isLittle = block.starts(with: Array("II".utf8))
    guard isLittle || block.starts(with: Array("MM".utf8)) else { return nil }
    let bytes = FileBytes(block, isLittle: isLittle)
    guard let start = bytes.number(4, 4), let count = bytes.number(start, 2) else { return nil }
    for entry in 0..<count {
      let place = start + 2 + 12 * entry
      guard let tag = bytes.number(place, 2) else { return nil }
      if tag == 274 {
        return bytes.number(place + 8, 2).flatMap { (1...8).contains($0) ? $0 : nil }
      }
    }
    return nil
  }

  /// The description of a colour profile.
  ///
  /// - Source: ICC.1:2022, sections 7.3 and 10.15; the older description by ICC.1:2001.
  private static func profileName(_ profile: [UInt8]) -> String? {
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

  /// A whole number of two or four bytes.
  func number(_ place: Int, _ count: Int) -> Int? {
    guard let part = slice(place, count) else { return nil }
    return (isLittle ? part.reversed() : Array(part)).reduce(0) { $0 << 8 | Int($1) }
  }

  func text(_ place: Int, _ count: Int) -> String? {
    slice(place, count).map { String(decoding: $0, as: UTF8.self) }
  }
}
