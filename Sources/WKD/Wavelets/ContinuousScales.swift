internal import Foundation
internal import Torch

extension ContinuousTransform {
  /// What a scale is said to measure.
  public enum FrequencyRule: Sendable {
    /// Where the spectrum of the wavelet is highest: the frequency of the tone that a scale answers to
    /// most among all tones of equal height.
    case spectralPeak
    /// PyWavelets' frequencies of `pywt.cwt`: the strongest bin among 4,096 samples.
    case centralFrequency
  }

  /// The frequency of each scale, in cycles per unit of time.
  ///
  /// With `.amplitude` a tone is strongest at the scale whose spectral peak it has; with `.energy` at
  /// a somewhat larger scale, since the factor `1 / sqrt(a)` leans on large ones.
  ///
  /// - Parameters:
  ///   - rate: samples per unit of time.
  ///   - rule: which frequency stands for a wavelet.
  public func frequencies(rate: Double, rule: FrequencyRule = .spectralPeak) -> [Double] {
    let frequency =
      switch rule {
      case .spectralPeak: wavelet.peakFrequency
      case .centralFrequency: wavelet.centralFrequency(precision: 12)
      }
    return scales.map { frequency * rate / $0 }
  }

  /// The cone of influence: how many samples from either end the end itself disturbs each scale.
  ///
  /// Nearer than this a coefficient is more than 1/e under the envelope of what lies beyond the end.
  ///
  /// - Source: Torrence and Compo, "A practical guide to wavelet analysis", 1998, section 3g.
  public var coneOfInfluence: [Double] { scales.map { wavelet.foldingTime * $0 } }

  /// Scales whose neighbours have equal ratios, as a logarithmic axis wants them.
  ///
  /// - Source: `numpy.geomspace`.
  /// - Precondition: both ends are above 0; there are at least two scales.
  public static func scales(from first: Double, through last: Double, count: Int) -> [Double] {
    guard first > 0, last > 0, count >= 2 else {
      misuse(
        "scales", found: "\(count) from \(first) through \(last)",
        wanted: "two or more between numbers above 0")
    }
    let ratio = log(last / first) / Double(count - 1)
    return (0..<count).map { $0 == count - 1 ? last : first * exp(ratio * Double($0)) }
  }
}
