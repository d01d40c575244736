internal import Foundation
internal import Torch

/// A mother wavelet of the continuous transform, under PyWavelets' names and with its values.
///
/// ```swift
/// let wavelet = try ContinuousWavelet(named: "cmor1.5-1.0")
/// print(wavelet.isComplex, wavelet.peakFrequency)  // true 1.0
/// print(ContinuousWavelet.mexicanHat(0))  // 0.8673250705840775
/// ```
///
/// - Source: PyWavelets 1.9, `pywt.wavelist(kind="continuous")`.
public struct ContinuousWavelet: Sendable, Hashable {
  let formula: Formula

  /// The formula with its parameters.
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

  /// The complex Morlet wavelet, a rotating phasor under a Gaussian; PyWavelets' `cmorB-C`.
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

  /// The interval on which the wavelet is sampled, in units of the scale; outside it counts as zero.
  ///
  /// The part cut off is below 1e-5 for the real wavelets and the complex Gaussians, and for `cmor` up
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

extension ContinuousWavelet {
  /// The value at a time in units of the scale; for a complex wavelet the real part.
  public func callAsFunction(_ time: Double) -> Double { value(at: time).real }

  /// Real and imaginary part at a time in units of the scale.
  ///
  /// - Range: any time; the formula holds outside of ``support`` too.
  public func value(at time: Double) -> (real: Double, imaginary: Double) {
    switch formula {
    case .mexicanHat:
      let height = 2 / (3.0.squareRoot() * pow(.pi, 0.25))
      return (height * (1 - time * time) * exp(-time * time / 2), 0)
    case .morlet:
      return (exp(-time * time / 2) * cos(5 * time), 0)
    case .gaussian(let order):
      return (gaussianDerivative(order, time), 0)
    case .complexGaussian(let order):
      return complexGaussianDerivative(order, time)
    case .complexMorlet(let bandwidth, let center):
      let height = exp(-time * time / bandwidth) / (Double.pi * bandwidth).squareRoot()
      return pointer(height, 2 * .pi * center * time)
    case .shannon(let bandwidth, let center):
      return pointer(
        bandwidth.squareRoot() * sinc(bandwidth * time), 2 * .pi * center * time)
    case .bSpline(let order, let bandwidth, let center):
      let box = sinc(bandwidth * time / Double(order))
      return pointer(
        bandwidth.squareRoot() * pow(box, Double(order)), 2 * .pi * center * time)
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

/// The complex number of an absolute value and an angle.
private func pointer(_ length: Double, _ angle: Double) -> (real: Double, imaginary: Double) {
  (length * cos(angle), length * sin(angle))
}

private func sinc(_ x: Double) -> Double {
  x == 0 ? 1 : sin(.pi * x) / (.pi * x)
}

/// The derivative of `exp(-t^2)`, a Hermite polynomial times the bell, with energy 1.
///
/// The sign is PyWavelets': that of the derivative for the orders 1, 4, 5 and 8, else the opposite.
private func gaussianDerivative(_ order: Int, _ time: Double) -> Double {
  var (last, next) = (1.0, 2 * time)
  for k in 1..<order {
    (last, next) = (next, 2 * time * next - 2 * Double(k) * last)
  }
  let energy = gaussianEnergy(order)
  let sign = order.isMultiple(of: 2) ? 1.0 : -1
  let turned = [2, 3, 6, 7].contains(order) ? -1.0 : 1
  return turned * sign * next * exp(-time * time) / energy.squareRoot()
}

/// The derivative of `exp(-t^2 - i t)`, a Hermite polynomial of `t + i / 2`, with energy 1.
private func complexGaussianDerivative(
  _ order: Int, _ time: Double
) -> (real: Double, imaginary: Double) {
  var last = (real: 1.0, imaginary: 0.0)
  var next = (real: 2 * time, imaginary: 1.0)
  for k in 1..<order {
    let step = 2 * Double(k)
    let real = 2 * time * next.real - next.imaginary - step * last.real
    let imaginary = 2 * time * next.imaginary + next.real - step * last.imaginary
    (last, next) = (next, (real, imaginary))
  }
  let sign = order.isMultiple(of: 2) ? 1.0 : -1
  let height = sign * exp(-time * time) / complexGaussianEnergy(order).squareRoot()
  let (c, s) = (cos(time), sin(time))
  return (
    height * (next.real * c + next.imaginary * s), height * (next.imaginary * c - next.real * s)
  )
}

extension ContinuousWavelet {
  /// The energy of the derivative that a Gaussian wavelet is, before it is made 1; 1 for the others.
  var derivativeEnergy: Double {
    switch formula {
    case .gaussian(let order): gaussianEnergy(order)
    case .complexGaussian(let order): complexGaussianEnergy(order)
    case .mexicanHat, .morlet, .complexMorlet, .shannon, .bSpline: 1
    }
  }
}

/// The energy of the derivative of `exp(-t^2)`.
private func gaussianEnergy(_ order: Int) -> Double {
  oddFactorial(order) * (Double.pi / 2).squareRoot()
}

/// The energy of the derivative of `exp(-t^2 - i t)`: its spectrum is `omega^n` times a bell about -1, so
/// that its energy is an even moment of that bell.
private func complexGaussianEnergy(_ order: Int) -> Double {
  let moment = (0...order).reduce(0.0) {
    $0 + binomial(2 * order, 2 * $1) * oddFactorial($1)
  }
  return moment * (Double.pi / 2).squareRoot()
}

/// `1 * 3 * 5 * ... * (2n - 1)`.
private func oddFactorial(_ n: Int) -> Double {
  stride(from: 1, to: 2 * n, by: 2).reduce(1.0) { $0 * Double($1) }
}

private func binomial(_ n: Int, _ k: Int) -> Double {
  (0..<k).reduce(1.0) { $0 * Double(n - $1) / Double($1 + 1) }
}
