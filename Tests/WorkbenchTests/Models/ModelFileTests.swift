import Foundation
import Testing
import Torch
import WKD
import Workbench

@Suite struct ModelFileTests {
  private let folder: TemporaryFolder
  private let pair: GeneratorPair

  init() throws {
    folder = try TemporaryFolder()
    pair = try folder.writePair()
  }

  @Test("a folder gives the generator of a direction, a file its own")
  func directions() throws {
    let path = folder.path("pair")
    for (file, wanted) in [
      (try ModelFile(path: path), pair.ab), (try ModelFile(path: path, direction: .ab), pair.ab),
      (try ModelFile(path: path, direction: .ba), pair.ba),
      (try ModelFile(path: path + "/G_B.safetensors"), pair.ba),
    ] {
      let found = try file.generator()
      #expect(found.architecture == wanted.architecture)
      #expect(found.safetensors().data == wanted.safetensors().data)
    }
  }

  @Test("what is no model is refused, each in its own way")
  func refused() throws {
    let missing = folder.path("none")
    #expect(throws: ModelFileError.missing(missing)) { try ModelFile(path: missing) }
    let file = folder.path("pair/G_A.safetensors")
    #expect(throws: ModelFileError.directionOfFile(file)) {
      try ModelFile(path: file, direction: .ab)
    }
    #expect(throws: GeneratorPairError.self) { try ModelFile(path: folder.url.path) }
    try folder.write("no model", to: "notes.txt")
    let notes = try ModelFile(path: folder.path("notes.txt"))
    #expect(throws: (any Error).self) { try notes.generator() }
  }
}
