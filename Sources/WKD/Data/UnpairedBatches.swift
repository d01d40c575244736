public import Torch

/// Training batches of two image sets, each set in a new random order every epoch.
public struct UnpairedBatches: Sendable {
  /// All that decides the batches still to come.
  public struct Position: Sendable, Codable, Equatable {
    /// Images of A still to come in this epoch, the next one last.
    var orderA: [Int] = []
    /// The same of B.
    var orderB: [Int] = []
    var generator: SeededGenerator
  }

  private let data: TranslationData
  private let batchSize: Int
  private let flips: Bool
  private let crop: Int?
  /// All that decides the batches still to come.
  public private(set) var position: Position

  /// Batches from the beginning, or from a position.
  ///
  /// - Parameters:
  ///   - data: its training sets.
  ///   - batchSize: images of each set in a batch, at least 1; 1 for images of several sizes that are not
  ///     cut.
  ///   - flips: whether half of the images, at random, are mirrored left to right.
  ///   - crop: side of the random square cut from every image; nil takes it whole.
  ///   - seed: decides order, mirroring and cuts.
  ///   - position: that of earlier batches, to go on from there; the seed then decides nothing.
  /// - Source: load 286, crop 256, flip in Zhu et al., ICCV 2017.
  public init(
    _ data: TranslationData, batchSize: Int, flips: Bool = true, crop: Int? = nil, seed: UInt64,
    position: Position? = nil
  ) {
    let side = min(data.trainA.smallestSide, data.trainB.smallestSide)
    if let crop, crop > side {
      misuse("UnpairedBatches", found: "a cut of \(crop) px", wanted: "at most \(side)")
    }
    if crop == nil, batchSize > 1, !data.trainA.isUniform || !data.trainB.isUniform {
      misuse(
        "UnpairedBatches", found: "batches of \(batchSize) images of several sizes",
        wanted: "a cut, or batches of 1")
    }
    self.data = data
    self.batchSize = batchSize
    self.flips = flips
    self.crop = crop
    self.position =
      position ?? Position(generator: SeededGenerator(seed: seed, stream: "batches"))
  }

  /// The next batch of each set.
  ///
  /// - Shape: `[batch, 3, H, W]`, twice; the sizes of A and B differ where those of the images do.
  /// - Range: -1 to 1.
  public mutating func next() -> (a: Tensor, b: Tensor) {
    let indicesA = draw(\.orderA, count: data.trainA.count)
    let indicesB = draw(\.orderB, count: data.trainB.count)
    return (augmented(data.trainA, indicesA), augmented(data.trainB, indicesB))
  }

  private mutating func draw(_ order: WritableKeyPath<Position, [Int]>, count: Int) -> [Int] {
    (0..<batchSize).map { _ in
      if position[keyPath: order].isEmpty {
        position[keyPath: order] = Array(0..<count).shuffled(using: &position.generator)
      }
      return position[keyPath: order].removeLast()
    }
  }

  private mutating func augmented(_ set: ImageSet, _ indices: [Int]) -> Tensor {
    guard flips || crop != nil else { return set.batch(indices) }
    let images = indices.map { index -> Tensor in
      let image = cut(set.batch([index]))
      guard flips else { return image }
      return Bool.random(using: &position.generator) ? image.flipped(axis: 3) : image
    }
    return Tensor.concatenated(images)
  }

  private mutating func cut(_ image: Tensor) -> Tensor {
    guard let crop else { return image }
    let top = Int.random(in: 0...image.shape[2] - crop, using: &position.generator)
    let left = Int.random(in: 0...image.shape[3] - crop, using: &position.generator)
    return image.slice(axis: 2, top..<top + crop).slice(axis: 3, left..<left + crop)
  }
}
