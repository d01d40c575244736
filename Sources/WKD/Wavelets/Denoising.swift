internal import Foundation
public import Torch

extension WaveletPyramid {
  /// The standard deviation of white noise in each channel, estimated from HH1, where a picture has
  /// next to nothing of its own: the median of `|HH1|` over 0.6745.
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

  /// The threshold below which white noise stays nearly for sure: the deviation of the noise times
  /// `sqrt(2 ln n)`, with n pixels in a channel.
  ///
  /// - Shape: bands `[..., h, w]` to `[..., 1, 1]`.
  /// - Source: Donoho and Johnstone, 1994.
  public var universalThreshold: Tensor {
    let pixels = Double(details[0].height * details[0].width)
    return noiseDeviation * (2 * log(pixels)).squareRoot()
  }

  /// The pyramid with its detail bands thresholded; LL stays.
  ///
  /// - Shape: `thresholds` broadcasts to every band: a single number, or `[..., 1, 1]`.
  /// - Precondition: every threshold is 0 or above.
  public func thresholded(by rule: Thresholding, at thresholds: Tensor) -> WaveletPyramid {
    mapBands { name, band in
      name.hasPrefix("LL") ? band : rule(band, thresholds: thresholds)
    }
  }
}

extension WaveletTransform {
  /// Pictures with their white noise taken out: details below the universal threshold, which is
  /// estimated in each channel, are noise.
  ///
  /// - Shape: `[..., H, W]`, kept.
  /// - Source: Donoho and Johnstone, 1994 (VisuShrink).
  public func denoise(_ images: Tensor, by rule: Thresholding = .soft) -> Tensor {
    let pyramid = self(images)
    return inverse(pyramid.thresholded(by: rule, at: pyramid.universalThreshold.detached))
  }
}
