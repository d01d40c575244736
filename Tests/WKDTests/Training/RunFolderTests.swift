import Foundation
import Testing
import Torch
import WKD

@Suite struct RunFolderTests {
  @Test("what is wrong with a folder is said without an option of any program")
  func errors() {
    let errors: [RunFolderError] = [
      .foreign("a"), .busy("a"), .unreadable("a"), .unwritable("a"),
      .changed("a", ["seed was 1, now 2"]),
    ]
    for error in errors {
      #expect(!error.description.contains("--"))
      // A program adds its option where another folder helps, and nowhere else.
      #expect(error.description.contains("choose another folder") == error.asksForAnotherFolder)
    }
  }

  @Test("a folder of something else, a held one, and other settings are refused")
  func refusals() throws {
    let folder = try TemporaryFolder()
    let place = folder.url
    let stranger = place.appendingPathComponent("stranger")
    try FileManager.default.createDirectory(at: stranger, withIntermediateDirectories: true)
    try Data().write(to: stranger.appendingPathComponent("thesis.tex"))
    #expect(throws: RunFolderError.foreign(stranger.path)) { try RunFolder(stranger) }

    let run = place.appendingPathComponent("run")
    let held = try RunFolder(run)
    try held.begin(["seed": 1])
    try held.begin(["seed": 1])
    #expect(throws: RunFolderError.changed(run.path, ["seed was 1, now 2"])) {
      try held.begin(["seed": 2])
    }
    #expect(throws: RunFolderError.busy(run.path)) { try RunFolder(run) }
    let checkpoint = try held.checkpoint()
    #expect(checkpoint == nil)

    let file = place.appendingPathComponent("file")
    try Data().write(to: file)
    #expect(throws: RunFolderError.unwritable(file.path)) { try RunFolder(file) }
  }
}
