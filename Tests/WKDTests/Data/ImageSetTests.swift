import Foundation
import Testing
import Torch
import WKD

@Suite struct ImageSetTests {
  private func picture(_ seed: UInt64, _ height: Int, _ width: Int) -> Tensor {
    var generator = SeededGenerator(seed: seed)
    let values = (0..<3 * height * width).map { _ in
      Double(Int.random(in: 0...255, using: &generator))
    }
    return Tensor(values, shape: [3, height, width], type: .uint8)
  }

  @Test("pictures of one size are one tensor, others are kept apart")
  func sizes() {
    let same = ImageSet(pictures: [picture(1, 8, 12), picture(2, 8, 12)], names: ["a", "b"])
    #expect(same.isUniform && same.pixels.shape == [2, 3, 8, 12] && same.smallestSide == 8)
    let mixed = ImageSet(
      pictures: [picture(1, 8, 12), picture(2, 8, 12), picture(3, 16, 8), picture(4, 8, 12)],
      names: ["a", "b", "c", "d"])
    #expect(!mixed.isUniform && mixed.count == 4 && mixed.sizes[2] == (16, 8))
    #expect(mixed.batches(of: 16) == [[0, 1], [2], [3]] && same.batches(of: 1) == [[0], [1]])
    #expect(mixed.batch([0, 3]).shape == [2, 3, 8, 12])
    #expect(mixed.batch([1]).values == same.batch([1]).values)
    #expect(mixed.summary.hasPrefix("4 of several sizes, "))
    #expect(ImageSet.empty.count == 0 && ImageSet.empty.batches(of: 4).isEmpty)
  }

  private func data(_ pictures: [Tensor]) -> TranslationData {
    let names = pictures.indices.map(String.init)
    let set = ImageSet(pictures: pictures, names: names)
    return TranslationData(domains: ("A", "B"), trainA: set, trainB: set)
  }

  @Test("a cut makes batches of pictures of several sizes; the order is that of equal ones")
  func cuts() {
    let whole = (1...3).map { picture($0, 16, 16) }
    let wide = whole.map { Tensor.concatenated([$0, $0], axis: 2) }
    var equal = UnpairedBatches(data(whole), batchSize: 3, crop: 16, seed: 5)
    let (a, _) = equal.next()
    #expect(a.shape == [3, 3, 16, 16])
    var mixed = UnpairedBatches(data([whole[0], wide[1], wide[2]]), batchSize: 2, crop: 8, seed: 5)
    for _ in 0..<4 {
      let batch = mixed.next()
      #expect(batch.a.shape == [2, 3, 8, 8] && batch.b.shape == [2, 3, 8, 8])
    }
    #expect(!data([whole[0], wide[1]]).hasTests)
  }

  @Test("without a cut each picture keeps its size, in batches of one")
  func single() {
    let pictures = [picture(1, 8, 12), picture(2, 16, 8)]
    var batches = UnpairedBatches(data(pictures), batchSize: 1, flips: false, seed: 1)
    let shapes = Set((0..<2).map { _ in batches.next().a.shape })
    #expect(shapes == [[1, 3, 8, 12], [1, 3, 16, 8]])
  }

  @Test(
    "batches follow one stream of random numbers: orders, then cut and mirroring of each picture")
  func byHand() {
    let data = Meadow.data(size: 32, train: 5, test: 1)
    var batches = UnpairedBatches(data, batchSize: 2, crop: 24, seed: 3)
    var random = SeededGenerator(seed: 3, stream: "batches")
    var orders: [[Int]] = [[], []]
    for _ in 0..<4 {
      let found = batches.next()
      let drawn = [0, 1].map { set -> [Int] in
        (0..<2).map { _ in
          if orders[set].isEmpty { orders[set] = Array(0..<5).shuffled(using: &random) }
          return orders[set].removeLast()
        }
      }
      for (set, indices, batch) in [
        (data.trainA, drawn[0], found.a), (data.trainB, drawn[1], found.b),
      ] {
        let whole = set.pixels.gathered(axis: 0, indices).converted(to: .float32) / 127.5 - 1
        let wanted = (0..<2).map { index -> Tensor in
          let top = Int.random(in: 0...8, using: &random)
          let left = Int.random(in: 0...8, using: &random)
          let image = whole[index..<index + 1].slice(axis: 2, top..<top + 24)
            .slice(axis: 3, left..<left + 24)
          return Bool.random(using: &random) ? image.flipped(axis: 3) : image
        }
        #expect(batch.bytes == Tensor.concatenated(wanted).bytes)
      }
    }
  }
}
