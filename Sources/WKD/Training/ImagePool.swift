public import Torch

/// A pool of earlier translations, so that a discriminator also sees what it has judged before.
///
/// - Source: Shrivastava et al., "Learning from simulated and unsupervised images through
///   adversarial training", CVPR 2017; 50 pictures in CycleGAN.
public struct ImagePool: Sendable {
  /// Pictures that the pool holds when full.
  public let capacity: Int
  private var images: [Tensor]  // each [1, 3, H, W]
  /// Decides what is given back from here on.
  public private(set) var generator: SeededGenerator

  /// - Parameter images: what the pool holds already, `[N, 3, H, W]`, at most `capacity`.
  public init(capacity: Int = 50, generator: SeededGenerator, images: Tensor? = nil) {
    self.capacity = capacity
    self.generator = generator
    self.images = images.map { $0.split(Array(repeating: 1, count: $0.shape[0])) } ?? []
  }

  /// What the pool holds, `[N, 3, H, W]`; nil while it is empty.
  public var contents: Tensor? { images.isEmpty ? nil : Tensor.concatenated(images) }

  /// Takes new pictures and gives as many back: while the pool fills, the same ones; then each new
  /// one has an even chance to be swapped for a stored one.
  ///
  /// - Shape: `[N, 3, H, W]`, kept.
  public mutating func exchange(_ batch: Tensor) -> Tensor {
    guard capacity > 0 else { return batch }
    let returned = (0..<batch.shape[0]).map { index -> Tensor in
      let image = batch[index..<index + 1]
      if images.count < capacity {
        images.append(image)
        return image
      }
      guard generator.nextUniform() > 0.5 else { return image }
      let place = Int.random(in: 0..<capacity, using: &generator)
      defer { images[place] = image }
      return images[place]
    }
    return Tensor.concatenated(returned)
  }
}
