internal import Foundation
public import Torch

/// The rule that a threshold applies to coefficients: small ones become 0, the others stay or shrink.
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
      // Small ones may be 0: the quotient is never taken of them, its slope would not be finite.
      let one = Tensor(1, type: coefficients.type)
      let isZero = coefficients.isEqual(to: zero)
      let divisor = choose(coefficients, one) + isZero
      return choose(coefficients - thresholds.squared() / divisor, zero)
    }
  }
}

extension WaveletPyramid {
  /// The standard deviation of white noise in each channel, estimated from HH1, where an image has next
  /// to nothing of its own: the median of `|HH1|` over 0.6745.
  ///
  /// - Shape: bands `[..., h, w]` to `[..., 1, 1]`.
  /// - Source: Donoho and Johnstone, 1994; exact for orthogonal banks, whose filters keep the
  ///   deviation of white noise.
  public var noiseDeviation: Tensor {
    let finest = details[0].hh
    let leading = Array(finest.shape.dropLast(2))
    let sizes = finest.abs().reshaped(leading + [-1]).sorted(axis: -1)
    let last = leading.count
    let count = sizes.shape[last]
    let middle = sizes.slice(axis: last, (count - 1) / 2..<count / 2 + 1)
    return middle.mean(axes: [last], keepingAxes: true).expanded(at: -1) / 0.6745
  }

  /// The threshold that white noise almost never exceeds: the deviation of the noise times `sqrt(2 ln n)`,
  /// with n pixels in a channel.
  ///
  /// - Shape: bands `[..., h, w]` to `[..., 1, 1]`.
  /// - Source: Donoho and Johnstone, 1994.
  public var universalThreshold: Tensor {
    let pixels = Double(details[0].height * details[0].width)
    return noiseDeviation * (2 * log(pixels)).squareRoot()
  }

  /// The pyramid with its detail bands thresholded; LL stays.
  ///
  /// - Parameters:
  ///   - rule: applied to every coefficient of LH, HL and HH.
  ///   - thresholds: 0 or above; broadcast to every band: a single number, or `[..., 1, 1]`.
  /// - Returns: a pyramid of the same shapes.
  public func thresholded(by rule: Thresholding, at thresholds: Tensor) -> WaveletPyramid {
    mapBands { band, coefficients in
      band.orientation == .ll ? coefficients : rule(coefficients, thresholds: thresholds)
    }
  }
}

extension WaveletTransform {
  /// Images without their white noise: details below ``WaveletPyramid/universalThreshold``, which is
  /// estimated in each channel, count as noise.
  ///
  /// - Shape: `[..., H, W]`, kept.
  /// - Parameters:
  ///   - images: float32 or float64, on the CPU.
  ///   - rule: soft, as in VisuShrink; hard keeps edges sharper and leaves more specks.
  /// - Returns: images of the same shape.
  /// - Source: Donoho and Johnstone, 1994 (VisuShrink).
  public func denoise(_ images: Tensor, by rule: Thresholding = .soft) -> Tensor {
    let pyramid = self(images)
    return inverse(pyramid.thresholded(by: rule, at: pyramid.universalThreshold.detached))
  }
}
