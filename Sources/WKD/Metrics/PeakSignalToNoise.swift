internal import Foundation
public import Torch

/// Peak signal-to-noise ratio in decibels; infinite for equal images.
///
/// - Shape: two tensors of equal shape.
/// - Parameter peak: distance between the darkest and the brightest value: 2 for -1...1.
public func peakSignalToNoise(_ image: Tensor, reference: Tensor, peak: Double) -> Double {
  let error = withoutGradients { (image - reference).squared().mean().item }
  return 10 * log10(peak * peak / error)
}
