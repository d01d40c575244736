internal import Foundation
public import Torch

/// The continuous wavelet transform of a sampled signal: a correlation with the wavelet stretched to
/// every scale and shifted to every sample.
public struct ContinuousTransform: Sendable {
  /// How a coefficient is computed from samples.
  public enum Method: Sendable {
    /// Samples the wavelet: exact for scales well above 1, aliased below.
    case sampled
    /// Integrates the wavelet over each sample first, as PyWavelets does.
    case integrated
  }

  /// What a scale is divided by.
  public enum Normalization: Sendable {
    /// `1 / sqrt(a)`: every scale has the same energy.
    case energy
    /// `1 / a`: a pure tone gets the same height at every scale.
    case amplitude
  }

  public let wavelet: ContinuousWavelet
  /// In samples.
  public let scales: [Double]
  public let method: Method
  public let normalization: Normalization

  /// - Precondition: every scale is above 0.
  public init(
    _ wavelet: ContinuousWavelet, scales: [Double], method: Method = .sampled,
    normalization: Normalization = .energy
  ) {
    guard scales.allSatisfy({ $0 > 0 }) else {
      misuse("ContinuousTransform", found: "\(scales)", wanted: "scales above 0")
    }
    self.wavelet = wavelet
    self.scales = scales
    self.method = method
    self.normalization = normalization
  }

  /// Coefficients of every scale at every sample; beyond its ends the signal counts as zero.
  ///
  /// - Shape: `[samples]` to `[scales, samples]`, float64.
  public func callAsFunction(_ signal: Tensor) -> Tensor {
    guard signal.rank == 1 else {
      misuse("ContinuousTransform", found: "\(signal.shape)", wanted: "[samples]")
    }
    let samples = signal.converted(to: .float64)
    return Tensor.stacked(scales.map { coefficients(samples, scale: $0) })
  }

  /// The frequency that each scale answers to most, in cycles per unit of time.
  ///
  /// - Parameter rate: samples per unit of time.
  public func frequencies(rate: Double) -> [Double] {
    scales.map { wavelet.peakFrequency * rate / $0 }
  }

  private func coefficients(_ signal: Tensor, scale: Double) -> Tensor {
    let extra = normalization == .amplitude ? 1 / scale.squareRoot() : 1
    switch method {
    case .sampled:
      let half = Int((ContinuousWavelet.support.upperBound * scale).rounded(.up))
      // Correlation is convolution with the mirrored kernel.
      let kernel = (-half...half).map { wavelet(-Double($0) / scale) }
      let all = convolve(signal, kernel) * (extra / scale.squareRoot())
      return all.slice(axis: 0, half..<half + signal.count)
    case .integrated:
      let kernel = integratedKernel(scale: scale)
      let all = convolve(signal, kernel)
      let steps = all.slice(axis: 0, 1..<all.count) - all.slice(axis: 0, 0..<all.count - 1)
      let start = (steps.count - signal.count) / 2
      return steps.slice(axis: 0, start..<start + signal.count) * (-extra * scale.squareRoot())
    }
  }

  /// The running integral of the wavelet, stretched to the scale and mirrored.
  ///
  /// - Source: `pywt.cwt` with its `precision=12`: 4,096 points of the integral, the one below taken.
  private func integratedKernel(scale: Double) -> [Double] {
    let count = 4096
    let support = ContinuousWavelet.support
    let width = support.upperBound - support.lowerBound
    let step = width / Double(count - 1)
    var integral: [Double] = []
    for index in 0..<count {
      let value = wavelet(support.lowerBound + width * Double(index) / Double(count - 1))
      integral.append((integral.last ?? 0) + value * step)
    }
    return (0...Int((scale * width).rounded(.up)))
      .filter { Double($0) < scale * width + 1 }
      .map { Int(Double($0) / (scale * step)) }
      .prefix { $0 < count }
      .map { integral[$0] }
      .reversed()
  }

  /// Full linear convolution by the Fourier transform: `n + m - 1` samples.
  private func convolve(_ signal: Tensor, _ kernel: [Double]) -> Tensor {
    let count = signal.count + kernel.count - 1
    var size = 1
    while size < count { size *= 2 }
    let transform = { (x: Tensor) in
      callOperator("fft_rfft", .tensor(x), .int(size), .int(-1), .none)[0]
    }
    let product = transform(signal) * transform(Tensor(kernel))
    return callOperator("fft_irfft", .tensor(product), .int(size), .int(-1), .none)[0]
      .slice(axis: 0, 0..<count)
  }
}
