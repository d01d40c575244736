import Foundation
import Testing
import Torch
import WKD

@Suite struct CycleGANTrainerTests {
  @Test("three whole steps agree with PyTorch: losses, fakes and every weight")
  func oracle() throws {
    let golden = try Golden.tensors("cyclegan")
    let model = try CycleGAN(
      generator: .init(baseWidth: 6, blocks: 2), discriminator: .init(baseWidth: 4)
    ) { storedWeights(golden, prefix: "\($0).", type: .float64) }
    var trainer = CycleGANTrainer(model, seed: 0)
    for step in 0..<3 {
      let a = try #require(golden["real_A"])[step]
      let b = try #require(golden["real_B"])[step]
      let losses = trainer.step(a: a, b: b)
      if step == 0 {
        let fakes = losses.translations
        #expect(largestDifference(fakes.fakeB, try #require(golden["fake_B"])) < 1e-12)
        #expect(largestDifference(fakes.fakeA, try #require(golden["fake_A"])) < 1e-12)
      }
      for term in StepLosses.Term.allCases where ![.distillation, .mirror].contains(term) {
        let wanted = try #require(golden["step\(step).\(term.rawValue)"]).item
        #expect(abs(losses[term] - wanted) < 1e-9, "step \(step) \(term)")
      }
    }
    let networks = [
      "G_A": model.generators.ab.parameters, "G_B": model.generators.ba.parameters,
      "D_A": model.discriminatorB.parameters, "D_B": model.discriminatorA.parameters,
    ]
    for (network, parameters) in networks {
      for (key, tensor) in parameters {
        let wanted = try #require(golden["after.\(network).\(key)"])
        #expect(largestDifference(tensor, wanted) < 1e-9, "\(network).\(key)")
      }
    }
  }

  @Test("single precision follows the same three steps")
  func singlePrecision() throws {
    let golden = try Golden.tensors("cyclegan")
    let model = try CycleGAN(
      generator: .init(baseWidth: 6, blocks: 2), discriminator: .init(baseWidth: 4)
    ) { storedWeights(golden, prefix: "\($0).") }
    var trainer = CycleGANTrainer(model, seed: 0)
    for step in 0..<3 {
      let a = try #require(golden["real_A"])[step].converted(to: .float32)
      let b = try #require(golden["real_B"])[step].converted(to: .float32)
      let losses = trainer.step(a: a, b: b)
      // Sums of some 6,000 numbers at first; Adam's quotients of small gradients then differ more.
      let tolerance = step == 0 ? 1e-5 : 1e-3
      for term in StepLosses.Term.allCases where ![.distillation, .mirror].contains(term) {
        let wanted = try #require(golden["step\(step).\(term.rawValue)"]).item
        #expect(abs(losses[term] - wanted) < tolerance * wanted, "step \(step) \(term)")
      }
    }
  }

  @Test("a table of losses holds every term once, under the reference's names")
  func names() throws {
    let golden = try Golden.tensors("cyclegan")
    let model = try CycleGAN(
      generator: .init(baseWidth: 6, blocks: 2), discriminator: .init(baseWidth: 4)
    ) { storedWeights(golden, prefix: "\($0).", type: .float64) }
    var trainer = CycleGANTrainer(model, seed: 0)
    let losses = trainer.step(
      a: try #require(golden["real_A"])[0], b: try #require(golden["real_B"])[0])
    #expect(
      losses.values.map(\.name) == [
        "G_A", "G_B", "cycle_A", "cycle_B", "idt_A", "idt_B", "D_A", "D_B", "distillation",
      ])
    #expect(losses.values.map(\.value) == StepLosses.Term.allCases.dropLast().map { losses[$0] })
    #expect(losses.mirror == nil && losses[.mirror] == 0)
    #expect(losses.cycleA == losses[.cycleA] && losses.cycleA != losses.cycleB)
    #expect(losses.distillation == 0)
  }

  @Test("translations of mirrored images are compared with mirrored ones, and learn to agree")
  func mirror() throws {
    let model = try CycleGAN(
      generator: .init(baseWidth: 4, blocks: 1), discriminator: .init(baseWidth: 4, layers: 1),
      seed: 3)
    let data = Meadow.data(size: 16, train: 1, test: 1, seed: 1)
    let (a, b) = (data.trainA.all, data.trainB.all)
    func wanted() -> Double {
      let (ab, ba) = (model.generators.ab, model.generators.ba)
      return meanAbsolute(ab(a.flipped(axis: 3)), ab(a).flipped(axis: 3)).item
        + meanAbsolute(ba(b.flipped(axis: 3)), ba(b).flipped(axis: 3)).item
    }
    var trainer = CycleGANTrainer(model, weights: ObjectiveWeights(mirror: 100), seed: 0)
    let first = wanted()
    let losses = trainer.step(a: a, b: b)
    #expect(abs(try #require(losses.mirror) - first) < 1e-6 * first)
    #expect(losses.values.last?.name == "mirror" && losses.values.last?.value == losses.mirror)
    for _ in 0..<20 { _ = trainer.step(a: a, b: b) }
    #expect(wanted() < 0.5 * first)
  }

  @Test("weights of an earlier version are read, and those without a mirror loss written as then")
  func recordedWeights() throws {
    let old = Data(#"{"cycle":10,"identity":5}"#.utf8)
    #expect(try JSONDecoder().decode(ObjectiveWeights.self, from: old) == ObjectiveWeights())
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    #expect(try encoder.encode(ObjectiveWeights()) == old)
    let new = ObjectiveWeights(cycle: 4, mirror: 2)
    #expect(try JSONDecoder().decode(ObjectiveWeights.self, from: encoder.encode(new)) == new)
  }

  @Test("the same seed trains to the same bits, and distillation changes the outcome")
  func determinism() throws {
    let data = Meadow.data(size: 16, train: 8, test: 2, seed: 1)
    let plan = TrainingPlan(
      generator: .init(baseWidth: 2, blocks: 1), discriminator: .init(baseWidth: 2, layers: 1),
      schedule: Schedule(steps: 3, batchSize: 2), seed: 4)
    let teacher = try CycleGAN(
      generator: .init(baseWidth: 3, blocks: 1), discriminator: .init(baseWidth: 2), seed: 8
    ).generators
    let run = {
      try train(
        plan, on: data, distillations: [.none, .wavelet(WaveletLoss(), weight: 5), .none],
        teacher: teacher
      ) { _, _ in }
      .map { Tensor.concatenated($0.generatorParameters.map { $0.reshaped([-1]) }).floats }
    }
    let (first, second) = (try run(), try run())
    #expect(first == second)
    #expect(first[0] == first[2])
    #expect(first[0] != first[1])
  }
}
