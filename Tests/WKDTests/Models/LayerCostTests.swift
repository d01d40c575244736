import Foundation
import Testing
import Torch
import WKD

@Suite struct LayerCostTests {
  @Test(
    "parameters and operations of the paper's generators",
    arguments: [
      (64, 11_378_179, 49.55, 56.80), (24, 1_605_699, 7.26, 8.28), (16, 715_651, 3.33, 3.78),
    ])
  func paper(width: Int, parameters: Int, byInput: Double, byOutput: Double) {
    let costs = ResNetGenerator.Architecture(baseWidth: width, blocks: 9)
      .costs(height: 256, width: 256)
    #expect(costs.parameterCount == parameters)
    #expect(abs(Double(costs.macsByInput) / 1e9 - byInput) < 0.005)
    #expect(abs(Double(costs.macs) / 1e9 - byOutput) < 0.005)
  }

  @Test("the count is the number of elements that the networks really hold")
  func counted() throws {
    let architecture = ResNetGenerator.Architecture(baseWidth: 5, blocks: 2)
    let generator = try ResNetGenerator(architecture, weights: randomWeights(seed: 0))
    let held = generator.parameters.reduce(0) { $0 + $1.tensor.count }
    #expect(architecture.costs(height: 64, width: 64).parameterCount == held)
    let discriminator = try PatchDiscriminator(
      .init(baseWidth: 64), weights: randomWeights(seed: 0))
    let count = discriminator.parameters.reduce(0) { $0 + $1.tensor.count }
    #expect(count == 2_764_737)
    #expect(PatchDiscriminator.Architecture(baseWidth: 64).parameterCount == count)
  }

  @Test("a score depends on 70 pixels, and 256 pixels give 30 by 30 scores")
  func receptiveField() throws {
    let network = try PatchDiscriminator(.init(baseWidth: 4), weights: randomWeights(seed: 0))
    #expect(network.receptiveField == 70)
    #expect(network(Tensor.zeros([1, 3, 256, 256])).shape == [1, 1, 30, 30])
  }

  @Test("weights survive a folder, and wrong shapes are named")
  func files() throws {
    let folder = try TemporaryFolder()
    let model = try CycleGAN(
      generator: .init(baseWidth: 3, blocks: 2), discriminator: .init(baseWidth: 2), seed: 5)
    try model.generators.write(to: folder.url, metadata: ["seed": "5"])
    let read = try GeneratorPair(contentsOf: folder.url)
    let image = Tensor.zeros([1, 3, 16, 16])
    #expect(largestDifference(read.ab(image), model.generators.ab(image)) == 0)
    let file = try Safetensors(contentsOf: folder.url.appendingPathComponent("G_A.safetensors"))
    #expect(file.tensors["model.10.conv_block.1.weight"]?.shape == [12, 12, 3, 3])
    #expect(
      throws: WeightsError.shape(key: "model.1.weight", found: [3, 3, 7, 7], wanted: [4, 3, 7, 7])
    ) {
      try ResNetGenerator(.init(baseWidth: 4, blocks: 2), weights: storedWeights(file.tensors))
    }
  }
}
