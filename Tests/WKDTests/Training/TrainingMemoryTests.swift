import Testing
import WKD

@Suite struct TrainingMemoryTests {
  private func plan(_ width: Int, _ blocks: Int, _ discriminator: Int, batch: Int = 1)
    -> TrainingPlan
  {
    TrainingPlan(
      generator: .init(baseWidth: width, blocks: blocks),
      discriminator: .init(baseWidth: discriminator), schedule: Schedule(steps: 1, batchSize: batch),
      seed: 1)
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
}
