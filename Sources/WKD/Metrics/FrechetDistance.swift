public import Torch

/// The Fréchet distance of two feature sets, each taken as a normal distribution.
///
/// `|m1 - m2|^2 + tr(C1 + C2 - 2 (C1 C2)^(1/2))`, computed in double precision. With few images it
/// is too large, by about as much for every generator: compare only values of equal counts.
///
/// - Parameters:
///   - first: features `[N, d]`, N above d.
///   - second: features `[M, d]`, M above d.
/// - Returns: 0 or above, but for rounding.
/// - Throws: ``FrechetDistanceError`` where a covariance would be singular.
/// - Source: Dowson and Landau, 1982; Heusel et al., NeurIPS 2017 (FID, with Inception's features).
public func frechetDistance(_ first: Tensor, _ second: Tensor) throws -> Double {
  guard first.rank == 2, second.rank == 2, first.shape[1] == second.shape[1] else {
    misuse(
      "frechetDistance", found: "\(first.shape) and \(second.shape)", wanted: "[N, d] and [M, d]")
  }
  let (pictures, features) = (min(first.shape[0], second.shape[0]), first.shape[1])
  guard pictures > features else {
    throw FrechetDistanceError.tooFewPictures(pictures, features: features)
  }
  return withoutGradients {
    let (x, y) = (Moments(first), Moments(second))
    // C1 C2 has the eigenvalues of the symmetric matrix R C2 R, where R R = C1.
    let root = x.covariance.symmetricSquareRoot()
    let product = root.matmul(y.covariance).matmul(root)
    let overlap = product.symmetricEigen().values.relu().squareRoot().sum().item
    return (x.mean - y.mean).squared().sum().item + x.trace + y.trace - 2 * overlap
  }
}

/// The reason why there is no Fréchet distance.
public enum FrechetDistanceError: Error, Equatable, CustomStringConvertible {
  /// No more images than features, so that a covariance is singular.
  case tooFewPictures(Int, features: Int)

  /// One sentence with the number of images that is needed.
  public var description: String {
    switch self {
    case .tooFewPictures(let pictures, let features):
      """
      \(pictures) pictures do not settle the covariance of \(features) features: \
      give at least \(features + 1) of each set, or use the kernel distance
      """
    }
  }
}

/// Mean and unbiased covariance of rows.
private struct Moments {
  let mean: Tensor  // [d]
  let covariance: Tensor  // [d, d]
  let trace: Double  // the sum of all variances

  init(_ features: Tensor) {
    let x = features.converted(to: .float64)
    mean = x.mean(axes: [0])
    let centered = x - mean
    covariance = centered.transposed(0, 1).matmul(centered) / Double(x.shape[0] - 1)
    trace = centered.squared().sum().item / Double(x.shape[0] - 1)
  }
}
