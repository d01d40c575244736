internal import Foundation
public import Torch

/// The continuous wavelet transform of a sampled signal: a correlation with the wavelet stretched to
/// every scale and shifted to every sample.
///
/// `W(a, b)` is the sum over all samples `n` of `x[n]` times the conjugate of `psi((n - b) / a)`,
/// divided by the square root of `a` or by `a`.
///
/// - Source: Mallat, "A wavelet tour of signal processing", chapter 4; numbers of `.integrated` as in
///   `pywt.cwt`.
public struct ContinuousTransform: Sendable {
  /// How a coefficient is computed from samples.
  public enum Method: Sendable, CaseIterable {
    /// Samples the wavelet at every sample of the signal: the formula itself. Accurate to rounding
    /// where the stretched wavelet has no frequencies above half the rate, aliased at scales below.
    case sampled
    /// Integrates the wavelet from sample to sample first, as PyWavelets does: the answer to a signal
    /// that stays constant between samples. Small scales keep a sum of zero, at the price of a mild
    /// low-pass filter. The result sits up to half a sample beside that of `.sampled`, which turns
    /// the phase of a tone at scale `a` by up to `pi * peakFrequency / a`. PyWavelets reads the
    /// integral from a table of 4,096 points without interpolation; that leaves differences of about
    /// a thousandth at scales around 100 beyond the shift.
    case integrated
  }

  /// What a scale is divided by.
  public enum Normalization: Sendable, CaseIterable {
    /// `1 / sqrt(a)`: every scale has the same energy. PyWavelets' choice.
    case energy
    /// `1 / a`: a pure tone gets the same height at every scale.
    case amplitude
  }

  /// How the correlations are summed; the numbers agree to rounding.
  public enum Convolution: Sendable, CaseIterable {
    /// By Fourier transforms of overlapping blocks.
    case fourier
    /// Term by term: slow, and simple enough to check the other.
    case direct
  }

  /// The mother wavelet.
  public let wavelet: ContinuousWavelet
  /// In samples, in the order of the result's rows.
  public let scales: [Double]
  public let method: Method
  public let normalization: Normalization
  public let convolution: Convolution

  /// - Precondition: there is a scale, and every scale is above 0; for `.integrated` also at least
  ///   one over the width of the wavelet's support.
  public init(
    _ wavelet: ContinuousWavelet, scales: [Double], method: Method = .sampled,
    normalization: Normalization = .energy, convolution: Convolution = .fourier
  ) {
    guard !scales.isEmpty, scales.allSatisfy({ $0 > 0 && $0 < 1e9 }) else {
      misuse("ContinuousTransform", found: "\(scales)", wanted: "scales above 0")
    }
    self.wavelet = wavelet
    self.scales = scales
    self.method = method
    self.normalization = normalization
    self.convolution = convolution
  }

  /// Coefficients of every scale at every sample; beyond its ends the signal counts as zero.
  ///
  /// - Shape: `[samples]` to `[scales, samples]`; float32 stays float32, any other type becomes
  ///   float64. Kernels are always made in double precision.
  /// - Precondition: the wavelet is real; ``analyze(_:)`` takes the complex ones too.
  public func callAsFunction(_ signal: Tensor) -> Tensor {
    guard !wavelet.isComplex else {
      misuse("ContinuousTransform", found: wavelet.name, wanted: "a real wavelet, or analyze(_:)")
    }
    return analyze(signal).real
  }

  /// Real and imaginary parts of the coefficients of every scale at every sample; beyond its ends the
  /// signal counts as zero.
  ///
  /// - Shape: `[samples]` to two of `[scales, samples]`; float32 stays float32, any other type
  ///   becomes float64.
  public func analyze(_ signal: Tensor) -> ContinuousCoefficients {
    guard signal.rank == 1, signal.count > 0 else {
      misuse("ContinuousTransform", found: "\(signal.shape)", wanted: "[samples]")
    }
    let samples = signal.type == .float32 ? signal : signal.converted(to: .float64)
    let parts: Tensor
    switch convolution {
    case .fourier: parts = convolvedByFourier(samples)
    case .direct: parts = convolvedDirectly(samples)
    }
    return ContinuousCoefficients(real: parts[0], imaginary: wavelet.isComplex ? parts[1] : nil)
  }
}

/// The continuous wavelet transform of one signal.
public struct ContinuousCoefficients: Sendable {
  /// `[scales, samples]`.
  public let real: Tensor
  /// `[scales, samples]`; nil for a real wavelet.
  public let imaginary: Tensor?

  /// Coefficients from elsewhere.
  ///
  /// - Precondition: both have the shape `[scales, samples]`.
  public init(real: Tensor, imaginary: Tensor?) {
    guard real.rank == 2, imaginary.map({ $0.shape == real.shape }) ?? true else {
      misuse(
        "ContinuousCoefficients", found: "\(real.shape), \(imaginary?.shape ?? [])",
        wanted: "[scales, samples]")
    }
    self.real = real
    self.imaginary = imaginary
  }

  /// Lengths of the coefficients: the scalogram.
  ///
  /// - Shape: `[scales, samples]`.
  /// - Range: 0 and above.
  public var magnitude: Tensor {
    guard let imaginary else { return real.abs() }
    return callOperator("hypot", .tensor(real), .tensor(imaginary))[0]
  }
}
