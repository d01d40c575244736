import Console
import Files
import Foundation
import Testing

@Suite struct OutputPlacesTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    for name in ["read/deep", "other"] {
      try FileManager.default.createDirectory(
        at: folder.appendingPathComponent(name), withIntermediateDirectories: true)
    }
    for name in ["read/a", "read/deep/b", "other/c", "d"] {
      try Data("x".utf8).write(to: url(name))
    }
  }

  private func url(_ name: String) -> URL { folder.appendingPathComponent(name) }

  private func link(_ name: String, to target: String, hard: Bool = false) throws {
    let files = FileManager.default
    if hard {
      try files.linkItem(at: url(target), to: url(name))
    } else {
      try files.createSymbolicLink(at: url(name), withDestinationURL: url(target))
    }
  }

  /// The error that writing over `place` gives while `input` is read.
  private func error(_ input: String, _ place: String) -> StagingError? {
    do {
      try refuseReplacing([url(input)], by: [url(place)])
      return nil
    } catch {
      return error as? StagingError
    }
  }

  @Test("a file that is read is not replaced, by whatever name")
  func files() throws {
    try link("soft", to: "d")
    try link("softer", to: "soft")
    try link("hard", to: "d", hard: true)
    try link("folder", to: "read")
    defer { try? FileManager.default.removeItem(at: folder) }
    for name in ["d", "./d", "read/../d", "soft", "softer", "hard"] {
      #expect(error("d", name) == .input(url(name).relativePath), "\(name)")
      #expect(error(name, "d") == .input(url("d").relativePath), "\(name)")
    }
    #expect(error("read/a", "folder/a") != nil)
    #expect(error("d", "other/c") == nil)
    #expect(error("d", "new") == nil)
  }

  @Test("no file in a folder that is read is replaced; new ones may be written there")
  func folders() throws {
    try link("soft", to: "read/a")
    try link("read/outwards", to: "other/c")
    try link("hard", to: "read/a", hard: true)
    try link("folder", to: "read")
    defer { try? FileManager.default.removeItem(at: folder) }
    for input in ["read", "folder", "read/deep/.."] {
      for name in ["read/a", "read/deep/../a", "folder/a", "soft", "hard", "read/outwards"] {
        #expect(error(input, name) != nil, "\(input), \(name)")
      }
      for name in ["read/new", "read/deep/new", "read/deep/b", "d", "read/deep"] {
        #expect(error(input, name) == nil, "\(input), \(name)")
      }
    }
    let found = try #require(error("read", "read/a"))
    #expect("\(found)".contains("belongs to"))
  }

  @Test("a name ends as its format does, in letters of any size")
  func endings() throws {
    for name in ["a.png", "a.PNG", "x.y.png"] { try OutputFormat.png.check(url(name)) }
    for name in ["a.jpg", "a", "png", ".png", "a.png.bak"] {
      #expect(throws: StagingError.self) { try OutputFormat.png.check(url(name)) }
    }
    let error = StagingError.ending("a.jpg", format: "PNG", ending: "png")
    #expect("\(error)" == "a.jpg would hold PNG: give a name that ends in .png")
    #expect(exitStatus(of: error) == 2)
  }
}
