import Foundation
import Testing
import Torch
import WKD

@Suite struct StartingWeightsTests {
  private let folder: TemporaryFolder
  private let data = Meadow.data(size: 32, train: 6, test: 3)
  private let plan = TrainingPlan(
    generator: .init(baseWidth: 2, blocks: 1), discriminator: .init(baseWidth: 2, layers: 1),
    schedule: Schedule(steps: 2, batchSize: 1), seed: 1)

  init() throws {
    folder = try TemporaryFolder()
  }

  private func model(seed: UInt64) throws -> CycleGAN {
    try CycleGAN(generator: plan.generator, discriminator: plan.discriminator, seed: seed)
  }

  private func bytes(_ parameters: [NamedParameter]) -> [Data] { parameters.map(\.tensor.bytes) }

  private func write(_ network: PatchDiscriminator, as name: String) throws {
    let tensors = network.parameters.map { ($0.key, $0.tensor) }
    try Safetensors(Dictionary(uniqueKeysWithValues: tensors))
      .write(to: folder.url.appendingPathComponent(name))
  }

  @Test("generators of a folder are the first weights, copied; discriminators are new")
  func generators() throws {
    let given = try model(seed: 9)
    try given.generators.write(to: folder.url)
    let start = try StartingWeights(contentsOf: folder.url, discriminator: plan.discriminator)
    #expect(start.discriminators == nil && start.summary == given.generators.summary)
    var training = try Training(plan, on: data, distillations: [.none, .none], from: start)
    let fresh = try model(seed: 1)
    for trainer in training.trainers {
      #expect(trainer.model.generators.summary == given.generators.summary)
      let discriminator = trainer.model.discriminatorA
      #expect(bytes(discriminator.parameters) == bytes(fresh.discriminatorA.parameters))
    }
    // Equal networks on equal batches stay equal, and their steps leave the given weights alone.
    while !training.isComplete { _ = try training.advance() }
    let ends = training.trainers.map(\.model.generators.summary)
    #expect(ends[0] == ends[1] && ends[0] != given.generators.summary)
    #expect(start.summary == given.generators.summary)
  }

  @Test("discriminators are taken where they are there and of the wanted size")
  func discriminators() throws {
    let given = try model(seed: 9)
    try given.generators.write(to: folder.url)
    // The reference calls the discriminator of B D_A.
    try write(given.discriminatorB, as: "D_A.safetensors")
    try write(given.discriminatorA, as: "D_B.safetensors")
    let start = try StartingWeights(contentsOf: folder.url, discriminator: plan.discriminator)
    let model = try plan.trainer(from: start).model
    #expect(bytes(model.discriminatorA.parameters) == bytes(given.discriminatorA.parameters))
    #expect(bytes(model.discriminatorB.parameters) == bytes(given.discriminatorB.parameters))
    #expect(start.summary != given.generators.summary)
    let other = try StartingWeights(
      contentsOf: folder.url, discriminator: .init(baseWidth: 3, layers: 1))
    #expect(other.discriminators == nil)
  }

  @Test("the checkpoint of a run of one network gives all four; one of several gives none")
  func checkpoint() throws {
    let url = folder.url.appendingPathComponent("run")
    let run = try RunFolder(url)
    try run.begin(plan)
    var training = try Training(plan, on: data)
    _ = try training.advance()
    try run.save(training.checkpoint)
    // The best weights of a run that goes on are of another step than its discriminators.
    let other = try model(seed: 7)
    let best = url.appendingPathComponent("best")
    try FileManager.default.createDirectory(at: best, withIntermediateDirectories: true)
    try other.generators.write(to: best)
    let start = try StartingWeights(contentsOf: url, discriminator: plan.discriminator)
    let (begun, saved) = (try plan.trainer(from: start).model, training.trainers[0].model)
    for (found, wanted) in zip(begun.networks, saved.networks) {
      #expect(bytes(found.parameters) == bytes(wanted.parameters), "\(found.name)")
    }
    // Files of generators in the folder itself stand above the checkpoint.
    try other.generators.write(to: url)
    let mixed = try StartingWeights(contentsOf: url, discriminator: plan.discriminator)
    #expect(mixed.generators.summary == other.generators.summary && mixed.discriminators != nil)

    var several = try Training(plan, on: data, distillations: [.none, .none])
    _ = try several.advance()
    let place = folder.url.appendingPathComponent("several")
    let second = try RunFolder(place)
    try second.save(several.checkpoint)
    #expect(throws: GeneratorPairError.self) {
      try StartingWeights(contentsOf: place, discriminator: plan.discriminator)
    }
  }

  @Test("weights of another size than the plan's are refused")
  func size() throws {
    let start = StartingWeights(generators: try model(seed: 9).generators)
    var wide = plan
    wide.generator.baseWidth = 3
    #expect(throws: WeightsError.self) { try Training(wide, on: data, from: start) }
  }
}
