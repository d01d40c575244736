internal import Foundation
public import WKD
internal import Torch

/// The scalogram of a recorded signal, small enough to draw.
public struct Scalogram: Sendable {
  public let signal: RecordedSignal
  public let wavelet: ContinuousWavelet
  /// In samples, from large to small, so that frequencies rise.
  public let scales: [Double]
  /// True spectral peaks: in hertz, or in cycles per sample where the rate is not known.
  public let frequencies: [Double]
  /// How far the ends disturb each scale, in samples.
  public let cone: [Double]
  /// The largest magnitude of every scale within equal parts of the time.
  ///
  /// - Shape: `scales.count` rows of the same number of columns.
  public private(set) var rows: [[Double]] = []
  /// The frequency with the largest root mean square magnitude inside the cone of influence.
  public private(set) var strongestFrequency = 0.0
  /// When that frequency is strongest, on the clock of the file.
  public private(set) var strongestTime = 0.0

  /// Twelve octaves: for music from 4 Hz to what can be heard.
  private static let largestRatio = 4096.0

  /// Most columns of ``rows``.
  static let largestColumns = 1200

  /// Transforms a signal without its mean, with magnitudes that show a tone at its height.
  ///
  /// Scales reach from a peak at 0.4 of the rate to where the cone of influence leaves half of the
  /// signal, but not over more than twelve octaves.
  ///
  /// - Throws: ``SignalError`` if the signal is too short or constant.
  public init(
    _ signal: RecordedSignal, wavelet: ContinuousWavelet, scaleCount: Int
  ) throws {
    let smallest = wavelet.peakFrequency / 0.4
    let largest = min(
      Double(signal.samples.count) / (4 * wavelet.foldingTime), smallest * Self.largestRatio)
    guard largest >= 2 * smallest else {
      let wanted = (8 * smallest * wavelet.foldingTime).rounded(.up)
      throw SignalError.tooShort(
        signal.path, found: signal.samples.count, wanted: Int(wanted))
    }
    guard let low = signal.samples.min(), let high = signal.samples.max(), low < high else {
      throw SignalError.constant(signal.path)
    }
    self.signal = signal
    self.wavelet = wavelet
    scales = ContinuousTransform.scales(from: largest, through: smallest, count: scaleCount)
    let transform = Self.transform(wavelet, scales)
    frequencies = transform.frequencies(rate: signal.rate ?? 1)
    cone = transform.coneOfInfluence
    read()
  }

  /// Transforms some scales at a time, so that a long signal needs little memory.
  private mutating func read() {
    let mean = signal.samples.reduce(0) { $0 + $1 / Double(signal.samples.count) }
    let samples = Tensor(signal.samples.map { $0 - mean })
    var powers: [Double] = []
    magnitudes(of: samples, at: scales) { row, inner in
      rows.append(Self.pooled(row))
      powers.append(Self.power(row[inner]))
    }
    // Between the two neighbours of the strongest row its true place is looked for more finely.
    let best = powers.indices.max { powers[$0] < powers[$1] } ?? 0
    let fine = ContinuousTransform.scales(
      from: scales[max(best - 1, 0)], through: scales[min(best + 1, scales.count - 1)], count: 33)
    powers = []
    var peaks: [Int] = []
    magnitudes(of: samples, at: fine) { row, inner in
      powers.append(Self.power(row[inner]))
      peaks.append(inner.max { row[$0] < row[$1] } ?? 0)
    }
    let top = powers.indices.max { powers[$0] < powers[$1] } ?? 0
    let scale = fine[top] * pow(fine[1] / fine[0], Self.offset(powers, top))
    strongestFrequency = wavelet.peakFrequency * (signal.rate ?? 1) / scale
    strongestTime = signal.start + Double(peaks[top]) / (signal.rate ?? 1)
  }

  /// Where the parabola through the logarithms of a number and its neighbours has its top, in steps.
  private static func offset(_ powers: [Double], _ top: Int) -> Double {
    guard top > 0, top + 1 < powers.count, powers[top - 1] > 0, powers[top + 1] > 0 else {
      return 0
    }
    let (before, middle, after) = (log(powers[top - 1]), log(powers[top]), log(powers[top + 1]))
    let bend = before - 2 * middle + after
    return bend < 0 ? (before - after) / (2 * bend) : 0
  }

  /// Hands over every row of magnitudes with the samples inside the cone of influence.
  private func magnitudes(
    of samples: Tensor, at scales: [Double], body: ([Double], Range<Int>) -> Void
  ) {
    let chunk = max(1, (1 << 22) / samples.count)
    for first in stride(from: 0, to: scales.count, by: chunk) {
      let some = Array(scales[first..<min(first + chunk, scales.count)])
      let transform = Self.transform(wavelet, some)
      let magnitude = transform.analyze(samples).magnitude
      for (index, reach) in transform.coneOfInfluence.enumerated() {
        body(magnitude[index].values, Int(reach)..<samples.count - Int(reach))
      }
    }
  }

  private static func transform(
    _ wavelet: ContinuousWavelet, _ scales: [Double]
  ) -> ContinuousTransform {
    ContinuousTransform(wavelet, scales: scales, normalization: .amplitude)
  }

  private static func power(_ values: ArraySlice<Double>) -> Double {
    values.reduce(0) { $0 + $1 * $1 / Double(values.count) }
  }

  /// The largest number of every part of a row.
  private static func pooled(_ row: [Double]) -> [Double] {
    let columns = min(row.count, largestColumns)
    return (0..<columns).map { column in
      row[column * row.count / columns..<(column + 1) * row.count / columns].max() ?? 0
    }
  }
}
