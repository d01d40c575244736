import Files
import Foundation
import Testing

@Suite("Scratch folders")
struct ScratchFolderTests {
  private let parent = FileManager.default.temporaryDirectory
    .appendingPathComponent("scratch-tests-\(UUID().uuidString)", isDirectory: true)

  private func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: parent.path)
  }

  @Test("a scratch folder is the user's alone, is gone afterwards, and never the same")
  func private_() throws {
    defer { try? FileManager.default.removeItem(at: parent) }
    var seen: Set<String> = []
    for _ in 0..<20 {
      try withScratchFolder("work", in: parent) { folder in
        let facts = try FileManager.default.attributesOfItem(atPath: folder.path)
        #expect((facts[.posixPermissions] as? NSNumber)?.intValue == 0o700)
        #expect(!folder.lastPathComponent.contains("\(ProcessInfo.processInfo.processIdentifier)-"))
        seen.insert(folder.lastPathComponent)
        try Data().write(to: folder.appendingPathComponent("file"))
      }
    }
    #expect(seen.count == 20)
    #expect(try names().isEmpty)
  }

  @Test("a scratch folder goes when the work in it fails")
  func failure() throws {
    defer { try? FileManager.default.removeItem(at: parent) }
    struct Slip: Error {}
    #expect(throws: Slip.self) { try withScratchFolder("work", in: parent) { _ in throw Slip() } }
    #expect(try names().isEmpty)
  }

  @Test("leftovers of killed processes go; those that are in use, and other files, stay")
  func leftovers() throws {
    defer { try? FileManager.default.removeItem(at: parent) }
    let files = FileManager.default
    for name in ["work-aaaaaa", "work-notes", "other-aaaaaa"] {
      try files.createDirectory(
        at: parent.appendingPathComponent(name), withIntermediateDirectories: true)
    }
    try withScratchFolder("work", in: parent) { outer in
      try withScratchFolder("work", in: parent) { inner in
        #expect(outer.isFolder == true)
        #expect(inner != outer)
      }
    }
    #expect(try Set(names()) == ["work-notes", "other-aaaaaa"])
  }

  @Test("a place that cannot be written to is named")
  func unwritable() throws {
    try Data().write(to: parent)
    defer { try? FileManager.default.removeItem(at: parent) }
    #expect(throws: StagingError.unwritable(parent.path)) {
      try withScratchFolder("work", in: parent) { _ in }
    }
  }
}
