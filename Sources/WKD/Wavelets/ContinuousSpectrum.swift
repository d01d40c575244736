internal import Foundation

extension ContinuousWavelet {
  /// The spectrum of the wavelet by its formula: the integral of `psi(t) exp(-2 pi i f t)` over all times.
  ///
  /// ```swift
  /// let wavelet = try ContinuousWavelet(named: "cmor1.5-1.0")
  /// print(wavelet.spectrum(at: wavelet.peakFrequency).real)  // 1.0
  /// ```
  ///
  /// - Parameter frequency: cycles per unit of scale, of either sign.
  /// - Returns: real and imaginary part.
  /// - Range: real, but for the derivatives of odd order, whose spectrum is imaginary, and the complex
  ///   Gaussians, where each derivative is a quarter turn.
  /// - Source: Fourier transforms of a Gaussian, of its derivatives and of powers of `sinc`, whose spectra are
  ///   B-splines: Unser, "Splines: a perfect fit for signal and image processing", 1999.
  public func spectrum(at frequency: Double) -> (real: Double, imaginary: Double) {
    let height = spectrumHeight(at: frequency)
    switch spectrumTurn {
    case 0: return (height, 0)
    case 1: return (0, height)
    case 2: return (-height, 0)
    default: return (0, -height)
    }
  }

  /// Quarter turns of the whole spectrum from the real axis, 0 to 3.
  package var spectrumTurn: Int {
    switch formula {
    // PyWavelets' signs, see the values: those of even order turn by a half or not at all.
    case .gaussian(let order): order.isMultiple(of: 2) ? 0 : 1
    case .complexGaussian(let order): order % 4
    case .mexicanHat, .morlet, .complexMorlet, .shannon, .bSpline: 0
    }
  }

  /// Whether the peak of the spectrum stands at a negative frequency.
  package var isBackward: Bool {
    if case .complexGaussian = formula { true } else { false }
  }

  /// The spectrum without its quarter turns: a real number of either sign.
  package func spectrumHeight(at frequency: Double) -> Double {
    let angular = 2 * Double.pi * frequency
    switch formula {
    case .mexicanHat:
      let height = 2 * (2 / 3.0).squareRoot() * pow(.pi, 0.25)
      return height * angular * angular * exp(-angular * angular / 2)
    case .morlet:
      let sides = exp(-pow(angular - 5, 2) / 2) + exp(-pow(angular + 5, 2) / 2)
      return (Double.pi / 2).squareRoot() * sides
    case .gaussian(let order):
      let bell = Double.pi.squareRoot() * exp(-angular * angular / 4)
      return pow(angular, Double(order)) * bell / derivativeEnergy.squareRoot()
    case .complexGaussian(let order):
      let bell = Double.pi.squareRoot() * exp(-pow(angular + 1, 2) / 4)
      return pow(angular, Double(order)) * bell / derivativeEnergy.squareRoot()
    case .complexMorlet(let bandwidth, let center):
      return exp(-pow(.pi * (frequency - center), 2) * bandwidth)
    case .shannon(let bandwidth, let center):
      return cardinalSpline(1, (frequency - center) / bandwidth) / bandwidth.squareRoot()
    case .bSpline(let order, let bandwidth, let center):
      let box = bandwidth / Double(order)
      return bandwidth.squareRoot() / box * cardinalSpline(order, (frequency - center) / box)
    }
  }

  /// The frequencies between which the spectrum has one height, in cycles per unit of scale; nil for a
  /// spectrum with a peak.
  ///
  /// Shannon wavelets and B-splines of order 1 answer alike to all tones in this band: the row of a
  /// scalogram that is strongest says no more of a tone than that it lies there.
  public var flatBand: ClosedRange<Double>? {
    switch formula {
    case .shannon(let bandwidth, let center), .bSpline(1, let bandwidth, let center):
      max(0, center - bandwidth / 2)...center + bandwidth / 2
    default: nil
    }
  }

