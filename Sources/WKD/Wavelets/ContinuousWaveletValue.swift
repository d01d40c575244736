internal import Foundation

extension ContinuousWavelet {
  /// The value at `time`, in units of the scale; for a complex wavelet the real part.
  public func callAsFunction(_ time: Double) -> Double { value(at: time).real }

  /// Real and imaginary part at `time`, in units of the scale.
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

/// A complex number by length and angle.
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
  // The energy of the derivative is (2n - 1)!! sqrt(pi / 2).
  let energy = oddFactorial(order) * (Double.pi / 2).squareRoot()
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
  // The spectrum is omega^n times a bell about -1, so its energy is an even moment of that bell.
  let energy = (0...order).reduce(0.0) {
    $0 + binomial(2 * order, 2 * $1) * oddFactorial($1)
  }
  let sign = order.isMultiple(of: 2) ? 1.0 : -1
  let height = sign * exp(-time * time) / (energy * (Double.pi / 2).squareRoot()).squareRoot()
  let (c, s) = (cos(time), sin(time))
  return (
    height * (next.real * c + next.imaginary * s), height * (next.imaginary * c - next.real * s)
  )
}

/// `1 * 3 * 5 * ... * (2n - 1)`.
private func oddFactorial(_ n: Int) -> Double {
  stride(from: 1, to: 2 * n, by: 2).reduce(1.0) { $0 * Double($1) }
}

private func binomial(_ n: Int, _ k: Int) -> Double {
  (0..<k).reduce(1.0) { $0 * Double(n - $1) / Double($1 + 1) }
}
