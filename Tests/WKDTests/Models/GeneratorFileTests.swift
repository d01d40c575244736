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
      (
        ["hidden.weight": Tensor.zeros([4, 4])], { .unknownNetwork($0, keys: ["hidden.weight"]) }
      ),
      (["model.1.weight": Tensor.zeros([0, 3, 7, 7])], { .noChannels($0) }),
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

  @Test("a missing tensor is named, with the file")
  func missing() throws {
    var tensors = try weights()
    tensors["model.4.bias"] = nil
    let url = try write(tensors)
    let error = WeightsFileError.unfit(url.relativePath, .missing(key: "model.4.bias"))
    #expect(throws: error) { try ResNetGenerator(contentsOf: url) }
    #expect(error.description.hasPrefix(url.relativePath))
  }

  @Test("numbers that are not finite are refused", arguments: [Double.nan, .infinity, -.infinity])
  func notFinite(value: Double) throws {
    var tensors = try weights()
    tensors["model.7.bias"] = Tensor(
      [0, 1, 2, value, 4, 5, 6, 7], shape: [8], type: .float32)
    let url = try write(tensors)
    #expect(throws: WeightsFileError.unfit(url.relativePath, .notFinite(key: "model.7.bias"))) {
      try ResNetGenerator(contentsOf: url)
    }
  }

  @Test(
    "a generator is found at any level of a file",
    arguments: [
      "", "module.model.", "_orig_mod.model.", "netG.model.", "state_dict.model.",
      "model_state_dict.netG_A.module.model.", "generator._orig_mod.model.", "net.", "G_A.model.",
    ])
  func levels(level: String) throws {
    let tensors = try weights()
    let wrapped = Dictionary(
      uniqueKeysWithValues: tensors.map { (level + $0.key.dropFirst("model.".count), $0.value) })
    let other = ["optimizer.state.0.exp_avg": Tensor.zeros([2]), "epoch": Tensor.zeros([1])]
    let url = try write(level.isEmpty ? wrapped : wrapped.merging(other) { $1 })
    let found = try ResNetGenerator(contentsOf: url).safetensors().tensors
    #expect(found.mapValues(\.bytes) == tensors.mapValues(\.bytes))
  }

  @Test("two generators in one file are named, and so are some keys of other networks")
  func several() throws {
    let tensors = try weights()
    let both = ["netG_A.", "netG_B."].map { name in
      Dictionary(uniqueKeysWithValues: tensors.map { (name + $0.key, $0.value) })
    }
    let url = try write(both[0].merging(both[1]) { $1 })
    #expect(
      throws: GeneratorFileError.several(
        url.relativePath, levels: ["netG_A.model.", "netG_B.model."])
    ) { try ResNetGenerator(contentsOf: url) }
    let many = try write(
      Dictionary(uniqueKeysWithValues: (0..<9).map { ("layer\($0).weight", Tensor.zeros([1])) }))
    let error = #expect(throws: GeneratorFileError.self) { try ResNetGenerator(contentsOf: many) }
    let sentence = try #require(error).description
    #expect(sentence.contains(#""layer0.weight", "layer1.weight""#) && sentence.contains("5 more"))
    #expect(sentence.hasPrefix(many.relativePath))
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
