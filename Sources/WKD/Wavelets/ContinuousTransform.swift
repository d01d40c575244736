internal import Foundation
public import Torch

/// The continuous wavelet transform of a sampled signal: a correlation with the wavelet stretched to
/// every scale and shifted to every sample.
///
/// `W(a, b)` is the sum over all samples `n` of `x[n]` times the conjugate of `psi((n - b) / a)`,
/// divided by the square root of `a` or by `a`.
///
/// ```swift
/// let rate = 100.0  // samples a second
/// let signal = Tensor((0..<500).map { sin(2 * .pi * 8 * Double($0) / rate) })
/// let transform = ContinuousTransform(
///   try ContinuousWavelet(named: "cmor1.5-1.0"),
///   scales: ContinuousTransform.scales(from: 4, through: 50, count: 40), normalization: .amplitude)
/// let scalogram = transform.analyze(signal).magnitude
/// let middle = scalogram.slice(axis: 1, 250..<251).values
/// let strongest = middle.indices.max { middle[$0] < middle[$1] } ?? 0
/// print(transform.frequencies(rate: rate)[strongest])  // close to 8
/// ```
///
/// - Source: Mallat, "A wavelet tour of signal processing", chapter 4; numbers of `.integrated` as in
///   `pywt.cwt`.
public struct ContinuousTransform: Sendable {
  /// The way from samples to a coefficient.
  public enum Method: Sendable, CaseIterable {
    /// Samples the wavelet at every sample of the signal: the formula itself. Accurate to rounding
    /// where the stretched wavelet has no frequencies above half the rate, aliased at scales below:
    /// from ``ContinuousWavelet/smallestSampledScale`` on, the strongest scale tells the frequency of a
    /// tone.
    case sampled
    /// Integrates the wavelet from sample to sample first, as PyWavelets does: the answer to a signal
    /// that stays constant between samples. Small scales keep a sum of zero, at the price of a mild
    /// low-pass filter. The result sits up to half a sample beside that of `.sampled`, which turns
    /// the phase of a tone at scale `a` by up to `pi * peakFrequency / a`. PyWavelets reads the
    /// integral from a table of 4,096 points without interpolation; that leaves differences of about
    /// a thousandth at scales around 100 beyond the shift.
    case integrated
  }

  /// The divisor of a scale.
  public enum Normalization: Sendable, CaseIterable {
    /// `1 / sqrt(a)`: every scale has the same energy. PyWavelets' choice.
    case energy
    /// `1 / a`: a pure tone gets the same height at every scale.
    case amplitude
  }

  /// The order in which correlations are summed; the numbers agree to rounding.
  public enum Convolution: Sendable, CaseIterable {
    /// By Fourier transforms of overlapping blocks.
    case fourier
    /// Term by term: slow, and simple enough to check the other.
    case direct
  }

  /// The mother wavelet.
  public let wavelet: ContinuousWavelet
  /// Scales in samples, in the order of the result's rows.
  public let scales: [Double]
  /// The way from samples to coefficients.
  public let method: Method
  /// The divisor of a scale.
  public let normalization: Normalization
  /// The order in which correlations are summed.
  public let convolution: Convolution

  /// A transform at some scales.
  ///
  /// - Parameters:
  ///   - wavelet: real or complex.
  ///   - scales: at least one, in samples, above 0; for `.integrated` also at least one over the width of
  ///     the wavelet's support. ``scales(from:through:count:)`` makes them.
  ///   - method: `.integrated` gives PyWavelets' numbers.
  ///   - normalization: `.energy` is PyWavelets'.
  ///   - convolution: `.direct` is slow and simple.
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

extension ContinuousTransform {
  /// The frequency that stands for a wavelet at scale 1.
  public enum FrequencyRule: Sendable {
    /// The frequency at which the spectrum of the wavelet is highest: that of the tone that a scale answers to
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
  ///   - rule: the frequency that stands for a wavelet.
  /// - Returns: one frequency a scale, in the order of ``scales``.
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
  /// Nearer than this, a coefficient holds more than 1/e of the envelope of what lies beyond the end.
  ///
  /// - Source: Torrence and Compo, "A practical guide to wavelet analysis", 1998, section 3g.
  public var coneOfInfluence: [Double] { scales.map { wavelet.foldingTime * $0 } }

