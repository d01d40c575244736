import Files
import Foundation
import Testing

/// A folder that is gone with this object.
final class Desk {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("files-tests-\(UUID().uuidString)", isDirectory: true)

  init() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func url(_ path: String) -> URL { folder.appendingPathComponent(path) }

  func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: url(path)), as: UTF8.self)
  }

  func write(_ text: String, _ path: String) throws {
    try FileManager.default.createDirectory(
      at: url(path).deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url(path))
  }

  /// All names, the hidden ones too.
  var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }
  }
}

@Suite("Files that are put in place together") struct StagedFilesTests {
  @Test("no file is seen before all are complete, and nothing else is left")
  func together() throws {
    let desk = try Desk()
    try desk.write("old", "a")
    let files = StagedFiles()
    try files.add(desk.url("a")) { Data("new".utf8) }
    try files.add(desk.url("b"), writing: { try Data("b".utf8).write(to: $0, options: .atomic) })
    #expect(try desk.text("a") == "old")
    #expect(try desk.names.filter { !$0.hasPrefix(".") } == ["a"])
    let hidden = try desk.names.filter { $0.hasPrefix(".") }
    #expect(hidden.count == 1)
    let facts = try FileManager.default.attributesOfItem(atPath: desk.url(hidden[0]).path)
    #expect((facts[.posixPermissions] as? NSNumber)?.intValue == 0o700)
    try files.commit()
    #expect(try desk.text("a") == "new" && desk.text("b") == "b")
    #expect(try desk.names == ["a", "b"])
  }

  @Test("what is not committed is gone")
  func dropped() throws {
    let desk = try Desk()
    var files: StagedFiles? = StagedFiles()
    try files?.add(desk.url("a")) { Data("new".utf8) }
    files = nil
    #expect(try desk.names.isEmpty)
  }

  @Test("what a killed process has left goes with the next file of the name; what is held stays")
  func leftovers() throws {
    let desk = try Desk()
    for name in [".a.partial-abcdef", ".b.partial-abcdef", ".a.partial-long-name", ".a.notes"] {
      try desk.write("x", "\(name)/a")
    }
    try desk.write("x", ".a.partial-123456")
    let held = StagedFiles()
    try held.add(desk.url("a")) { Data("first".utf8) }
    let files = StagedFiles()
    try files.add(desk.url("a")) { Data("second".utf8) }
    try files.commit()
    try held.commit()
    #expect(try desk.text("a") == "first")
    #expect(
      try desk.names == [".a.notes", ".a.partial-long-name", ".b.partial-abcdef", "a"])
  }

  @Test("a pipe and /dev/null take the bytes and are not replaced")
  func streams() throws {
    let desk = try Desk()
    #expect(mkfifo(desk.url("pipe").path, 0o600) == 0)
    let files = StagedFiles()
    try files.add(desk.url("pipe")) { Data("through".utf8) }
    try files.add(URL(fileURLWithPath: "/dev/null")) { Data("gone".utf8) }
    let reader = open(desk.url("pipe").path, O_RDONLY | O_NONBLOCK)
    defer { close(reader) }
    try files.commit()
    var bytes = [UInt8](repeating: 0, count: 20)
    let count = read(reader, &bytes, 20)
    #expect(String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self) == "through")
    #expect(URL(fileURLWithPath: "/dev/null").isStream && desk.url("pipe").isStream)
    #expect(try desk.names == ["pipe"])
  }

  @Test("a name of 255 bytes can be written")
  func longName() throws {
    let desk = try Desk()
    let name = String(repeating: "ä", count: 127) + "x"
    let files = StagedFiles()
    try files.add(desk.url(name)) { Data("x".utf8) }
    try files.commit()
    try AtomicFile.write(Data("y".utf8), to: desk.url(name))
    #expect(try desk.text(name) == "y")
    #expect(try desk.names == [name])
  }

  @Test("a folder in the way, and a folder that is not there, are told")
  func refusals() throws {
    let desk = try Desk()
    try desk.write("x", "folder/x")
    let files = StagedFiles()
    #expect(throws: StagingError.folder(desk.url("folder").relativePath)) {
      try files.add(desk.url("folder")) { Data() }
    }
    #expect(throws: StagingError.unwritable(desk.url("none/a").relativePath)) {
      try files.add(desk.url("none/a")) { Data() }
    }
  }
}

@Suite("Folders that are put in place whole") struct StagedFolderTests {
  private func fill(_ folder: StagedFolder, _ text: String) throws {
    try Data(text.utf8).write(to: folder.partial.appendingPathComponent("page"))
  }

  @Test("an older folder stays until the new one is there, and nothing else is left")
  func replaced() throws {
    let desk = try Desk()
    try desk.write("old", "report/page")
    try desk.write("old", "report/more/figure")
    let folder = StagedFolder?.some(try StagedFolder(for: desk.url("report")))
    try fill(folder!, "new")
    #expect(try desk.text("report/page") == "old")
    try folder!.commit()
    #expect(try desk.text("report/page") == "new")
    #expect(desk.url("report/more").isFolder == nil)
    let facts = try FileManager.default.attributesOfItem(atPath: desk.url("report").path)
    #expect((facts[.posixPermissions] as? NSNumber)?.intValue != 0o700)
  }

  @Test("nothing is left of a folder that is dropped, and the one above is made")
  func dropped() throws {
    let desk = try Desk()
    do {
      let folder = try StagedFolder(for: desk.url("deep/report"))
      try fill(folder, "new")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: desk.url("deep").path).isEmpty)
    do {
      let folder = try StagedFolder(for: desk.url("deep/report"))
      try fill(folder, "new")
      try folder.commit()
    }
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: desk.url("deep").path) == ["report"])
  }

  @Test("an old folder that a killed process had moved aside comes back")
  func rescued() throws {
    let desk = try Desk()
    try desk.write("old", ".report.partial-abcdef/old/page")
    try desk.write("half", ".report.partial-abcdef/new/page")
    _ = try StagedFolder(for: desk.url("report"))
    #expect(try desk.text("report/page") == "old")
    #expect(try desk.names == ["report"])
    // It takes the place of nothing that has come meanwhile.
    try desk.write("older", ".report.partial-abcdef/old/page")
    _ = try StagedFolder(for: desk.url("report"))
    #expect(try desk.text("report/page") == "old")
  }
}
