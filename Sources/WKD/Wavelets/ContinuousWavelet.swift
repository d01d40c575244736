internal import Torch

/// A mother wavelet of the continuous transform, under PyWavelets' names and with its values.
///
/// - Source: PyWavelets 1.9, `pywt.wavelist(kind="continuous")`.
public struct ContinuousWavelet: Sendable, Hashable {
  let formula: Formula

  /// What is drawn, with its parameters.
  enum Formula: Sendable, Hashable {
    case mexicanHat
    case morlet
    case gaussian(order: Int)
    case complexGaussian(order: Int)
    case complexMorlet(bandwidth: Double, center: Double)
    case shannon(bandwidth: Double, center: Double)
    case bSpline(order: Int, bandwidth: Double, center: Double)
  }

  /// The negative second derivative of a Gaussian, with energy 1; PyWavelets' `mexh`.
  public static let mexicanHat = ContinuousWavelet(formula: .mexicanHat)

  /// The real Morlet wavelet, a cosine of angular frequency 5 under a Gaussian; PyWavelets' `morl`.
  public static let morlet = ContinuousWavelet(formula: .morlet)

  /// A derivative of `exp(-t^2)`, with energy 1; PyWavelets' `gaus1` to `gaus8`.
  ///
  /// - Precondition: `order` is 1 to 8.
  public static func gaussian(order: Int) -> ContinuousWavelet {
    requireOrder(order, 1...8)
    return ContinuousWavelet(formula: .gaussian(order: order))
  }

  /// A derivative of `exp(-t^2 - i t)`, with energy 1; PyWavelets' `cgau1` to `cgau8`.
  ///
  /// - Precondition: `order` is 1 to 8.
  public static func complexGaussian(order: Int) -> ContinuousWavelet {
    requireOrder(order, 1...8)
    return ContinuousWavelet(formula: .complexGaussian(order: order))
  }

  /// The complex Morlet wavelet, a turning pointer under a Gaussian; PyWavelets' `cmorB-C`.
  ///
  /// It is `exp(-t^2 / B + 2 pi i C t) / sqrt(pi B)`.
  ///
  /// - Precondition: both are above 0.
  public static func complexMorlet(bandwidth: Double, center: Double) -> ContinuousWavelet {
    requirePositive(bandwidth, center)
    return ContinuousWavelet(formula: .complexMorlet(bandwidth: bandwidth, center: center))
  }

  /// The Shannon wavelet, whose spectrum is a box of width `B` around `C`; PyWavelets' `shanB-C`.
  ///
  /// It is `sqrt(B) sinc(B t) exp(2 pi i C t)`, where `sinc(x)` is `sin(pi x) / (pi x)`.
  ///
  /// - Precondition: both are above 0.
  public static func shannon(bandwidth: Double, center: Double) -> ContinuousWavelet {
    requirePositive(bandwidth, center)
    return ContinuousWavelet(formula: .shannon(bandwidth: bandwidth, center: center))
  }

  /// The wavelet whose spectrum is a spline of width `B` around `C`; PyWavelets' `fbspM-B-C`.
  ///
  /// It is `sqrt(B) sinc(B t / M)^M exp(2 pi i C t)`.
  ///
  /// - Precondition: `order` is at least 1, bandwidth and centre are above 0.
  public static func bSpline(
    order: Int, bandwidth: Double, center: Double
  ) -> ContinuousWavelet {
    requireOrder(order, 1...64)
    requirePositive(bandwidth, center)
    return ContinuousWavelet(
      formula: .bSpline(order: order, bandwidth: bandwidth, center: center))
  }

  /// Whether the wavelet has an imaginary part.
  public var isComplex: Bool {
    switch formula {
    case .mexicanHat, .morlet, .gaussian: false
    case .complexGaussian, .complexMorlet, .shannon, .bSpline: true
    }
  }

  /// Where the wavelet is sampled, in units of the scale; outside it counts as zero.
  ///
  /// What is cut off is below 1e-5 for the real wavelets and the complex Gaussians, and for `cmor` up
  /// to a bandwidth of 5. A wider `cmor` ends before it has faded, and `shan` and `fbsp1` fade so
  /// slowly that a hundredth of their height or more is left at the ends.
  ///
  /// - Source: PyWavelets' lower and upper bounds.
  public var support: ClosedRange<Double> {
    switch formula {
    case .mexicanHat, .morlet, .complexMorlet: -8...8
    case .gaussian, .complexGaussian: -5...5
    case .shannon, .bSpline: -20...20
    }
  }
}

private func requireOrder(_ order: Int, _ range: ClosedRange<Int>) {
  guard range.contains(order) else {
    misuse("ContinuousWavelet", found: "order \(order)", wanted: "an order in \(range)")
  }
}

private func requirePositive(_ bandwidth: Double, _ center: Double) {
  guard bandwidth > 0, center > 0, bandwidth.isFinite, center.isFinite else {
    misuse(
      "ContinuousWavelet", found: "bandwidth \(bandwidth) and centre \(center)",
      wanted: "two numbers above 0")
  }
}
