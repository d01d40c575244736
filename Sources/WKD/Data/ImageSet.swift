public import Torch

/// Pictures of one size, kept as bytes.
public struct ImageSet: Sendable {
  /// `[N, 3, H, W]`, uint8.
  public let pixels: Tensor
  /// Where the pictures came from, one name each.
  public let names: [String]

  /// - Precondition: uint8 pixels `[N, 3, H, W]`, as many names as pictures.
  public init(pixels: Tensor, names: [String]) {
    guard pixels.rank == 4, pixels.shape[1] == 3, pixels.type == .uint8,
      names.count == pixels.shape[0]
    else { misuse("ImageSet", found: "\(pixels)", wanted: "[\(names.count), 3, H, W] uint8") }
    self.pixels = pixels
    self.names = names
  }

  /// Number of pictures.
  public var count: Int { names.count }

  /// The pictures at the given places, in that order.
  ///
  /// - Shape: `[indices, 3, H, W]`.
  /// - Range: -1 to 1.
  public func batch(_ indices: [Int]) -> Tensor {
    pixels.gathered(axis: 0, indices).converted(to: .float32) / 127.5 - 1
  }

  /// The first `count` pictures, or all if there are fewer.
  public func first(_ count: Int) -> Tensor { batch(Array(0..<min(count, self.count))) }

  /// All pictures.
  public var all: Tensor { first(count) }

  /// Number, side and ``Fingerprint`` of the pictures: `600 of 64 px, 1f2e...`.
  public var summary: String {
    var fingerprint = Fingerprint()
    fingerprint.add(pixels)
    return "\(count) of \(pixels.shape[3]) px, \(fingerprint.text)"
  }
}

/// Two unpaired picture sets to learn a translation from, and two to judge it by.
public struct TranslationData: Sendable {
  /// What the two sets show, such as `("horse", "zebra")`.
  public let domains: (a: String, b: String)
  public let trainA: ImageSet
  public let trainB: ImageSet
  public let testA: ImageSet
  public let testB: ImageSet
  /// The true counterpart in B of every picture of `testA`, where it is known.
  public let truthB: ImageSet?
  /// The true counterpart in A of every picture of `testB`, where it is known.
  public let truthA: ImageSet?

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
