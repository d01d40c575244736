import Foundation
import Testing
import Torch
import WKD

// No machine of the tests needs a graphics card. In bfloat16 the networks are made of the same operators
// on the CPU as on CUDA, since the kernels of this package take single and double precision only.
@Suite struct DeviceTests {
  private let plan = TrainingPlan(
    generator: .init(baseWidth: 4, blocks: 1), discriminator: .init(baseWidth: 4, layers: 1),
    schedule: Schedule(steps: 4, batchSize: 2), seed: 1)

  @Test("the transform by matrices gives the kernels' bands and gradients in every boundary mode")
  func matrices() throws {
    var generator = SeededGenerator(seed: 5)
    for mode in BoundaryMode.allCases {
      let images = Tensor.normal([2, 3, 21, 14], type: .float64, using: &generator)
      let target = Tensor.normal([2, 3, 21, 14], type: .float64, using: &generator)
      let transform = WaveletTransform(try FilterBank(named: "db2"), levels: 2, mode: mode)
      let (left, right) = (images.trackingGradients(), images.trackingGradients())
      let loss = WaveletLoss(transform, bands: .all, norm: .l2, levelWeights: [1, 0.5])
      let kernels = loss(student: left, teacher: target)
      let operators = loss.byOperators(student: right, teacher: target)
      #expect(abs(kernels.item - operators.item) < 1e-11 * abs(kernels.item))
      let slopes = (gradients(of: kernels, at: [left])[0], gradients(of: operators, at: [right])[0])
      #expect(largestDifference(slopes.0, slopes.1) < 1e-12 * slopes.0.abs().max().item)
    }
  }

  @Test("in mixed precision a training follows single precision, with weights left single")
  func mixedPrecision() throws {
    let data = Meadow.data(size: 32, train: 8, test: 2)
    let run = { (mixed: Bool) -> (losses: [Double], model: CycleGAN) in
      var training = try Training(plan, on: data)
      var losses: [Double] = []
      while !training.isComplete {
        let values =
          mixed
          ? try withMixedPrecision(on: .cpu) { try training.advance() } : try training.advance()
        losses += values[0].values.map(\.value)
      }
      return (losses, training.trainers[0].model)
    }
    let (single, mixed) = (try run(false), try run(true))
    #expect(single.losses != mixed.losses)
    // bfloat16 keeps 8 bits: 0.4 % of each number, and less of a mean.
    for (exact, short) in zip(single.losses, mixed.losses) { #expect(abs(exact - short) < 0.02) }
    #expect(mixed.model.generatorParameters.allSatisfy { $0.type == .float32 })
  }

  /// The three steps and the measurement of one run, as on a graphics card.
  private func trained(on device: Device) throws -> (losses: [StepLosses], model: CycleGAN) {
    let teacher = try CycleGAN(
      generator: .init(baseWidth: 6, blocks: 1), discriminator: .init(baseWidth: 4), seed: 8
    ).generators
    var training = try Training(
      plan, on: Meadow.data(size: 32, train: 8, test: 2),
      distillations: [.wavelet(WaveletLoss(), weight: 1)], teacher: teacher, device: device)
    var losses: [StepLosses] = []
    for _ in 0..<3 { losses += try training.advance() }
    return (losses, training.trainers[0].model)
  }

  @Test(
    "a run on a second device trains there, and comes back to be measured: every copy is counted")
  func secondDevice() throws {
    let data = Meadow.data(size: 32, train: 8, test: 2)
    let standIn = StandInDevice()
    let home = try trained(on: .cpu)
    #expect(standIn.copies == (0, 0))
    let away = try standIn.run { try trained(on: .cuda) }
    let parameters = away.model.networks.flatMap { $0.parameters.map(\.tensor) }
    #expect(parameters.allSatisfy { $0.device == .cuda })
    #expect(away.losses.allSatisfy { $0.translations.fakeB.device == .cuda })
    // Every weight of the student's four networks and of the teacher's two, and two batches a step.
    #expect(standIn.copies.to > parameters.count + 6)

    // Measured on the CPU, as the pictures are; every weight of both generators is copied back.
    let before = standIn.copies.from
    let measured = try standIn.run { () -> [Double] in
      let generators = away.model.generators.moved(to: .cpu)
      let weights = generators.ab.parameters + generators.ba.parameters
      try #require(weights.allSatisfy { $0.tensor.device == .cpu })
      #expect(standIn.copies.from == before + weights.count)
      let fakes = generators.translate(a: data.testA.all, b: data.testB.all)
      return bandErrors(fakes.fakeB, references: data.testB.all).map(\.error)
    }
    let wanted = bandErrors(
      home.model.generators.translate(a: data.testA.all, b: data.testB.all).fakeB,
      references: data.testB.all
    ).map(\.error)
    // The operators round otherwise than the kernels of the CPU, and Adam enlarges it.
    for (found, wanted) in zip(measured, wanted) { #expect(abs(found - wanted) < 0.01) }
    for (found, wanted) in zip(away.losses, home.losses) {
      for term in StepLosses.Term.allCases { #expect(abs(found[term] - wanted[term]) < 1e-2) }
    }
  }

  @Test("a checkpoint written on a second device goes on there and on the CPU")
  func checkpoints() throws {
    let data = Meadow.data(size: 32, train: 8, test: 2)
    let standIn = StandInDevice()
    let saved = try standIn.run { () -> Safetensors in
      var training = try Training(plan, on: data, device: .cuda)
      for _ in 0..<2 { _ = try training.advance() }
      return try training.checkpoint
    }
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: file) }
    try saved.write(to: file)
    var here = try Training(plan, on: data, resuming: try Safetensors(contentsOf: file))
    let onCPU = try here.advance()[0]
    #expect(here.trainers[0].model.generatorParameters.allSatisfy { $0.device == .cpu })
    try standIn.run {
      let before = standIn.copies.to
      var there = try Training(
        plan, on: data, resuming: try Safetensors(contentsOf: file), device: .cuda)
      let parameters = there.trainers[0].model.networks.flatMap { $0.parameters.map(\.tensor) }
      #expect(parameters.allSatisfy { $0.device == .cuda })
      // Each weight with its two running means and its step, and the images of both pools.
      #expect(standIn.copies.to >= before + 4 * parameters.count)
      let again = try there.advance()[0]
      #expect(abs(again.cycleA - onCPU.cycleA) < 1e-3)
    }
  }

  @Test("a wavelet loss and its gradient stay on a second device and are those of the CPU")
  func loss() {
    var generator = SeededGenerator(seed: 3)
    let student = Tensor.normal([1, 3, 24, 24], type: .float64, using: &generator)
    let teacher = Tensor.normal([1, 3, 24, 24], type: .float64, using: &generator)
    let here = student.trackingGradients()
    let wanted = WaveletLoss()(student: here, teacher: teacher)
    StandInDevice().run {
      let there = student.moved(to: .cuda).trackingGradients()
      let found = WaveletLoss()(student: there, teacher: teacher.moved(to: .cuda))
      #expect(found.device == .cuda)
      #expect(abs(found.item - wanted.item) < 1e-12)
      let slope = gradients(of: found, at: [there])[0]
      #expect(slope.device == .cuda)
      #expect(
        largestDifference(slope.moved(to: .cpu), gradients(of: wanted, at: [here])[0]) < 1e-14)
    }
  }

  @Test("tensors of two devices stop an operator, as they do on a graphics card")
  func mixture() async {
    await #expect(processExitsWith: .failure) {
      StandInDevice().run { _ = Tensor.ones([2]).moved(to: .cuda) + Tensor.ones([2]) }
    }
  }
}
