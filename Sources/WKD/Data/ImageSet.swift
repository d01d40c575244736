public import Torch

/// Images of one size or of several, kept as bytes.
public struct ImageSet: Sendable {
  /// The bytes of images of one size in one tensor, of others in a tensor each.
  private enum Storage: Sendable {
    case uniform(Tensor)
    case mixed([Tensor])
  }

  private let storage: Storage
  /// The origin of each image, such as the path in its folder.
  public let names: [String]
  /// The files that stood beside the images and are none.
  public let leftOut: FileKinds

  /// No images.
  public static let empty = ImageSet(pictures: [], names: [])

  /// A set of given images of one size.
  ///
  /// - Parameters:
  ///   - pixels: `[N, 3, H, W]`, uint8.
  ///   - names: one for each image.
  public init(pixels: Tensor, names: [String]) {
    self.init(pixels: pixels, names: names, leftOut: .none)
  }

  init(pixels: Tensor, names: [String], leftOut: FileKinds) {
    guard pixels.rank == 4, pixels.shape[1] == 3, pixels.type == .uint8,
      names.count == pixels.shape[0]
    else { misuse("ImageSet", found: "\(pixels)", wanted: "[\(names.count), 3, H, W] uint8") }
    storage = .uniform(pixels)
    self.names = names
    self.leftOut = leftOut
  }

  /// A set of given images of any sizes.
  ///
  /// - Parameters:
  ///   - pictures: `[3, H, W]` each, uint8.
  ///   - names: one for each image.
  public init(pictures: [Tensor], names: [String]) {
    self.init(pictures: pictures, names: names, leftOut: .none)
  }

  init(pictures: [Tensor], names: [String], leftOut: FileKinds) {
    for picture in pictures
    where picture.rank != 3 || picture.shape[0] != 3 || picture.type != .uint8 {
      misuse("ImageSet", found: "\(picture)", wanted: "[3, H, W] uint8")
    }
    guard names.count == pictures.count else {
      misuse("ImageSet", found: "\(names.count) names", wanted: "\(pictures.count)")
    }
    let isUniform = pictures.allSatisfy { $0.shape == pictures[0].shape }
    storage = isUniform && !pictures.isEmpty ? .uniform(.stacked(pictures)) : .mixed(pictures)
    self.names = names
    self.leftOut = leftOut
  }

  /// Number of images.
  public var count: Int { names.count }

  /// Rows and columns of every image.
  public var sizes: [(height: Int, width: Int)] {
    switch storage {
    case .uniform(let pixels):
      Array(repeating: (height: pixels.shape[2], width: pixels.shape[3]), count: count)
    case .mixed(let pictures): pictures.map { (height: $0.shape[1], width: $0.shape[2]) }
    }
  }

  /// Whether all images have one size, so that any of them make a batch; an empty set has none.
  public var isUniform: Bool { if case .uniform = storage { true } else { false } }

  /// The least rows or columns of an image; 0 for an empty set.
  public var smallestSide: Int { sizes.map { min($0.height, $0.width) }.min() ?? 0 }

  /// All images as bytes.
  ///
  /// - Shape: `[N, 3, H, W]`, uint8.
  /// - Precondition: ``isUniform``.
  public var pixels: Tensor {
    guard case .uniform(let pixels) = storage else {
      misuse("ImageSet.pixels", found: summary, wanted: "images of one size")
    }
    return pixels
  }

  /// The images at the given indices, in that order.
  ///
  /// - Shape: `[indices, 3, H, W]`.
  /// - Range: -1 to 1.
  /// - Precondition: the images have one size; those of ``batches(of:)`` do.
  public func batch(_ indices: [Int]) -> Tensor {
    let bytes =
      switch storage {
      case .uniform(let pixels): pixels.gathered(axis: 0, indices)
      case .mixed(let pictures): Tensor.stacked(indices.map { pictures[$0] })
      }
    return bytes.converted(to: .float32) / 127.5 - 1
  }

  /// The indices of all images in groups of one size each, at most `count` in a group, in their order.
  public func batches(of count: Int) -> [[Int]] {
    let sizes = sizes
    return sizes.indices.reduce(into: []) { groups, index in
      if let last = groups.last, last.count < count, sizes[last[0]] == sizes[index] {
        groups[groups.count - 1].append(index)
      } else {
        groups.append([index])
      }
    }
  }

  /// The set of the first `count` images, or of all if there are fewer.
  package func prefix(_ count: Int) -> ImageSet {
    let count = min(count, self.count)
    let names = Array(names.prefix(count))
    return switch storage {
    case .uniform(let pixels):
      ImageSet(pixels: pixels[0..<count].contiguous(), names: names, leftOut: leftOut)
    case .mixed(let pictures):
      ImageSet(pictures: Array(pictures.prefix(count)), names: names, leftOut: leftOut)
    }
  }

  /// The first `count` images, or all if there are fewer; as ``batch(_:)`` gives them.
  public func first(_ count: Int) -> Tensor { batch(Array(0..<min(count, self.count))) }

  /// All images, `[N, 3, H, W]`, -1 to 1.
  public var all: Tensor { first(count) }

  /// Number, side and ``Fingerprint`` of the images: `600 of 64 px, 1f2e...`.
  public var summary: String {
    var fingerprint = Fingerprint()
    switch storage {
    case .uniform(let pixels):
      fingerprint.add(pixels)
      return "\(count) of \(pixels.shape[3]) px, \(fingerprint.text)"
    case .mixed(let pictures):
      for picture in pictures { fingerprint.add(picture) }
      return "\(count) of several sizes, \(fingerprint.text)"
    }
  }
}
