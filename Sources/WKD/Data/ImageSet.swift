public import Torch

/// Images of one size, kept as bytes.
public struct ImageSet: Sendable {
  /// `[N, 3, H, W]`, uint8.
  public let pixels: Tensor
  /// The origin of each image, such as its file name.
  public let names: [String]

  /// A set of given images.
  ///
  /// - Parameters:
  ///   - pixels: `[N, 3, H, W]`, uint8.
  ///   - names: one for each image.
  public init(pixels: Tensor, names: [String]) {
    guard pixels.rank == 4, pixels.shape[1] == 3, pixels.type == .uint8,
      names.count == pixels.shape[0]
    else { misuse("ImageSet", found: "\(pixels)", wanted: "[\(names.count), 3, H, W] uint8") }
    self.pixels = pixels
    self.names = names
  }

  /// Number of images.
  public var count: Int { names.count }

  /// The images at the given indices, in that order.
  ///
  /// - Shape: `[indices, 3, H, W]`.
  /// - Range: -1 to 1.
  public func batch(_ indices: [Int]) -> Tensor {
    pixels.gathered(axis: 0, indices).converted(to: .float32) / 127.5 - 1
  }

  /// The first `count` images, or all if there are fewer; as ``batch(_:)`` gives them.
  public func first(_ count: Int) -> Tensor { batch(Array(0..<min(count, self.count))) }

  /// All images, `[N, 3, H, W]`, -1 to 1.
  public var all: Tensor { first(count) }

  /// Number, side and ``Fingerprint`` of the images: `600 of 64 px, 1f2e...`.
  public var summary: String {
    var fingerprint = Fingerprint()
    fingerprint.add(pixels)
    return "\(count) of \(pixels.shape[3]) px, \(fingerprint.text)"
  }
}

/// Two unpaired image sets to learn a translation from, and two to evaluate it with.
public struct TranslationData: Sendable {
  /// Names of A and B, such as `("horse", "zebra")`.
  public let domains: (a: String, b: String)
  /// Training images of A.
  public let trainA: ImageSet
  /// Training images of B; image `n` of A and image `n` of B have nothing in common.
  public let trainB: ImageSet
  /// Test images of A.
  public let testA: ImageSet
  /// Test images of B.
  public let testB: ImageSet
  /// The true counterpart in B of every image of `testA`, where it is known.
  public let truthB: ImageSet?
  /// The true counterpart in A of every image of `testB`, where it is known.
  public let truthA: ImageSet?

  /// Data of given sets.
  ///
  /// - Parameters:
  ///   - domains: names of A and B.
  ///   - trainA: training images of A.
  ///   - trainB: training images of B.
  ///   - testA: test images of A.
  ///   - testB: test images of B.
  ///   - truthB: as many images as `testA`, where known.
  ///   - truthA: as many images as `testB`, where known.
  public init(
    domains: (a: String, b: String), trainA: ImageSet, trainB: ImageSet, testA: ImageSet,
    testB: ImageSet, truthB: ImageSet? = nil, truthA: ImageSet? = nil
  ) {
    self.domains = domains
    self.trainA = trainA
    self.trainB = trainB
    self.testA = testA
    self.testB = testB
    self.truthB = truthB
    self.truthA = truthA
  }
}
