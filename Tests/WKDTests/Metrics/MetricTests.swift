import Testing
import Torch
import WKD

@Suite struct MetricTests {
  private func images(_ seed: UInt64) -> Tensor {
    var generator = SeededGenerator(seed: seed)
    return Tensor.normal([6, 3, 32, 32], deviation: 0.3, using: &generator)
  }

  @Test("equal images have no band error, empty ones an error of 1 in every band")
  func bands() {
    let x = images(1)
    #expect(bandErrors(x, references: x).allSatisfy { $0.error == 0 })
    #expect(
      bandErrors(x, references: x).map(\.band) == [
        .ll(3), .lh(3), .hl(3), .hh(3), .lh(2), .hl(2), .hh(2), .lh(1), .hl(1), .hh(1),
      ])
    #expect(bandErrors(x * 0, references: x).allSatisfy { abs($0.error - 1) < 1e-6 })
    #expect(
      levelErrors(x * 0, references: x).map(\.name) == ["level 1", "level 2", "level 3", "LL3"])
    #expect(levelErrors(x * 1.5, references: x).allSatisfy { abs($0.error - 0.5) < 1e-5 })
  }

  @Test("a blur shows in the fine levels of the sliced Wasserstein distance first")
  func wasserstein() {
    let metric = SlicedWasserstein()
    let data = Meadow.data(size: 32, train: 24, test: 24, seed: 1)
    let x = data.trainB.all
    #expect(metric(x, x) == [0, 0])
    let blurred = x.averagePooled(2).resized(height: 32, width: 32)
    let far = metric(x, blurred)
    let near = metric(x, data.testB.all)
    #expect(far[0] > 2 * near[0])
    #expect(far[0] > far[1])
    #expect(far.count == 2)
  }

  @Test("a shift of a tenth of the range is 20 dB")
  func decibels() {
    let x = images(1)
    let found = peakSignalToNoise(x + 0.2, reference: x, peak: 2)
    #expect(abs(found - 20) < 1e-3)
  }
}
