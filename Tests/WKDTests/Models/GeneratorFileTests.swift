import Foundation
import Testing
import Torch
import WKD

@Suite struct GeneratorFileTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func weights(width: Int = 2, blocks: Int = 1) throws -> [String: Tensor] {
    try ResNetGenerator(
      .init(baseWidth: width, blocks: blocks), weights: randomWeights(seed: 1)
    ).safetensors().tensors
  }

  private func write(_ tensors: [String: Tensor], as name: String = "G.safetensors") throws -> URL {
    let url = folder.url.appendingPathComponent(name)
    try Safetensors(tensors).write(to: url)
    return url
  }

  @Test(
    "PyTorch's state dicts answer as PyTorch: plain, old and data-parallel, with dropout",
    arguments: ["generator.pth", "generator-old.pth", "generator-dropout.pth"])
  func pyTorch(name: String) throws {
    let golden = try Golden.tensors("models/answer")
    let generator = try ResNetGenerator(contentsOf: Golden.url("models/\(name)"))
    #expect(generator.architecture == .init(baseWidth: 2, blocks: 1))
    let answer = generator(try #require(golden["image"]))
    // Single precision through six layers with weights of deviation 0.3.
    #expect(largestDifference(answer, try #require(golden["answer"])) < 1e-5)
  }

  @Test("keys and shapes alone tell the size", arguments: [(3, 0), (4, 2), (1, 11)])
  func size(width: Int, blocks: Int) throws {
    let tensors = try weights(width: width, blocks: blocks)
    let generator = try ResNetGenerator(contentsOf: write(tensors))
    #expect(generator.architecture == .init(baseWidth: width, blocks: blocks))
    #expect(generator.parameters.allSatisfy { tensors[$0.key]?.bytes == $0.tensor.bytes })
  }

  @Test("other networks are called what they are")
  func others() throws {
    let whole = try weights()
    let cases: [([String: Tensor], (String) -> GeneratorFileError)] = [
      (
        Dictionary(
          uniqueKeysWithValues: try PatchDiscriminator(
            .init(baseWidth: 4), weights: randomWeights(seed: 1)
          ).parameters.map { ($0.key, $0.tensor) }), { .discriminator($0) }
      ),
      (["model.model.0.weight": Tensor.zeros([64, 3, 4, 4])], { .unet($0) }),
      (["hidden.weight": Tensor.zeros([4, 4])], { .unknownNetwork($0) }),
      (
        whole.merging(["model.1.weight": Tensor.zeros([2, 1, 7, 7])]) { $1 },
        { .inputChannels($0, 1) }
      ),
      (
        whole.merging(["model.18.weight": Tensor.zeros([1, 2, 7, 7])]) { $1 },
        { .outputChannels($0, 1) }
      ),
      (whole.merging(["model.2.weight": Tensor.ones([2])]) { $1 }, { .affineNorm($0) }),
      (
        whole.merging(["model.10.conv_block.0.weight": Tensor.zeros([8, 8, 3, 3])]) { $1 },
        { .padding($0) }
      ),
      (
        whole.merging(["model.30.weight": Tensor.zeros([1])]) { $1 },
        { .unknownKey($0, "model.30.weight") }
      ),
    ]
    for (tensors, error) in cases {
      let url = try write(tensors)
      let wanted = error(url.relativePath)
      #expect(throws: wanted) { try ResNetGenerator(contentsOf: url) }
      #expect(wanted.description.contains(": give "))
    }
  }

  @Test("a missing tensor is named")
  func missing() throws {
    var tensors = try weights()
    tensors["model.4.bias"] = nil
    let url = try write(tensors)
    #expect(throws: WeightsError.missing(key: "model.4.bias")) {
      try ResNetGenerator(contentsOf: url)
    }
  }

  @Test("a folder gives its own names first, then the reference's latest, then its last epoch")
  func folders() throws {
    #expect(throws: GeneratorPairError.noPair(folder.url.relativePath)) {
      try GeneratorPair.files(in: folder.url)
    }
    let tensors = try weights()
    for (pair, found) in [
      (["9_net_G_A.pth", "9_net_G_B.pth"], "9_net_G_A.pth"),
      (["10_net_G_A.pth", "10_net_G_B.pth"], "10_net_G_A.pth"),
      (["11_net_G_A.pth"], "10_net_G_A.pth"),
      (["latest_net_G_A.pth", "latest_net_G_B.pth"], "latest_net_G_A.pth"),
      (["G_A.safetensors", "G_B.safetensors"], "G_A.safetensors"),
    ] {
      for name in pair { _ = try write(tensors, as: name) }
      #expect(try GeneratorPair.files(in: folder.url).ab.lastPathComponent == found)
    }
    #expect(try GeneratorPair(contentsOf: folder.url).architecture.blocks == 1)
    let nowhere = URL(fileURLWithPath: "/nowhere/at/all")
    #expect(throws: GeneratorPairError.noFolder(nowhere.path)) {
      try GeneratorPair(contentsOf: nowhere)
    }
  }

  @Test("a pair survives encoding bit by bit, and other data is refused")
  func coding() throws {
    let pair = GeneratorPair(
      ab: try ResNetGenerator(.init(baseWidth: 2, blocks: 1), weights: randomWeights(seed: 1)),
      ba: try ResNetGenerator(.init(baseWidth: 2, blocks: 1), weights: randomWeights(seed: 2)))
    let copy = try JSONDecoder().decode(
      GeneratorPair.self, from: try JSONEncoder().encode(pair))
    #expect(copy.summary == pair.summary)
    let single = try JSONEncoder().encode([pair.ab.safetensors().data])
    #expect(throws: SafetensorsError.self) {
      try JSONDecoder().decode(GeneratorPair.self, from: single)
    }
  }

  @Test("an image of any size keeps it, and one that needs no padding is translated as it is")
  func anySize() throws {
    let generator = try ResNetGenerator(
      .init(baseWidth: 2, blocks: 1), weights: randomWeights(seed: 1, deviation: 0.3))
    var random = SeededGenerator(seed: 2)
    for (height, width) in [(8, 8), (9, 8), (11, 13), (10, 31), (21, 12)] {
      let image = Tensor.normal([3, height, width], using: &random)
      #expect(generator.translate(image).shape == [3, height, width])
    }
    let image = Tensor.normal([3, 12, 16], using: &random)
    #expect(generator.translate(image).values == generator(image.expanded(at: 0))[0].values)
    // By hand: the column beyond the edge is the one before the last.
    let odd = image.slice(axis: 2, 0..<15)
    let mirrored = Tensor.concatenated([odd, odd.slice(axis: 2, 13..<14)], axis: 2)
    let wanted = generator(mirrored.expanded(at: 0))[0].slice(axis: 2, 0..<15)
    #expect(generator.translate(odd).values == wanted.values)
  }
}
