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
  /// Correlation with the wavelet is convolution with the mirrored one. Whatever would lie beyond a signal of
  /// that many samples at every shift is left out.
  func sampledKernel(scale: Double, factor: Double, samples: Int) -> ContinuousKernel {
    let half = min(Int((support.upperBound * scale).rounded(.up)), samples - 1)
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
  /// kernel give the same numbers for less work and with less rounding. Increments that would lie beyond a
  /// signal of that many samples at every shift are left out.
  ///
  /// - Source: `pywt.cwt`, which takes the nearest point of the integral below.
  /// - Precondition: the stretched wavelet covers at least two samples.
  func kernel(scale: Double, factor: Double, samples: Int) -> ContinuousKernel {
    let count = pointCount(scale: scale)
    guard count >= 2 else {
      misuse(
        "ContinuousTransform", found: "the integrated \(wavelet.name) at scale \(scale)",
        wanted: "a scale of at least \(1 / width)")
    }
    let lead = 1 + (count - 2) / 2
    let kept = max(0, lead - (samples - 1))...min(count, lead + samples - 1)
    let signs = [-factor, factor]
    let increments = zip(rows, signs).map { row, sign -> [Double] in
      // Point k of the integral, from the last one back; 0 before the first and after the last.
      let integral = (kept.lowerBound...kept.upperBound + 1).map { position -> Double in
        guard position > 0, position <= count else { return 0 }
        return row[place(count - position, scale: scale)] * sign
      }
      return zip(integral.dropFirst(), integral).map { $0 - $1 }
    }
    return ContinuousKernel(rows: increments, lead: lead - kept.lowerBound)
  }

  /// The point of the integral's table that stands for a sample of the stretched wavelet.
  private func place(_ sample: Int, scale: Double) -> Int { Int(Double(sample) / (scale * step)) }

  /// The number of samples that the stretched wavelet covers.
  private func pointCount(scale: Double) -> Int {
    var count = Int((scale * width + 1).rounded(.up))
    while count > 0, place(count - 1, scale: scale) >= rows[0].count { count -= 1 }
    return count
  }
}
