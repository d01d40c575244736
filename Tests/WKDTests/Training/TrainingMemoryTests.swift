import Testing
import WKD

@Suite struct TrainingMemoryTests {
  private func plan(_ width: Int, _ blocks: Int, _ discriminator: Int, batch: Int = 1)
    -> TrainingPlan
  {
    TrainingPlan(
      generator: .init(baseWidth: width, blocks: blocks),
      discriminator: .init(baseWidth: discriminator),
      schedule: Schedule(steps: 1, batchSize: batch), seed: 1)
  }

  @Test("more of anything takes more memory, and no size overflows")
  func grows() {
    let base = plan(8, 3, 16).memory(side: 64, networks: 1, teacher: nil)
    let more = [
      plan(16, 3, 16).memory(side: 64, networks: 1, teacher: nil),
      plan(8, 6, 16).memory(side: 64, networks: 1, teacher: nil),
      plan(8, 3, 32).memory(side: 64, networks: 1, teacher: nil),
      plan(8, 3, 16, batch: 4).memory(side: 64, networks: 1, teacher: nil),
      plan(8, 3, 16).memory(side: 128, networks: 1, teacher: nil),
      plan(8, 3, 16).memory(side: 64, networks: 3, teacher: nil),
      plan(8, 3, 16).memory(side: 64, networks: 1, teacher: .init(baseWidth: 64, blocks: 9)),
    ]
    #expect(more.allSatisfy { $0 > base })
    let endless = plan(1 << 40, 1 << 40, 1 << 40, batch: 1 << 40)
    #expect(endless.memory(side: 1 << 40, networks: 1 << 20, teacher: nil) == .max)
  }

  /// Peaks of `train-teacher` with two steps and a measurement, as `/usr/bin/time -v` tells them, in MB
  /// (2 cores with AVX-512, LibTorch 2.13).
  @Test(
    "the bound is above measured peaks, and not far",
    arguments: [
      (32, 1, 4, 1, 4, 1, 224), (64, 1, 24, 4, 64, 1, 282), (64, 8, 24, 4, 64, 1, 570),
      (128, 1, 32, 6, 64, 2, 581), (256, 1, 16, 2, 4, 1, 602),
    ])
  func measured(
    side: Int, batch: Int, width: Int, blocks: Int, discriminator: Int, layers: Int, peak: Int
  ) {
    var plan = plan(width, blocks, discriminator, batch: batch)
    plan.discriminator.layers = layers
    let bound = Double(plan.memory(side: side, networks: 1, teacher: nil)) / 1e6
    #expect(bound > Double(peak) && bound < 1.5 * Double(peak), "\(bound)")
  }
}
