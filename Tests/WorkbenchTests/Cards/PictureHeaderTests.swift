import Foundation
import Testing

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

  @Test("orientation, profile and channels are those that Pillow wrote")
  func facts() throws {
    #expect(try header("turned.jpg").orientation == 6)
    #expect(try header("turned.png").orientation == 6)
    #expect(try header("q75.jpg").orientation == 1)
    #expect(try header("profile.jpg").profile?.contains("XYZ identity built-in") == true)
    #expect(try header("q75.jpg").profile == nil)
    #expect(try header("grey.jpg").channels == 1)
    #expect(try header("q75.jpg").channels == 3)
    #expect(try header("q75.jpg").format == .jpeg)
    #expect(try header("turned.png").format == .png)
  }

  @Test("files that are cut anywhere, or changed in any byte of their head, do no harm")
  func hostile() throws {
    for name in ["turned.jpg", "profile.jpg", "turned.png"] {
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
