public import Torch

/// The distance of two image sets as the squared maximum mean discrepancy of their features.
///
/// The kernel is `(x . y / d + 1)^3`. Unlike the Fréchet distance the estimate has no bias, however few the
/// images: two sets of one distribution give about 0, and often less.
/// - Source: Binkowski et al., "Demystifying MMD GANs", ICLR 2018 (KID).
public struct KernelDistance: Sendable {
  /// Random subsets that are averaged: 100 in the authors' code.
  public var subsets = 100
  /// Images taken from each set for a subset, or all of the smaller set: 1000 in the authors' code.
  public var subsetSize = 1000
  /// Decides the subsets.
  public var seed: UInt64 = 0

  /// The estimator of the authors' code, with seed 0.
  public init() {}

  /// A distance with its errors.
  public struct Estimate: Codable, Sendable, Equatable {
    /// Mean over the subsets; may be below 0.
    public let mean: Double
    /// Standard error of the mean over the subsets.
    ///
    /// It shrinks with their number and is 0 where a subset is the whole of both sets, so that it says
    /// nothing about other images.
    public let standardError: Double
    /// Standard error over images, by the jackknife over both whole sets.
    ///
    /// The uncertainty by the choice of the images; too large rather than too small where the true
    /// distance is near 0.
    public let samplingError: Double
    /// Subsets that were drawn: 1 where a subset is the whole of both sets.
    public let subsets: Int
    /// Images of each set in a subset.
    public let subsetSize: Int
  }

  /// The distance of two sets of features.
  ///
  /// - Shape: `[N, d]` and `[M, d]`.
  /// - Precondition: `N` and `M` are at least 3.
  public func callAsFunction(_ first: Tensor, _ second: Tensor) -> Estimate {
    guard first.rank == 2, second.rank == 2, first.shape[1] == second.shape[1],
      min(first.shape[0], second.shape[0]) >= 3
    else {
      misuse(
        "KernelDistance", found: "\(first.shape) and \(second.shape)",
        wanted: "[N, d] and [M, d], N and M at least 3")
    }
    return withoutGradients {
      let (x, y) = (first.converted(to: .float64), second.converted(to: .float64))
      let (n, m) = (x.shape[0], y.shape[0])
      let size = min(subsetSize, n, m)
      let count = size == n && size == m ? 1 : subsets
      var generator = SeededGenerator(seed: seed, stream: "kernel distance")
      let values = (0..<count).map { _ in
        KernelSums(
          x.sample(of: size, using: &generator), y.sample(of: size, using: &generator)
        ).distance
      }
      let interval = MeanInterval(values)
      return Estimate(
        mean: interval.mean, standardError: count == 1 ? 0 : interval.standardError,
        samplingError: KernelSums(x, y).jackknifeError, subsets: count, subsetSize: size)
    }
  }
}

/// The sums over rows of the kernel's matrices, from which the estimate and its error follow.
private struct KernelSums {
  /// For each image, the sum of its kernel with the others of its own set.
  let own: ([Double], [Double])
  /// For each image, the sum of its kernel with the other set.
  let other: ([Double], [Double])

  init(_ x: Tensor, _ y: Tensor) {
    own = (Self.rows(x, x, leavingOutSelf: true), Self.rows(y, y, leavingOutSelf: true))
    other = (Self.rows(x, y), Self.rows(y, x))
  }

  /// The unbiased estimate.
  var distance: Double {
    let (n, m) = (Double(own.0.count), Double(own.1.count))
    let within = own.0.reduce(0, +) / (n * (n - 1)) + own.1.reduce(0, +) / (m * (m - 1))
    return within - 2 * other.0.reduce(0, +) / (n * m)
  }

  /// The standard error over images.
  ///
  /// - Source: Efron, "The jackknife, the bootstrap and other resampling plans", 1982; of two
  ///   independent samples the variances add.
  var jackknifeError: Double {
    (Self.variance(own.0, other.0, against: own.1)
      + Self.variance(own.1, other.1, against: own.0)).squareRoot()
  }

  /// The jackknife's variance, which leaves out one image of a set at a time.
  private static func variance(
    _ own: [Double], _ other: [Double], against constant: [Double]
  ) -> Double {
    let (n, m) = (Double(own.count), Double(constant.count))
    let (ownSum, otherSum) = (own.reduce(0, +), other.reduce(0, +))
    let parts = zip(own, other).map { row, cross in
      (ownSum - 2 * row) / ((n - 1) * (n - 2)) - 2 * (otherSum - cross) / ((n - 1) * m)
    }
    let mean = parts.reduce(0, +) / n
    return (n - 1) / n * parts.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  }

  /// The sums of a few rows at a time, so that memory does not grow with the square of the images.
  private static func rows(
    _ x: Tensor, _ y: Tensor, leavingOutSelf: Bool = false
  ) -> [Double] {
    let width = Double(x.shape[1])
    let columns = y.transposed(0, 1)
    let all = stride(from: 0, to: x.shape[0], by: 1024).flatMap { start -> [Double] in
      let part = x[start..<min(start + 1024, x.shape[0])]
      return cube(part.matmul(columns) / width + 1).sum(axes: [1]).values
    }
    guard leavingOutSelf else { return all }
    let selves = cube(x.squared().sum(axes: [1]) / width + 1).values
    return zip(all, selves).map { $0 - $1 }
  }

  private static func cube(_ x: Tensor) -> Tensor { x * x * x }
}

extension Tensor {
  /// Rows drawn without putting them back; all of them in their order where `size` is their number.
  fileprivate func sample(of size: Int, using generator: inout SeededGenerator) -> Tensor {
    guard size < shape[0] else { return self }
    return gathered(axis: 0, Array((0..<shape[0]).shuffled(using: &generator).prefix(size)))
  }
}
