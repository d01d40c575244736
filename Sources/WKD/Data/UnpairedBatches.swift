public import Torch

/// Draws training batches from two picture sets, each in a new random order every round.
public struct UnpairedBatches: Sendable {
  private let data: TranslationData
  private let batchSize: Int
  private let flips: Bool
  private var orderA: [Int] = []
  private var orderB: [Int] = []
  private var generator: SeededGenerator

  /// - Parameters:
  ///   - flips: whether every second picture, by chance, is mirrored left to right.
  ///   - seed: decides order and mirroring.
  public init(_ data: TranslationData, batchSize: Int, flips: Bool = true, seed: UInt64) {
    self.data = data
    self.batchSize = batchSize
    self.flips = flips
    generator = SeededGenerator(seed: seed, stream: "batches")
  }

  /// The next batch of each set.
  ///
  /// - Shape: `[batch, 3, H, W]`, twice.
  /// - Range: -1 to 1.
  public mutating func next() -> (a: Tensor, b: Tensor) {
    let indicesA = draw(\.orderA, count: data.trainA.count)
    let indicesB = draw(\.orderB, count: data.trainB.count)
    return (augmented(data.trainA.batch(indicesA)), augmented(data.trainB.batch(indicesB)))
  }

  private mutating func draw(
    _ order: WritableKeyPath<UnpairedBatches, [Int]>, count: Int
  ) -> [Int] {
    (0..<batchSize).map { _ in
      if self[keyPath: order].isEmpty {
        self[keyPath: order] = Array(0..<count).shuffled(using: &generator)
      }
      return self[keyPath: order].removeLast()
    }
  }

  private mutating func augmented(_ batch: Tensor) -> Tensor {
    guard flips else { return batch }
    let images = (0..<batchSize).map { index -> Tensor in
      let image = batch[index..<index + 1]
      return Bool.random(using: &generator) ? image.flipped(axis: 3) : image
    }
    return Tensor.concatenated(images)
  }
}
