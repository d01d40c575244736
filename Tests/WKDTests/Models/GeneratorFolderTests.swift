import Foundation
import Testing
import Torch
import WKD

@Suite struct GeneratorFolderTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func write(_ paths: String...) throws {
    let generator = try ResNetGenerator(
      .init(baseWidth: 2, blocks: 1), weights: randomWeights(seed: 1))
    for path in paths {
      let url = folder.url.appendingPathComponent(path)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try generator.safetensors().write(to: url)
    }
  }

  @Test("a folder gives its own names first, then the reference's latest, then its last epoch")
  func names() throws {
    #expect(throws: GeneratorPairError.noGenerators(folder.url.relativePath)) {
      try GeneratorPair.files(in: folder.url)
    }
    for (pair, found) in [
      (["9_net_G_A.pth", "9_net_G_B.pth"], "9_net_G_A.pth"),
      (["010_net_G_A.pth", "010_net_G_B.pth"], "010_net_G_A.pth"),
      (["11_net_G_A.pth"], "010_net_G_A.pth"),
      (["latest_net_G_A.pth", "latest_net_G_B.pth"], "latest_net_G_A.pth"),
      (["latest_net_G.pth"], "latest_net_G_A.pth"),
      (["G_A.pt", "G_B.pt"], "G_A.pt"),
      (["G_A.safetensors", "G_B.safetensors"], "G_A.safetensors"),
    ] {
      for name in pair { try write(name) }
      #expect(try GeneratorPair.files(in: folder.url).ab.lastPathComponent == found)
    }
    #expect(try GeneratorPair(contentsOf: folder.url).architecture.blocks == 1)
    let nowhere = URL(fileURLWithPath: "/nowhere/at/all")
    let file = try Golden.url("grey.png")
    #expect(throws: GeneratorPairError.file(file.relativePath)) { try GeneratorFolder(file) }
    #expect(throws: GeneratorPairError.noFolder(nowhere.path)) {
      try GeneratorPair(contentsOf: nowhere)
    }
  }

  @Test("a single generator is found, and named where both are needed")
  func single() throws {
    for name in ["latest_net_G.pth", "G_B.safetensors", "200_net_G_A.pth"] {
      let alone = try TemporaryFolder()
      try Data().write(to: alone.url.appendingPathComponent(name))
      let found = try GeneratorFolder(alone.url)
      #expect(found.single?.lastPathComponent == name)
      #expect(
        (found.ab != nil) == name.contains("G_A") && (found.ba != nil) == name.contains("G_B"))
      #expect(throws: GeneratorPairError.noPair(alone.url.relativePath, found: name)) {
        try GeneratorPair.files(in: alone.url)
      }
    }
  }

  @Test("the only sub-folder with generators is taken, several are named")
  func subfolders() throws {
    try write("run/wavelet/best/G_A.safetensors", "run/wavelet/best/G_B.safetensors")
    try FileManager.default.createDirectory(
      at: folder.url.appendingPathComponent("run/samples"), withIntermediateDirectories: true)
    let run = folder.url.appendingPathComponent("run")
    #expect(try GeneratorFolder(run).url.path.hasSuffix("run/wavelet/best"))
    try write("run/wavelet/G_A.safetensors", "run/wavelet/G_B.safetensors")
    #expect(try GeneratorPair.files(in: run).ba.path.hasSuffix("run/wavelet/G_B.safetensors"))
    try write("run/l1/G_A.safetensors", "run/l1/G_B.safetensors")
    #expect(throws: GeneratorPairError.severalFolders(run.relativePath, ["l1", "wavelet"])) {
      try GeneratorFolder(run)
    }
    try write("run/G_A.safetensors", "run/G_B.safetensors")
    #expect(try GeneratorFolder(run).url.path.hasSuffix("/run"))
  }
}
