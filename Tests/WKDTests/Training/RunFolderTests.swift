import Foundation
import Testing
import Torch
import WKD

@Suite struct RunFolderTests {
  @Test("what is wrong with a folder is said without an option of any program")
  func errors() {
    let errors: [RunFolderError] = [
      .foreign("a"), .busy("a"), .unreadable("a"), .unwritable("a"),
      .changed("a", ["seed was 1, now 2"]), .damaged("a", previous: "b"),
      .damaged("a", previous: nil),
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

  @Test("the checkpoint before the last one is kept, and takes over from a damaged one")
  func previous() throws {
    let place = try TemporaryFolder().url.appendingPathComponent("run")
    let run = try RunFolder(place)
    let checkpoint = { (value: Double) in Safetensors(["x": Tensor.full([2], value: value)]) }
    let value = { try run.checkpoint()?.tensors["x"]?.values[0] }
    try run.save(checkpoint(1))
    #expect(
      !FileManager.default.fileExists(
        atPath: place.appendingPathComponent(RunFolder.previousName).path))
    for step in 2...4 {
      try run.save(checkpoint(Double(step)))
      let previous = try Safetensors(
        contentsOf: place.appendingPathComponent(RunFolder.previousName))
      #expect(try value() == Double(step) && previous.tensors["x"]?.values[0] == Double(step - 1))
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: place.path)
    #expect(Set(names) == [".lock", RunFolder.checkpointName, RunFolder.previousName])
    let (last, previous) = (
      place.appendingPathComponent(RunFolder.checkpointName),
      place.appendingPathComponent(RunFolder.previousName)
    )
    try Data("half".utf8).write(to: last)
    #expect(throws: RunFolderError.damaged(last.path, previous: previous.path)) { try value() }
    try FileManager.default.removeItem(at: last)
    try FileManager.default.moveItem(at: previous, to: last)
    #expect(try value() == 3)
  }
}
