import Foundation
import Testing
import WKD
import Workbench

/// Files by Pillow, made by `scripts/make-audit-golden.py`.
enum AuditGolden {
  static let folder = Asset.folder.deletingLastPathComponent()
    .appendingPathComponent("Tests/WKDTests/Golden/audit")

  static func file(_ name: String) -> URL { folder.appendingPathComponent(name) }
}

@Suite struct PictureHeaderTests {
  private func header(_ name: String) throws -> PictureHeader {
    PictureHeader([UInt8](try Data(contentsOf: AuditGolden.file(name))))
  }

  @Test("the quality by which Pillow wrote a JPEG is read back", arguments: [30, 75, 95])
  func quality(quality: Int) throws {
    let found = try #require(try header("q\(quality).jpg").quality)
    #expect(found.value == quality && found.isExact)
  }

  @Test("tables of another program have the nearest quality, and are told apart")
  func foreign() throws {
    let found = try #require(try header("foreign.jpg").quality)
    // By Pillow's tables of all qualities, 92 has the smallest sum of differences.
    #expect(found.value == 92 && !found.isExact)
  }

  @Test("every quality of libjpeg is told from its neighbours, as far as the tables differ")
  func allQualities() throws {
    for quality in 1...100 {
      let table = [0] + JPEGQuality.table(quality: quality).map { UInt8($0) }
      let found = try #require(JPEGQuality(tables: table[...]))
      #expect(found.isExact)
      #expect(JPEGQuality.table(quality: found.value) == JPEGQuality.table(quality: quality))
    }
    #expect(JPEGQuality(tables: [0, 1, 2]) == nil)
  }

  @Test(
    "profile, inks and losses are those that Pillow wrote",
    arguments: [
      ("turned.jpg", ImageHeader.Format.jpeg, false, false, false),
      ("q75.jpg", .jpeg, false, false, false), ("grey.jpg", .jpeg, false, false, false),
      ("profile.jpg", .jpeg, true, false, false), ("turned.png", .png, false, false, true),
      ("turned.webp", .webp, true, false, false), ("lossy.webp", .webp, false, false, false),
      ("once.webp", .webp, false, false, true), ("turned.tif", .tiff, true, false, true),
      ("turned-big.tif", .tiff, true, false, true), ("inks.tif", .tiff, false, true, true),
      ("jpeg.tif", .tiff, false, false, false), ("once.tif", .tiff, false, false, true),
    ])
  func facts(
    name: String, format: ImageHeader.Format, hasProfile: Bool, hasInks: Bool, isLossless: Bool
  ) throws {
    let found = try header(name)
    #expect(found.format == format && found.depth == 8)
    #expect((found.profile?.contains("XYZ identity built-in") ?? false) == hasProfile)
    #expect(found.hasInks == hasInks && found.isLossless == isLossless)
  }

  @Test(
    "the turn is that which Pillow wrote, in every format",
    arguments: [
      ("turned.jpg", 6), ("turned.png", 6), ("turned.webp", 6), ("turned.tif", 6),
      ("turned-big.tif", 6), ("q75.jpg", 1), ("once.webp", 1), ("once.tif", 1),
    ])
  func orientation(name: String, number: Int) throws {
    #expect(try ImageFile.header(of: AuditGolden.file(name)).orientation == number)
  }

  @Test("files that are cut anywhere, or changed in any byte of their head, do no harm")
  func hostile() throws {
    let names = [
      "turned.jpg", "profile.jpg", "turned.png", "turned.webp", "turned.tif", "turned-big.tif",
    ]
    for name in names {
      let bytes = [UInt8](try Data(contentsOf: AuditGolden.file(name)))
      for count in 0..<min(bytes.count, 700) { _ = PictureHeader(Array(bytes[..<count])) }
      for place in 0..<min(bytes.count, 300) {
        for value in [0, 1, 127, 255] as [UInt8] {
          var changed = bytes
          changed[place] = value
          _ = PictureHeader(changed)
        }
      }
    }
  }
}
