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

  @Test("a head is where the coat is, at the end that the animal looks to, at any size")
  func heads() throws {
    for size in [48, 64, 96] {
      let data = Meadow.data(size: size, train: 1, test: 24, seed: 3)
      let heads = Meadow.testHeads(size: size, test: 24, seed: 3).a
      let coat = (data.testA.all - (try #require(data.truthB)).all).abs().mean(axes: [1])
      #expect(Set(heads.map(\.facesLeft)).count == 2)
      for (index, head) in heads.enumerated() {
        let share = { (columns: Range<Int>) in
          coat[index].slice(axis: 0, head.rows).slice(axis: 1, columns).mean().item
        }
        #expect(share(head.columns) > 2 * share(head.oppositeColumns), "\(size) px, \(index)")
        #expect(
          head.facesLeft == (head.columns.lowerBound < head.oppositeColumns.lowerBound), "\(index)")
      }
    }
  }

  @Test("training pictures of another side leave the test pictures as they are")
  func trainSize() {
    let data = Meadow.data(size: 32, trainSize: 36, train: 2, test: 2, seed: 7)
    let plain = Meadow.data(size: 32, train: 2, test: 2, seed: 7)
    #expect(data.trainA.batch([0]).shape == [1, 3, 36, 36])
    #expect(data.testA.pixels.values == plain.testA.pixels.values)
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
