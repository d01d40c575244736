public import Torch

/// The rule that a threshold applies to coefficients: small ones become 0, the others stay or shrink.
///
/// NaN stays NaN under every rule, and infinite ones stay infinite: a network that has diverged does not
/// look denoised.
///
/// ```swift
/// let coefficients = Tensor([-3.0, 0.5, 2, .nan])
/// print(Thresholding.soft(coefficients, threshold: 1).values)  // [-2.0, 0.0, 1.0, nan]
/// print(Thresholding.firm(coefficients, low: 1, high: 3).values)  // [-3.0, 0.0, 1.5, nan]
/// ```
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

  /// Applies the rule with thresholds that differ from place to place.
  ///
  /// - Shape: any, kept; `thresholds` broadcasts to it: `[C, 1, 1]` for one a channel.
  /// - Precondition: no threshold is below 0; an infinite one leaves nothing.
  public func callAsFunction(_ coefficients: Tensor, thresholds: Tensor) -> Tensor {
    let zero = Tensor(0, type: coefficients.type)
    guard !isAny(thresholds.isLess(than: zero)) else {
      misuse("Thresholding", found: "a threshold of \(thresholds.min().item)", wanted: "0 or above")
    }
    // Of what is not a number nothing can be said: it is not small.
    let isSmall = coefficients.abs().isLess(than: thresholds)
    switch self {
    case .hard: return coefficients.replaced(where: isSmall, by: zero)
    case .soft:
      let kept = callOperator(
        "clamp.Tensor", .tensor(coefficients), .tensor(-thresholds), .tensor(thresholds))[0]
      return coefficients - kept
    case .garrote:
      // Small ones may be 0: the quotient is never taken of them, its slope would not be finite.
      let one = Tensor(1, type: coefficients.type)
      let isZero = coefficients.isEqual(to: zero)
      let divisor = coefficients.replaced(where: isSmall, by: one) + isZero
      return (coefficients - thresholds.squared() / divisor).replaced(where: isSmall, by: zero)
    }
  }
}

extension Thresholding {
  /// Between hard and soft: coefficients up to `low` become 0, those above `high` stay, and those between
  /// lie on the straight line from one to the other.
  ///
  /// Differentiable.
  /// - Shape: any, kept.
  /// - Parameters:
  ///   - coefficients: of any range.
  ///   - low: 0 or above.
  ///   - high: `low` or above; with `low` itself the rule is ``hard``, but that `low` becomes 0.
  /// - Returns: the coefficients that are left.
  /// - Source: Gao and Bruce, "WaveShrink with firm shrinkage", 1997; `pywt.threshold_firm`.
  public static func firm(_ coefficients: Tensor, low: Double, high: Double) -> Tensor {
    guard low >= 0, high >= low else {
      misuse(
        "Thresholding.firm", found: "thresholds \(low) and \(high)", wanted: "0 <= low <= high")
    }
    let zero = Tensor(0, type: coefficients.type)
    let size = coefficients.abs()
    let isSmall = callOperator("le.Scalar", .tensor(size), .double(low))[0]
    let isBetween = callOperator("le.Scalar", .tensor(size), .double(high))[0]
    let slope = high > low ? high / (high - low) : 0
    let middle = (coefficients - coefficients.sign() * low) * slope
    return coefficients.replaced(where: isBetween, by: middle).replaced(where: isSmall, by: zero)
  }

  /// Coefficients below the threshold, of whatever size, become 0; the others stay.
  ///
  /// - Shape: any, kept.
  /// - Source: `pywt.threshold` with `mode="greater"`.
  public static func greater(_ coefficients: Tensor, threshold: Double) -> Tensor {
    let isOut = callOperator("lt.Scalar", .tensor(coefficients), .double(threshold))[0]
    return coefficients.replaced(where: isOut, by: Tensor(0, type: coefficients.type))
  }

  /// Coefficients above the threshold become 0; the others stay.
  ///
  /// - Shape: any, kept.
  /// - Source: `pywt.threshold` with `mode="less"`.
  public static func less(_ coefficients: Tensor, threshold: Double) -> Tensor {
    let isOut = callOperator("gt.Scalar", .tensor(coefficients), .double(threshold))[0]
    return coefficients.replaced(where: isOut, by: Tensor(0, type: coefficients.type))
  }
}

extension Tensor {
  fileprivate func isLess(than other: Tensor) -> Tensor {
    callOperator("lt.Tensor", .tensor(self), .tensor(other))[0]
  }

  fileprivate func replaced(where mask: Tensor, by other: Tensor) -> Tensor {
    callOperator("where.self", .tensor(mask), .tensor(other), .tensor(self))[0]
  }
}

private func isAny(_ mask: Tensor) -> Bool {
  callOperator("any", .tensor(mask))[0].converted(to: .float64).item > 0
}
