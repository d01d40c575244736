public import Torch

/// What becomes of small coefficients, and of the others.
///
/// - Source: `pywt.threshold` for the values.
public enum Thresholding: String, Sendable, CaseIterable, Codable {
  /// Small ones become 0, the others stay.
  case hard
  /// Small ones become 0, the others move towards 0 by the threshold, so that there is no jump.
  ///
  /// - Source: Donoho and Johnstone, "Ideal spatial adaptation via wavelet shrinkage", 1994.
  case soft
  /// Small ones become 0, the others move by `threshold^2 / x`: less, the larger they are.
  ///
  /// - Source: Breiman, "Better subset regression using the nonnegative garrote", 1995.
  case garrote

  /// Applies the rule to every coefficient.
  ///
  /// Differentiable: gradients flow through the coefficients that are not small.
  /// - Shape: any, kept.
  /// - Precondition: `threshold` is 0 or above.
  public func callAsFunction(_ coefficients: Tensor, threshold: Double) -> Tensor {
    self(coefficients, thresholds: Tensor(threshold, type: coefficients.type))
  }

  /// The same with thresholds that differ from place to place.
  ///
  /// - Shape: `thresholds` broadcasts to the shape of the coefficients: `[C, 1, 1]` for one a channel.
  /// - Precondition: every threshold is 0 or above.
  public func callAsFunction(_ coefficients: Tensor, thresholds: Tensor) -> Tensor {
    guard thresholds.min().item >= 0 else {
      misuse("Thresholding", found: "a threshold of \(thresholds.min().item)", wanted: "0 or above")
    }
    let zero = Tensor(0, type: coefficients.type)
    let isLarge = callOperator("ge.Tensor", .tensor(coefficients.abs()), .tensor(thresholds))[0]
    func choose(_ large: Tensor, _ small: Tensor) -> Tensor {
      callOperator("where.self", .tensor(isLarge), .tensor(large), .tensor(small))[0]
    }
    switch self {
    case .hard: return choose(coefficients, zero)
    case .soft:
      let kept = callOperator(
        "clamp.Tensor", .tensor(coefficients), .tensor(-thresholds), .tensor(thresholds))[0]
      return coefficients - kept
    case .garrote:
      // Of small ones, which may be 0, the quotient is never taken: its slope would not be finite.
      let one = Tensor(1, type: coefficients.type)
      let isZero = coefficients.isEqual(to: zero)
      let divisor = choose(coefficients, one) + isZero
      return choose(coefficients - thresholds.squared() / divisor, zero)
    }
  }
}
