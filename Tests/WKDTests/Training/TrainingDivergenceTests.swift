import Foundation
import Testing
import Torch
import WKD

@Suite struct TrainingDivergenceTests {
  private let data = Meadow.data(size: 32, train: 6, test: 3)

  private func plan(rate: Double, steps: Int = 6) -> TrainingPlan {
    TrainingPlan(
      generator: .init(baseWidth: 2, blocks: 1), discriminator: .init(baseWidth: 2, layers: 1),
      schedule: Schedule(steps: steps, batchSize: 1, learningRate: rate), seed: 1)
  }

  /// Every number that decides how a trainer goes on, but the pools' generators.
  private func bits(_ trainer: CycleGANTrainer) -> [Data] {
    trainer.model.networks.flatMap { $0.parameters.map(\.tensor.bytes) }
  }

  @Test("a step whose losses are not finite names the first of them and changes nothing")
  func step() throws {
    var trainer = try plan(rate: 2e-4).trainer()
    let (a, b) = (data.trainA.first(1), data.trainB.first(1))
    for _ in 0..<2 { _ = trainer.step(a: a, b: b) }
    let before = bits(trainer)
    for (value, other) in [(Double.nan, a), (.infinity, b)] {
      let spoiled = other * value
      let losses = trainer.step(a: spoiled, b: b)
      #expect(losses.firstNotFinite == .adversarialAB)
      #expect(bits(trainer) == before)
    }
    // A discriminator's loss alone is as bad; it comes last in the step.
    let losses = trainer.step(a: a, b: b)
    #expect(losses.firstNotFinite == nil && bits(trainer) != before)
  }

  @Test("a training throws at its first loss that is not finite, with step, network and loss")
  func advance() throws {
    // A rate of 1e30 sends all weights to 1e30 in one step, and their products beyond 1e38.
    var training = try Training(plan(rate: 1e30), on: data)
    #expect(try training.advance()[0].firstNotFinite == nil)
    let before = bits(training.trainers[0])
    let error = #expect(throws: TrainingDivergence.self) { try training.advance() }
    #expect(error?.step == 2 && error?.network == nil && error?.loss == "G_A")
    #expect(bits(training.trainers[0]) == before && training.step == 1)
    #expect(error?.description.contains("at step 2 the loss G_A is not finite") == true)
    #expect(throws: TrainingDivergence.self) {
      try train(plan(rate: 1e30), on: data) { step, _ in #expect(step == 1) }
    }
  }

  @Test("of several networks the one that diverged is named")
  func network() throws {
    let teacher = try plan(rate: 1).trainer().model.generators
    var training = try Training(
      plan(rate: 2e-4), on: data, distillations: [.none, .l1(weight: 1e39)], teacher: teacher)
    let error = #expect(throws: TrainingDivergence.self) {
      while !training.isComplete { _ = try training.advance() }
    }
    #expect(error?.network == "l1" && error?.loss == "distillation")
  }

  @Test("weights that a step has spoiled never become a checkpoint")
  func checkpoint() throws {
    var training = try Training(plan(rate: 1e38), on: data)
    _ = try training.checkpoint
    _ = try training.advance()
    let error = #expect(throws: TrainingDivergence.self) { try training.checkpoint }
    #expect(error?.step == 1 && error?.loss == "weights")
    #expect(error?.description.contains("after step 1 the weights are not finite") == true)
    #expect(throws: TrainingDivergence.self) {
      try train(plan(rate: 1e38, steps: 1), on: data) { _, _ in }
    }
  }

  @Test("a folder keeps the divergence beside its settings, which stay comparable")
  func folder() throws {
    let place = try TemporaryFolder()
    let url = place.url.appendingPathComponent("run")
    let settings = plan(rate: 2e-4)
    let folder = try RunFolder(url)
    try folder.begin(settings)
    #expect(RunFolder.divergence(in: url) == nil)
    var training = try Training(plan(rate: 1e30), on: data)
    let error = try #require(
      #expect(throws: TrainingDivergence.self) {
        while true { _ = try training.advance() }
      })
    try folder.mark(error)
    #expect(RunFolder.divergence(in: url) == error)
    try folder.begin(settings)
    #expect(RunFolder.settings(TrainingPlan.self, in: url) == settings)
    #expect(throws: RunFolderError.self) { try folder.begin(plan(rate: 1e-4)) }
    let json = try #require(
      try JSONSerialization.jsonObject(
        with: Data(contentsOf: url.appendingPathComponent("run.json"))) as? [String: Any])
    let diverged = try #require(json["diverged"] as? [String: Any])
    #expect(diverged["step"] as? Int == 2 && diverged["loss"] as? String == "G_A")
  }
}
