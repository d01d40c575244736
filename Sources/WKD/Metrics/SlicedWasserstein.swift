public import Torch

/// The sliced Wasserstein distance of two image sets at every level of a Laplacian pyramid.
///
/// From every level random 7 by 7 patches are taken, normalised per channel, and projected onto random
/// directions; sorted projections are compared.
/// - Source: Karras et al., "Progressive growing of GANs", ICLR 2018; Rabin et al., 2011.
public struct SlicedWasserstein: Sendable {
  /// Patches taken from each image at each level.
  public var patchesPerImage = 64
  /// Random directions.
  public var directions = 256
  /// Smallest side of a level in pixels.
  public var smallestSide = 16
  /// Decides patches and directions.
  public var seed: UInt64 = 0

  /// The distance with 64 patches and 256 directions, down to 16 pixels, with seed 0.
  public init() {}

  /// One distance a level, finest first, times 1000 as is usual.
  ///
  /// - Shape: two sets `[N, 3, H, W]` of the same `H` and `W`; the larger set is cut to the smaller.
  /// - Range: pixels -1 to 1.
  public func callAsFunction(_ first: Tensor, _ second: Tensor) -> [Double] {
    let count = min(first.shape[0], second.shape[0])
    let patches = [first, second].map { images in
      var patches = Patches(of: count, for: self)
      for start in stride(from: 0, to: count, by: 16) {
        patches.add(images[start..<min(start + 16, count)])
      }
      return patches
    }
    return callAsFunction(patches[0], patches[1])
  }

  /// One distance a level, finest first, as of the images that the patches were taken from.
  package func callAsFunction(_ first: Patches, _ second: Patches) -> [Double] {
    withoutGradients {
      zip(first.levels, second.levels).enumerated().map { level, pair in
        distance(normalized(pair.0), normalized(pair.1), level: level)
      }
    }
  }

  /// The random patches of a set of images that come a few at a time.
  package struct Patches {
    private let metric: SlicedWasserstein
    private var missing: Int
    private var generators: [SeededGenerator] = []
    /// For each level, those of each image, `[147, patches]`.
    fileprivate private(set) var levels: [[Tensor]] = []

    /// No patches yet.
    ///
    /// - Parameters:
    ///   - count: images that are taken into account; later ones are passed over.
    ///   - metric: decides levels and positions.
    package init(of count: Int, for metric: SlicedWasserstein) {
      self.metric = metric
      missing = count
    }

    /// Takes the patches of more images, `[N, 3, H, W]`, all of one size.
    package mutating func add(_ images: Tensor) {
      let count = min(images.shape[0], missing)
      guard count > 0 else { return }
      missing -= count
      let pyramid = withoutGradients { metric.laplacian(images[0..<count]) }
      // The same positions for every set: identical sets give exactly 0.
      for level in levels.count..<max(levels.count, pyramid.count) {
        generators.append(SeededGenerator(seed: metric.seed, stream: "patches \(level)"))
        levels.append([])
      }
      for (level, images) in pyramid.enumerated() {
        levels[level] += withoutGradients { metric.patches(images, using: &generators[level]) }
      }
    }
  }

  private func laplacian(_ images: Tensor) -> [Tensor] {
    var levels: [Tensor] = []
    var current = images
    while min(current.shape[2], current.shape[3]) >= 2 * smallestSide {
      let (height, width) = (current.shape[2], current.shape[3])
      let small = current.resized(height: height / 2, width: width / 2)
      levels.append(current - small.resized(height: height, width: width))
      current = small
    }
    return levels + [current]
  }

  private func patches(_ images: Tensor, using generator: inout SeededGenerator) -> [Tensor] {
    let positions = (images.shape[2] - 6) * (images.shape[3] - 6)
    return (0..<images.shape[0]).map { index in
      let places = (0..<patchesPerImage).map { _ in
        Int.random(in: 0..<positions, using: &generator)
      }
      return images[index..<index + 1].patches(7)[0].gathered(axis: 1, places)  // [147, patches]
    }
  }

  /// - Returns: `[N patches, 3 * 49]`, each channel with mean 0 and deviation 1 over all patches.
  private func normalized(_ patches: [Tensor]) -> Tensor {
    let all = Tensor.concatenated(patches, axis: 1).reshaped([3, 49, -1])
    let centered = all - all.mean(axes: [1, 2], keepingAxes: true)
    let deviation = centered.squared().mean(axes: [1, 2], keepingAxes: true).squareRoot()
    return (centered / (deviation + 1e-8)).reshaped([147, -1]).transposed(0, 1)
  }

  private func distance(_ first: Tensor, _ second: Tensor, level: Int) -> Double {
    var generator = SeededGenerator(seed: seed, stream: "directions \(level)")
    let raw = Tensor.normal([147, directions], using: &generator)
    let unit = raw / raw.squared().sum(axes: [0], keepingAxes: true).squareRoot()
    let difference = sorted(first.matmul(unit)) - sorted(second.matmul(unit))
    return 1000 * difference.abs().mean().item
  }

  /// The columns sorted, a few at a time: sorting takes three times the memory of what it sorts.
  private func sorted(_ projections: Tensor) -> Tensor {
    .concatenated(
      stride(from: 0, to: directions, by: 32).map { start in
        projections.slice(axis: 1, start..<min(start + 32, directions)).sorted(axis: 0)
      }, axis: 1)
  }
}