  /// Scales in equal ratios, equally spaced on a logarithmic axis.
  ///
  /// - Parameters:
  ///   - first: above 0.
  ///   - last: above 0.
  ///   - count: at least 2.
  /// - Returns: `count` scales from `first` to `last`.
  /// - Source: `numpy.geomspace`.
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

/// The continuous wavelet transform of one signal.
public struct ContinuousCoefficients: Sendable {
  /// `[scales, samples]`.
  public let real: Tensor
  /// `[scales, samples]`; nil for a real wavelet.
  public let imaginary: Tensor?

  /// Coefficients computed elsewhere.
  ///
  /// - Parameters:
  ///   - real: `[scales, samples]`.
  ///   - imaginary: the same shape; nil for a real wavelet.
  public init(real: Tensor, imaginary: Tensor?) {
    guard real.rank == 2, imaginary.map({ $0.shape == real.shape }) ?? true else {
      misuse(
        "ContinuousCoefficients", found: "\(real.shape), \(imaginary?.shape ?? [])",
        wanted: "[scales, samples]")
    }
    self.real = real
    self.imaginary = imaginary
  }

  /// Absolute values of the coefficients: the scalogram.
  ///
  /// - Shape: `[scales, samples]`.
  /// - Range: 0 and above.
  public var magnitude: Tensor {
    guard let imaginary else { return real.abs() }
    return callOperator("hypot", .tensor(real), .tensor(imaginary))[0]
  }
}

extension ContinuousTransform {
  /// The kernels of all scales, in their order, as far as they can meet a signal of some samples.
  func kernels(samples: Int) -> [ContinuousKernel] {
    let integral = method == .integrated ? WaveletIntegral(wavelet) : nil
    return scales.map { scale in
      let extra = normalization == .amplitude ? 1 / scale.squareRoot() : 1
      if let integral {
        return integral.kernel(
          scale: scale, factor: scale.squareRoot() * extra, samples: samples)
      }
      return wavelet.sampledKernel(
        scale: scale, factor: extra / scale.squareRoot(), samples: samples)
    }
  }

  /// - Shape: `[samples]` to `[parts, scales, samples]`.
  func convolvedByFourier(_ signal: Tensor) -> Tensor {
    let parts = wavelet.isComplex ? 2 : 1
    let kernels = kernels(samples: signal.count)
    let plans = kernels.map { BlockPlan(kernelReach: $0.reach, samples: signal.count) }
    let output = Tensor.unwritten([parts, scales.count, signal.count], type: signal.type)
    var convolution = ContinuousConvolution(signal)
    var start = 0
    while start < scales.count {
      let plan = plans[start]
      // A few scales at once keep all threads busy; too many do not fit into the cache.
      let limit = max(1, (1 << 19) / (parts * plan.count * plan.size))
      var end = start + 1
      while end < scales.count, end - start < limit, plans[end] == plan { end += 1 }
      convolution.write(
        Array(kernels[start..<end]), plan: plan, into: output, at: start..<end)
      start = end
    }
    return output
  }

  /// - Shape: `[samples]` to `[parts, scales, samples]`; sums in double precision.
  func convolvedDirectly(_ signal: Tensor) -> Tensor {
    let samples = signal.values
    let kernels = kernels(samples: samples.count)
    let parts = (0..<(wavelet.isComplex ? 2 : 1)).flatMap { part in
      kernels.flatMap { centralConvolution(samples, $0.rows[part], lead: $0.lead) }
    }
    return Tensor(
      parts, shape: [parts.count / (scales.count * samples.count), scales.count, samples.count],
      type: signal.type)
  }
}

/// Samples `lead` and following of the full convolution, as many as the signal has.
private func centralConvolution(_ signal: [Double], _ kernel: [Double], lead: Int) -> [Double] {
  signal.indices.map { shift in
    let end = shift + lead
    let first = max(0, end - kernel.count + 1)
    let last = min(signal.count - 1, end)
    var sum = 0.0
    for index in stride(from: first, through: last, by: 1) {
      sum += signal[index] * kernel[end - index]
    }
    return sum
  }
}
