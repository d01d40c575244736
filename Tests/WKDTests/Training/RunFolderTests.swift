import Foundation
import Testing
import Torch
import WKD

@Suite struct RunFolderTests {
  @Test("what is wrong with a folder is said without an option of any program")
  func errors() {
    let errors: [RunFolderError] = [
      .foreign("a"), .busy("a"), .unreadable("a"), .unwritable("a"), .file("a"),
      .changed("a", ["seed was 1, now 2"]), .damaged("a", previous: "b"),
      .damaged("a", previous: nil), .gone("a"), .ofAnotherRun("a"), .lostLines("a"),
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
    #expect(throws: RunFolderError.file(file.path)) { try RunFolder(file) }
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

  @Test("a changed bit anywhere in a checkpoint is noticed, whatever it decides")
  func flippedBits() throws {
    let place = try TemporaryFolder().url.appendingPathComponent("run")
    let run = try RunFolder(place)
    try run.begin(["seed": 1])
    let weights = Tensor([1.0, 2, 3], type: .float32)
    try run.save(Safetensors(["0.x": weights], metadata: ["position": #"{"step":12}"#]))
    let file = place.appendingPathComponent(RunFolder.checkpointName)
    let bytes = try Data(contentsOf: file)
    for index in bytes.indices {
      for bit in 0..<8 {
        var changed = bytes
        changed[index] ^= 1 << bit
        try changed.write(to: file)
        // A blank that pads the header is all that may change without a meaning.
        let found = try? run.checkpoint()
        #expect(
          found == nil
            || found?.tensors["0.x"]?.values == weights.values
              && found?.metadata["position"] == #"{"step":12}"#,
          "bit \(bit) of byte \(index)")
      }
    }
  }

  @Test("a checkpoint of a run with other settings is refused, of one with more steps taken")
  func anotherRun() throws {
    struct Settings: Codable {
      struct Plan: Codable {
        var schedule: [String: Int]
        var seed: Int
      }
      var plan: Plan
    }
    let folder = try TemporaryFolder()
    let begun = { (name: String, steps: Int, seed: Int) throws -> RunFolder in
      let run = try RunFolder(folder.url.appendingPathComponent(name))
      try run.begin(Settings(plan: .init(schedule: ["steps": steps], seed: seed)))
      return run
    }
    let checkpoint = Safetensors(["x": Tensor.zeros([2])])
    let first = try begun("a", 10, 1)
    try first.save(checkpoint)
    let path = { (run: RunFolder) in run.url.appendingPathComponent(RunFolder.checkpointName) }
    for (name, steps, seed, isTaken) in [("b", 20, 1, true), ("c", 10, 2, false)] {
      let other = try begun(name, steps, seed)
      try FileManager.default.copyItem(at: path(first), to: path(other))
      if isTaken {
        #expect(try other.checkpoint() != nil)
      } else {
        #expect(throws: RunFolderError.ofAnotherRun(path(other).path)) { try other.checkpoint() }
      }
    }
    // An earlier version wrote no name.
    try checkpoint.write(to: path(first))
    #expect(try first.checkpoint() != nil)
  }

  @Test(
    "a folder that is removed, moved or replaced while it is held is told, and nothing is made anew"
  )
  func gone() throws {
    let folder = try TemporaryFolder()
    let files = FileManager.default
    let checkpoint = Safetensors(["x": Tensor.zeros([2])])
    for change in ["removed", "moved", "replaced", "emptied"] {
      let place = folder.url.appendingPathComponent(change)
      let run = try RunFolder(place)
      try run.begin(["seed": 1])
      try run.save(checkpoint)
      var other: RunFolder?
      switch change {
      case "moved": try files.moveItem(at: place, to: folder.url.appendingPathComponent("away"))
      case "replaced":
        try files.removeItem(at: place)
        other = try RunFolder(place)
        try other?.begin(["seed": 2])
      case "emptied":
        try files.removeItem(at: place)
        try files.createDirectory(at: place, withIntermediateDirectories: true)
      default: try files.removeItem(at: place)
      }
      let before = try? files.contentsOfDirectory(atPath: place.path).sorted()
      #expect(throws: RunFolderError.gone(place.path), "\(change)") { try run.save(checkpoint) }
      #expect(throws: RunFolderError.gone(place.path), "\(change)") {
        try run.replace("samples/step-1.png", with: Data())
      }
      #expect((try? files.contentsOfDirectory(atPath: place.path).sorted()) == before)
      _ = other
    }
  }
}
