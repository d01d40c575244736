internal import Foundation
internal import Torch

extension ContinuousWavelet {
  /// Frequency of the highest peak of the spectrum, in cycles per unit of scale.
  ///
  /// Found by calculus: `sqrt(2)` over `2 pi` for the Mexican hat, 5 for Morlet (whose mirrored bump
  /// changes it by less than 1e-9), `sqrt(2n)` for the n-th derivative of a Gaussian and
  /// `(1 + sqrt(1 + 8n)) / 2` for a complex one; the centre `C` for `cmor`, `shan` and `fbsp`. The
  /// complex Gaussians turn backwards, so that their peak stands at minus this frequency.
  public var peakFrequency: Double {
    switch formula {
    case .mexicanHat: 2.0.squareRoot() / (2 * .pi)
    case .morlet: 5 / (2 * .pi)
    case .gaussian(let order): Double(2 * order).squareRoot() / (2 * .pi)
    case .complexGaussian(let order): (1 + Double(1 + 8 * order).squareRoot()) / (4 * .pi)
    case .complexMorlet(_, let center), .shannon(_, let center), .bSpline(_, _, let center): center
    }
  }

  /// PyWavelets' centre frequency with its usual 256 samples.
  public var centralFrequency: Double { centralFrequency(precision: 8) }

  /// PyWavelets' centre frequency: the strongest bin of a Fourier transform over the support.
  ///
  /// It can only be a multiple of one over the width of the support, and for a spectrum with a flat
  /// top (`shan`) it is the place of the highest ripple. ``peakFrequency`` is the true peak.
  ///
  /// - Parameter precision: logarithm of the number of samples, base 2; from 2 to 20.
  /// - Returns: cycles per unit of scale.
  /// - Source: `pywt.central_frequency`; `pywt.cwt` calls it with a precision of 12.
  public func centralFrequency(precision: Int) -> Double {
    guard (2...20).contains(precision) else {
      misuse("centralFrequency", found: "precision \(precision)", wanted: "2 to 20")
    }
    let samples = samples(count: 1 << precision)
    let count = samples.real.count
    let signal = callOperator(
      "complex", .tensor(Tensor(samples.real)), .tensor(Tensor(samples.imaginary)))[0]
    let spectrum = callOperator("fft_fft", .tensor(signal), .none, .int(-1), .none)[0]
    let heights = spectrum.power().values
    let strongest = (1..<count).max { heights[$0] < heights[$1] } ?? 1
    return Double(min(strongest, count - strongest)) / (support.upperBound - support.lowerBound)
  }

  /// The time in which the envelope falls to 1/e of its top, in units of the scale: how far the edge of a
  /// signal reaches into its transform.
  ///
  /// `sqrt(2)` under `exp(-t^2 / 2)`, 1 under `exp(-t^2)`, `sqrt(B)` under `exp(-t^2 / B)`. For
  /// `shan` and `fbsp`, whose tails fall as `1 / t^M`, it is where the bound of the tail does.
  ///
  /// - Source: Torrence and Compo, "A practical guide to wavelet analysis", 1998, table 1, for
  ///   Morlet and the derivatives of a Gaussian; the same rule for the others.
  public var foldingTime: Double {
    switch formula {
    case .mexicanHat, .morlet: return 2.0.squareRoot()
    case .gaussian, .complexGaussian: return 1
    case .complexMorlet(let bandwidth, _): return bandwidth.squareRoot()
    case .shannon(let bandwidth, _): return M_E / (.pi * bandwidth)
    case .bSpline(let order, let bandwidth, _):
      // (M / (pi B t))^M = 1 / e
      return Double(order) * exp(1 / Double(order)) / (.pi * bandwidth)
    }
  }

  /// The wavelet at equally spaced times from one end of the support to the other.
  ///
  /// - Source: `numpy.linspace`, to the last bit, because PyWavelets rounds positions down to indices.
  func samples(count: Int) -> (times: [Double], real: [Double], imaginary: [Double]) {
    let step = (support.upperBound - support.lowerBound) / Double(count - 1)
    var times = (0..<count).map { Double($0) * step + support.lowerBound }
    times[count - 1] = support.upperBound
    let values = times.map { value(at: $0) }
    return (times, values.map(\.real), values.map(\.imaginary))
  }
}
