import Testing
import Torch
import WKD

@Suite struct MeadowTests {
  @Test("the same seed draws the same meadow, another seed another one")
  func seeds() {
    let first = Meadow.data(size: 32, train: 3, test: 2, seed: 7)
    let again = Meadow.data(size: 32, train: 3, test: 2, seed: 7)
    let other = Meadow.data(size: 32, train: 3, test: 2, seed: 8)
    #expect(first.trainA.pixels.values == again.trainA.pixels.values)
    #expect(first.trainA.pixels.values != other.trainA.pixels.values)
  }

  @Test("the truth differs from its picture only where the animal stands")
  func truth() throws {
    let data = Meadow.data(size: 64, train: 1, test: 4, seed: 3)
    let truth = try #require(data.truthB)
    let difference = (data.testA.all - truth.all).abs().mean(axes: [1])
    let changed = difference.values.filter { $0 > 0 }.count
    let share = Double(changed) / Double(difference.count)
    #expect(share > 0.05 && share < 0.4)
    let corners = difference.slice(axis: 1, 0..<8).slice(axis: 2, 0..<8)
    #expect(corners.max().item == 0)
  }

  @Test("a zebra has more fine detail than a horse")
  func stripes() {
    let data = Meadow.data(size: 64, train: 1, test: 8, seed: 3)
    let transform = WaveletTransform(.haar, levels: 2, mode: .zero)
    let detail = { (set: ImageSet) in transform(set.all)["HL2"].abs().mean().item }
    #expect(detail(data.testB) > 1.2 * detail(data.testA))
  }

  @Test("every picture is drawn once in a round, whatever the batch size")
  func batches() {
    let data = Meadow.data(size: 16, train: 5, test: 1, seed: 3)
    var batches = UnpairedBatches(data, batchSize: 1, flips: false, seed: 2)
    let round = (0..<5).map { _ in batches.next().a.sum().item }
    let whole = (0..<5).map { data.trainA.batch([$0]).sum().item }
    #expect(round.sorted() == whole.sorted())
  }
}
