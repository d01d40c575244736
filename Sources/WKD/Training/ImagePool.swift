public import Torch

/// A pool of earlier translations, so that a discriminator is also trained with older ones.
///
/// - Source: Shrivastava et al., "Learning from simulated and unsupervised images through
///   adversarial training", CVPR 2017; 50 images in CycleGAN.
public struct ImagePool: Sendable {
  /// Number of images that the pool holds when full.
  public let capacity: Int
  private var images: [Tensor]  // each [1, 3, H, W]
  /// Decides the images that are returned from here on.
  public private(set) var generator: SeededGenerator

  /// A pool, empty or with images.
  ///
  /// - Parameters:
  ///   - capacity: images when full; 0 returns every new image.
  ///   - generator: decides the images that are returned.
  ///   - images: images in the pool, `[N, 3, H, W]`, at most `capacity`.
  public init(capacity: Int = ImagePool.usualCapacity, generator: SeededGenerator, images: Tensor? = nil) {
    self.capacity = capacity
    self.generator = generator
    self.images = images.map { $0.split(Array(repeating: 1, count: $0.shape[0])) } ?? []
  }

  /// The images of the pool, `[N, 3, H, W]`; nil while it is empty.
  public var contents: Tensor? { images.isEmpty ? nil : Tensor.concatenated(images) }

  /// Images in a pool, as in CycleGAN.
  public static let usualCapacity = 50

  /// Takes new images and returns as many: while the pool fills, the same ones; then each new one is
  /// exchanged for a stored one with probability 1/2.
  ///
  /// - Shape: `[N, 3, H, W]`, kept.
  public mutating func exchange(_ batch: Tensor) -> Tensor { swap(batch) ?? batch }

  /// As ``exchange(_:)``, or nil where every new image comes back.
  mutating func swap(_ batch: Tensor) -> Tensor? {
    var hasStored = false
    let returned = (0..<batch.shape[0]).map { index -> Tensor in
      let image = batch[index..<index + 1]
      guard capacity > 0 else { return image }
      if images.count < capacity {
        images.append(image)
        return image
      }
      guard generator.nextUniform() > 0.5 else { return image }
      let place = Int.random(in: 0..<capacity, using: &generator)
      defer { images[place] = image }
      hasStored = true
      return images[place]
    }
    return hasStored ? Tensor.concatenated(returned) : nil
  }
}

/// The images of a pool in a checkpoint: one tensor, or one for each image where their sizes differ.
extension ImagePool {
  /// The images under the pool's name, or under that name and their numbers.
  func tensors(name: String) -> [String: Tensor] {
    let isUniform = images.allSatisfy { $0.shape == images[0].shape }
    if isUniform { return contents.map { [name: $0] } ?? [:] }
    return Dictionary(
      uniqueKeysWithValues: images.enumerated().map { ("\(name).\($0)", $1) })
  }

  /// A pool of the usual capacity with the images of a checkpoint; nil for tensors that are none.
  ///
  /// - Parameters:
  ///   - generator: decides the images that are returned.
  ///   - tensors: all of a network.
  ///   - name: that of the pool.
  ///   - crop: side of the images; nil where it is not known.
  ///   - device: where the pool is to be.
  init?(
    generator: SeededGenerator, tensors: [String: Tensor], name: String, crop: Int?,
    device: Device
  ) {
    let several = (0..<Self.usualCapacity).compactMap { tensors["\(name).\($0)"] }
    let stored = tensors[name].map { [$0] } ?? several
    for images in stored {
      let shape = images.shape
      guard images.type == .float32, shape.count == 4, shape[1] == 3, shape[0] >= 1,
        crop.map({ shape[2] == $0 && shape[3] == $0 }) ?? (shape[2] >= 8 && shape[3] >= 8)
      else { return nil }
    }
    guard stored.reduce(0, { $0 + $1.shape[0] }) <= Self.usualCapacity else { return nil }
    self.init(generator: generator)
    images = stored.flatMap { $0.moved(to: device).split(Array(repeating: 1, count: $0.shape[0])) }
  }
}
