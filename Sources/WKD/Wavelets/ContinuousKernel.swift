internal import Foundation
internal import Torch

/// The numbers that a signal is convolved with to get the coefficients of one scale.
struct ContinuousKernel: Sendable {
  /// One row for a real wavelet; for a complex one the imaginary part of the answer as second.
  let rows: [[Double]]
  /// The coefficient at sample `b` is number `b + lead` of the full convolution.
  let lead: Int

  /// The largest distance in samples that the kernel covers to either side.
  var reach: Int { max(lead, rows[0].count - 1 - lead) }

  /// A row with its sample `lead` at the start and what comes before it at the end, so that a
  /// circular convolution puts every coefficient at its own sample.
  func centered(_ part: Int, size: Int) -> [Double] {
    let row = rows[part]
    let zeros = [Double](repeating: 0, count: size - row.count)
    return row[min(lead, row.count)...] + zeros + row[..<min(lead, row.count)]
  }
}

extension ContinuousWavelet {
  /// The wavelet itself, sampled at whole distances, mirrored and conjugated.
  ///
  /// Correlation with the wavelet is convolution with the mirrored one.
  func sampledKernel(scale: Double, factor: Double) -> ContinuousKernel {
    let half = Int((support.upperBound * scale).rounded(.up))
    let values = (-half...half).map { value(at: -Double($0) / scale) }
    var rows = [values.map { $0.real * factor }]
    if isComplex { rows.append(values.map { -$0.imaginary * factor }) }
    return ContinuousKernel(rows: rows, lead: half)
  }
}

/// The running integral of a wavelet, from which the kernels of ``ContinuousTransform/Method/integrated``
/// are cut.
struct WaveletIntegral: Sendable {
  private let wavelet: ContinuousWavelet
  private let rows: [[Double]]
  private let width: Double
  private let step: Double

  /// The integral of a wavelet over its support.
  ///
  /// - Source: `pywt.integrate_wavelet` with the `precision=12` of `pywt.cwt`: 4,096 points, summed
  ///   as rectangles.
  init(_ wavelet: ContinuousWavelet) {
    let samples = wavelet.samples(count: 4096)
    let step = samples.times[1] - samples.times[0]
    self.wavelet = wavelet
    self.step = step
    width = wavelet.support.upperBound - wavelet.support.lowerBound
    rows = (wavelet.isComplex ? [samples.real, samples.imaginary] : [samples.real]).map { row in
      var sum = 0.0
      return row.map { value in
        sum += value
        return sum * step
      }
    }
  }

  /// The increments of the integral from sample to sample, mirrored and conjugated.
  ///
  /// PyWavelets convolves with the integral and takes differences of the result; differences of the
  /// kernel give the same numbers for less work and with less rounding.
  ///
  /// - Source: `pywt.cwt`, which takes the nearest point of the integral below.
  /// - Precondition: the stretched wavelet covers at least two samples.
  func kernel(scale: Double, factor: Double) -> ContinuousKernel {
    let samples = Int((scale * width + 1).rounded(.up))
    let places: [Int] = (0..<samples).map { Int(Double($0) / (scale * step)) }
    let indices = places.prefix { $0 < rows[0].count }
    guard indices.count >= 2 else {
      misuse(
        "ContinuousTransform", found: "the integrated \(wavelet.name) at scale \(scale)",
        wanted: "a scale of at least \(1 / width)")
    }
    let signs = [-factor, factor]
    let increments = zip(rows, signs).map { row, sign -> [Double] in
      let inner: [Double] = indices.reversed().map { row[$0] * sign }
      let integral = [0] + inner + [0]
      return zip(integral.dropFirst(), integral).map { $0 - $1 }
    }
    return ContinuousKernel(rows: increments, lead: 1 + (indices.count - 2) / 2)
  }
}