  /// The smallest scale, in samples, from which on ``ContinuousTransform/Method/sampled`` tells the frequency
  /// of a tone to 2 %; nil where no scale does.
  ///
  /// A wavelet that is sampled at whole distances answers to the frequencies beyond the rate too, which mirror
  /// tones below half the rate: to a tone of `f` cycles per sample with the sum of its spectrum at `f`, `f - 1`
  /// and `f + 1` times the scale. At smaller scales that sum has its peak elsewhere. A real tone turns both
  /// ways, so that wide complex wavelets, which answer to both, may have no peak near a tone at any scale.
  ///
  /// - Range: ``peakFrequency`` over this is the highest frequency in cycles per sample that can be told. For
  ///   `cmor1.5-1.0` it is 2.13 samples, for `mexh` 0.95.
  public var smallestSampledScale: Double? {
    guard flatBand == nil else { return nil }
    let peak = peakFrequency
    /// The power of the answers to a tone that turns both ways.
    func power(_ frequency: Double, _ scale: Double) -> Double {
      [frequency, -frequency].reduce(0) { sum, tone in
        let answer = [-1.0, 0, 1].reduce(0) { $0 + spectrumHeight(at: scale * (tone + $1)) }
        return sum + answer * answer
      }
    }
    func isTrue(_ frequency: Double) -> Bool {
      // From half to twice the scale, in steps of a third of a per cent.
      let factors = (-210...210).map { exp(Double($0) / 300) }
      let best = factors.max {
        power(frequency, peak / frequency * $0) < power(frequency, peak / frequency * $1)
      }
      return best.map { abs(log($0)) < 0.02 } ?? false
    }
    // Far below half the rate nothing is mirrored.
    guard isTrue(0.001) else { return nil }
    var frequency = 0.01
    while frequency < 0.495, isTrue(frequency + 0.005) { frequency += 0.005 }
    return peak / frequency
  }

  /// How far the ends of a signal disturb its measure, in units of the scale: ``foldingTime``, but at least one
  /// and a half periods, and twenty where the spectrum does not fade towards frequency 0, so that cutting it
  /// there makes it ring.
  ///
  /// Within the first period wide spectra, whose folding time is a third of it, take a tone that begins for one
  /// up to 3 % away; after one and a half it is a thousandth.
  package var endReach: Double {
    guard flatBand == nil else { return foldingTime }
    let isCut = spectrumHeight(at: 0) > 0.1 * spectrumHeight(at: peakFrequency)
    return max(foldingTime, (isCut ? 20 : 1.5) / peakFrequency)
  }

  /// Whether the wavelet fades as a power of time, so that what it tells is disturbed from farther away than its
  /// folding time says.
  package var fadesSlowly: Bool {
    switch formula {
    case .shannon, .bSpline: true
    case .mexicanHat, .morlet, .gaussian, .complexGaussian, .complexMorlet: false
    }
  }

  /// How far the wavelet reaches to either side before it has faded below a millionth of its height, in units
  /// of the scale; where it fades slowly, PyWavelets' support.
  package var reach: Double {
    switch formula {
    case .mexicanHat, .morlet: 6
    case .gaussian, .complexGaussian: 5
    // exp(-t^2 / B) is a millionth at 3.72 sqrt(B). What is cut off at frequency 0 fades slowly.
    case .complexMorlet(let bandwidth, _):
      max(3.8 * bandwidth.squareRoot(), spectrumHeight(at: 0) > 1e-3 ? 20 / peakFrequency : 0)
    case .shannon(let bandwidth, _), .bSpline(_, let bandwidth, _): max(20, 20 / bandwidth)
    }
  }
}

/// The B-spline of an order with whole knots, whose support is `order` wide and centred at 0; its
/// spectrum is `sinc` to that power.
///
/// - Source: de Boor, "A practical guide to splines": the recursion, which is stable at all orders.
private func cardinalSpline(_ order: Int, _ place: Double) -> Double {
  let x = place + Double(order) / 2
  guard x > 0, x < Double(order) else { return 0 }
  // Values of the spline of the order so far at x, x - 1, ...
  var values = (0..<order).map { x - Double($0) >= 0 && x - Double($0) < 1 ? 1.0 : 0 }
  for degree in 1..<max(order, 1) {
    for shift in 0..<order - degree {
      let inner = x - Double(shift)
      values[shift] =
        (inner * values[shift] + (Double(degree + 1) - inner) * values[shift + 1]) / Double(degree)
    }
  }
  return values[0]
}
