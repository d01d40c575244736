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

  @Test("a folder with one generator gives it in its direction, or where none is asked for")
  func single() throws {
    try FileManager.default.createDirectory(
      at: folder.place("one"), withIntermediateDirectories: true)
    let place = folder.place("one/G_B.safetensors")
    try pair.ba.safetensors().write(to: place)
    let path = folder.path("one")
    #expect(try ModelFile(path: path).url.lastPathComponent == "G_B.safetensors")
    #expect(try ModelFile(path: path, direction: .ba).url.lastPathComponent == "G_B.safetensors")
    let error = ModelFileError.otherDirection(
      folder.place("one").relativePath, found: "G_B.safetensors")
    #expect(throws: error) { try ModelFile(path: path, direction: .ab) }
    try FileManager.default.moveItem(at: place, to: folder.place("one/latest_net_G.pth"))
    for direction in [nil, Direction.ab, .ba] {
      let found = try ModelFile(path: path, direction: direction)
      #expect(found.url.lastPathComponent == "latest_net_G.pth")
      #expect(try found.generator().architecture == pair.architecture)
    }
  }

  @Test("the only sub-folder with generators is taken")
  func subfolder() throws {
    let found = try ModelFile(path: folder.url.path, direction: .ba)
    #expect(found.url.path.hasSuffix("/pair/G_B.safetensors"))
    try folder.writePair("other")
    #expect(throws: GeneratorPairError.severalFolders(folder.url.relativePath, ["other", "pair"])) {
      try ModelFile(path: folder.url.path)
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
    try FileManager.default.createDirectory(
      at: folder.place("empty"), withIntermediateDirectories: true)
    let empty = folder.place("empty")
    #expect(throws: GeneratorPairError.noGenerators(empty.relativePath)) {
      try ModelFile(path: empty.path)
    }
    try folder.write("no model", to: "notes.txt")
    let notes = try ModelFile(path: folder.path("notes.txt"))
    #expect(throws: (any Error).self) { try notes.generator() }
  }
}
