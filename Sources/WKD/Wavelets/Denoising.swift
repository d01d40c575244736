internal import Foundation
public import Torch

/// The way in which white noise is taken out of images: thresholds for the details, and what is done
/// with those below.
///
/// ```swift
/// var generator = SeededGenerator(seed: 1)
/// let noisy = 0.1 * Tensor.normal([1, 32, 32], type: .float64, using: &generator) + 0.5
/// let transform = WaveletTransform(try FilterBank(named: "sym4"), levels: 2)
/// let clean = transform.denoise(noisy, Denoising(.bayes))
/// print((clean - 0.5).squared().mean().item < 0.2 * (noisy - 0.5).squared().mean().item)  // true
/// ```
public struct Denoising: Sendable, Hashable, Codable {
  /// The choice of thresholds.
  public enum Threshold: String, Sendable, CaseIterable, Codable {
    /// One for all bands: the deviation of the noise times `sqrt(2 ln n)`, with n pixels in a channel.
    ///
    /// White noise almost never exceeds it, so that pictures come out smooth.
    /// - Source: Donoho and Johnstone, "Ideal spatial adaptation via wavelet shrinkage", 1994
    ///   (VisuShrink).
    case universal
    /// The same, but with the noise of each band by itself, for noise that is stronger in some of them.
    ///
    /// - Source: Johnstone and Silverman, "Wavelet threshold estimators for data with correlated noise",
    ///   1997.
    case levels
    /// For each band the variance of the noise over the deviation of what is not noise; lower where a
    /// picture has detail.
    ///
    /// - Source: Chang, Yu and Vetterli, "Adaptive wavelet thresholding for image denoising and
    ///   compression", 2000 (BayesShrink).
    case bayes
  }

  /// The choice of thresholds.
  public var threshold: Threshold
  /// The treatment of coefficients.
  public var rule: Thresholding

  /// A way to denoise.
  ///
  /// - Parameters:
  ///   - threshold: one for all bands, or one for each.
  ///   - rule: soft, as in the sources; hard keeps edges sharper and leaves more specks.
  public init(_ threshold: Threshold = .universal, rule: Thresholding = .soft) {
    self.threshold = threshold
    self.rule = rule
  }

  /// The threshold of every detail band.
  ///
  /// - Shape: bands `[..., h, w]` to `[..., 1, 1]`.
  /// - Range: 0 or above; infinite for a band that is no stronger than the noise, of which `bayes` leaves
  ///   nothing.
  public func thresholds(of pyramid: WaveletPyramid) -> [WaveletBand: Tensor] {
    let details = pyramid.bands.filter { $0.band.orientation != .ll }
    let universal = pyramid.universalFactor
    let noise = pyramid.noiseDeviation
    return Dictionary(
      uniqueKeysWithValues: details.map { band in
        let found = band.coefficients
        return switch threshold {
        case .universal: (band.band, noise * universal)
        case .levels: (band.band, deviation(ofNoise: found) * universal)
        case .bayes: (band.band, bayesThreshold(found, noise: noise))
        }
      })
  }

  private func bayesThreshold(_ band: Tensor, noise: Tensor) -> Tensor {
    let variance = band.squared().mean(axes: [band.rank - 2, band.rank - 1], keepingAxes: true)
    let signal = (variance - noise.squared()).relu().squareRoot()
    // Without noise there is nothing to take away, be the band as empty as it may.
    let isSilent = noise.isEqual(to: Tensor(0, type: noise.type))
    return noise.squared() / (signal + isSilent)
  }
}

/// The deviation of white noise that gave the coefficients, were they nothing else: the median of their
/// absolute values over 0.6745.
private func deviation(ofNoise band: Tensor) -> Tensor {
  let leading = Array(band.shape.dropLast(2))
  if band.device == .cpu, !band.tracksGradients {
    let channels = band.reshaped([-1] + band.shape.suffix(2))
    let ranks = [(channels[0].count - 1) / 2, channels[0].count / 2]
    let medians = (0..<channels.shape[0]).map { channel in
      channels[channel].magnitudes(atRanks: ranks).reduce(0, +) / 2
    }
    return Tensor(medians, shape: leading + [1, 1], type: band.type) / 0.6745
  }
  // On other devices, and where gradients flow, by LibTorch's operators.
  let sizes = band.abs().reshaped(leading + [-1]).sorted(axis: -1)
  let last = leading.count
  let count = sizes.shape[last]
  let middle = sizes.slice(axis: last, (count - 1) / 2..<count / 2 + 1)
  return middle.mean(axes: [last], keepingAxes: true).expanded(at: -1) / 0.6745
}

extension WaveletPyramid {
  /// The standard deviation of white noise in each channel, estimated from HH1, where an image has next
  /// to nothing of its own: the median of `|HH1|` over 0.6745.
  ///
  /// - Shape: bands `[..., h, w]` to `[..., 1, 1]`.
  /// - Source: Donoho and Johnstone, 1994; exact for orthogonal banks, whose filters keep the
  ///   deviation of white noise.
  public var noiseDeviation: Tensor { deviation(ofNoise: details[0].hh) }

  /// The threshold that white noise almost never exceeds: the deviation of the noise times `sqrt(2 ln n)`,
  /// with n pixels in a channel.
  ///
  /// - Shape: bands `[..., h, w]` to `[..., 1, 1]`.
  /// - Source: Donoho and Johnstone, 1994.
  public var universalThreshold: Tensor { noiseDeviation * universalFactor }

  fileprivate var universalFactor: Double {
    (2 * log(Double(details[0].height * details[0].width))).squareRoot()
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

  /// The pyramid with each band thresholded at its own height; bands without a threshold stay.
  ///
  /// - Parameters:
  ///   - rule: applied to every coefficient of the bands.
  ///   - thresholds: 0 or above; each broadcasts to its band: a single number, or `[..., 1, 1]`.
  /// - Returns: a pyramid of the same shapes.
  public func thresholded(
    by rule: Thresholding, at thresholds: [WaveletBand: Tensor]
  ) -> WaveletPyramid {
    mapBands { band, coefficients in
      thresholds[band].map { rule(coefficients, thresholds: $0) } ?? coefficients
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
    denoise(images, Denoising(rule: rule))
  }

  /// Images without their white noise, whose deviation is estimated in each channel.
  ///
  /// Differentiable, with thresholds that count as constants.
  /// - Shape: `[..., H, W]`, kept.
  /// - Parameters:
  ///   - images: float32 or float64, on the CPU.
  ///   - denoising: thresholds and rule.
  /// - Returns: images of the same shape.
  public func denoise(_ images: Tensor, _ denoising: Denoising) -> Tensor {
    let pyramid = self(images)
    let thresholds = denoising.thresholds(of: pyramid).mapValues(\.detached)
    return inverse(pyramid.thresholded(by: denoising.rule, at: thresholds))
  }
}
