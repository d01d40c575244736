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
          ? withMixedPrecision(on: .cpu) { training.advance() } : training.advance()
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
}
