import Foundation
import TestSupport
import Testing

@Suite(
  "Work that lies in another folder",
  .enabled(if: Program.isBuilt, "the program is not beside the tests"), .serialized)
struct WorkPlacesTests {
  private let desk: Desk

  init() throws {
    desk = try Desk()
    for name in ["a b", "other"] {
      try FileManager.default.createDirectory(
        at: desk.folder.appendingPathComponent(name), withIntermediateDirectories: true)
    }
  }

  /// What the program says in one of the folders.
  private func say(_ command: String, in folder: String) throws -> String {
    let answer = try Program.shell("cd '\(folder)' && \"$0\" \(command)", in: desk.folder)
    return String(decoding: answer.output, as: UTF8.self)
  }

  private func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: desk.folder.appendingPathComponent(path).path)
  }

  @Test("answers are found from another folder, and no second copy is made there")
  func answers() throws {
    let page = "workspace/01-mother-wavelet.md"
    #expect(try say("check 1 ramp", in: "a b").contains(" at \(page):"))
    #expect(exists("a b/\(page)"))
    let place = desk.folder.appendingPathComponent("a b").standardizedFileURL.path
    #expect(try say("check 1 ramp", in: "other").contains(" at \(place)/\(page):"))
    #expect(try say("exercises --json", in: "other").contains("a b"))
    #expect(try say("watch 1 --once", in: "other").contains("watching \(place)/\(page)"))
    #expect(!exists("other/workspace"))
    // A folder that is named, and copies in the current one, are meant.
    #expect(try say("check 1 ramp --workspace workspace", in: "other").contains(" at \(page):"))
    #expect(exists("other/\(page)"))
    #expect(try say("check 1 ramp", in: "a b").contains(" at \(page):"))
    try FileManager.default.removeItem(at: desk.folder.appendingPathComponent("a b/workspace"))
    try FileManager.default.removeItem(at: desk.folder.appendingPathComponent("other/workspace"))
    #expect(try say("check 1 ramp", in: "other").contains(" at \(page):"))
    #expect(exists("other/\(page)"))
  }

  @Test("the map names the folder in which answers and reports lie, and how to get there")
  func map() throws {
    _ = try say("check 1 ramp", in: "a b")
    _ = try say("chapter 1 --preset smoke", in: "a b")
    let place = desk.folder.appendingPathComponent("a b").standardizedFileURL.path
    let here = try say("map", in: "a b")
    #expect(here.contains("report: reports/chapter-1/README.md") && !here.contains("cd "))
    let way = "Work of yours lies in another folder: `cd '\(place)'` goes there"
    let there = try say("map", in: "other").split(whereSeparator: \.isWhitespace).joined(
      separator: " ")
    #expect(there.contains("report: \(place)/reports/chapter-1/README.md"))
    #expect(there.matches(of: /lies in another folder/).count == 1 && there.contains(way))
    try FileManager.default.removeItem(at: desk.folder.appendingPathComponent("a b"))
    let gone = try say("map", in: "other")
    #expect(!gone.contains("report:") && !gone.contains("cd "))
  }

  @Test("the lessons themselves are no folder of answers")
  func lessons() throws {
    let lessons = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("lessons").path
    _ = try say("watch 1 --once --workspace '\(lessons)'", in: "a b")
    #expect(try say("check 1 ramp", in: "other").contains(" at workspace/01-mother-wavelet.md:"))
  }
}
