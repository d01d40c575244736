internal import Foundation

/// Student's t distribution.
///
/// - Source: Student, "The probable error of a mean", Biometrika 6, 1908; its tails by the incomplete
///   beta function, Abramowitz and Stegun, formula 26.7.1.
package struct StudentDistribution {
  /// Degrees of freedom, above 0; not whole for differences without pairs.
  package let freedom: Double

  /// A distribution; degrees of freedom are above 0.
  package init(freedom: Double) {
    self.freedom = freedom
  }

  /// The probability of a value at least as far from zero as `t`.
  ///
  /// - Returns: 0 to 1; 1 where `t` is not a number.
  package func tails(_ t: Double) -> Double {
    guard !t.isNaN else { return 1 }
    guard t.isFinite else { return 0 }
    let square = t * t
    guard square.isFinite else { return 0 }
    return incompleteBeta(
      freedom / (freedom + square), complement: square / (freedom + square), freedom / 2, 0.5)
  }

  /// The distance from zero that is exceeded with a probability, to either side together.
  ///
  /// - Parameter probability: above 0 and below 1.
  /// - Returns: above 0.
  package func distance(exceededWith probability: Double) -> Double {
    var (low, high) = (0.0, 1.0)
    while tails(high) > probability { (low, high) = (high, 2 * high) }
    // Until the halves are neighbours: the least steps that find every digit.
    while true {
      let middle = low + (high - low) / 2
      guard middle > low, middle < high else { return high }
      if tails(middle) > probability { low = middle } else { high = middle }
    }
  }
}

/// The regularised incomplete beta function.
///
/// - Parameters:
///   - x: 0 to 1.
///   - complement: `1 - x`, which is known better than the subtraction would tell.
///   - a: above 0.
///   - b: above 0.
/// - Returns: 0 to 1.
/// - Source: the continued fraction of Abramowitz and Stegun, formula 26.5.8, by Lentz's method.
private func incompleteBeta(_ x: Double, complement: Double, _ a: Double, _ b: Double) -> Double {
  guard x > 0 else { return 0 }
  guard complement > 0 else { return 1 }
  // The fraction converges fast below the mean, and the function is symmetric.
  guard x <= (a + 1) / (a + b + 2) else {
    return 1 - incompleteBeta(complement, complement: x, b, a)
  }
  let front = exp(
    a * log(x) + b * log(complement) + lgamma(a + b) - lgamma(a) - lgamma(b) - log(a))
  let tiny = 1e-300
  func awayFromZero(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
  var (fraction, c, d) = (1.0, 1.0, 0.0)
  for step in 0..<10_000 {
    let m = Double(step / 2)
    let numerator =
      step == 0
      ? 1
      : step.isMultiple(of: 2)
        ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / awayFromZero(1 + numerator * d)
    c = awayFromZero(1 + numerator / c)
    fraction *= c * d
    if abs(1 - c * d) < 1e-15 { break }
  }
  return front * (fraction - 1)
}
