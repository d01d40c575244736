import Foundation
import WKD

/// The frequencies of a scalogram, in cycles per sample, within what a signal and a wavelet can tell.
struct ScalogramRange: Equatable {
  let lowest: Double
  let highest: Double

  /// The highest frequency that is told, as a part of the rate.
  ///
  /// Above it the spectra are tapered down to half the rate.
  static let highestShare = 0.45

  /// Twelve octaves, where nothing else is asked for: for music from 5 Hz to what can be heard.
  private static let largestRatio = 4096.0

  /// The largest reach of a wavelet in samples, which bounds the memory of a block.
  private static let largestReach = 3_000_000.0

  /// The lowest frequency that a signal of some samples can tell to 2 %.
  ///
  /// The cone of influence leaves half of the signal there, or more where the wavelet fades slowly, and two
  /// and three quarters of a period or more fit into it: the more, the less the wavelet's spectrum falls
  /// towards frequency 0, where the ends are heard. A flat spectrum tells a tone by its edges alone, which
  /// ten periods make sharp enough.
  static func lowest(_ wavelet: ContinuousWavelet, samples: Int) -> Double {
    let peak = wavelet.peakFrequency
    let band = AnswerBand(wavelet)
    let periods = max(2.75 + 4 * band.height(1e-9), wavelet.flatBand == nil ? 0 : 10)
    let folding = (wavelet.fadesSlowly ? 9 : 4) * wavelet.foldingTime * peak
    let share = max(folding, periods) / Double(samples)
    return max(share, peak * wavelet.reach / largestReach)
  }

  /// The range that is asked for, or else the widest.
  ///
  /// Both frequencies are in the unit of the signal.
  ///
  /// - Throws: ``SignalError`` for a signal that is too short, and for a frequency that it cannot tell.
  init(
    _ wavelet: ContinuousWavelet, signal: RecordedSignal, lowest asked: Double?, highest: Double?
  ) throws {
    let least = Self.lowest(wavelet, samples: max(1, signal.count))
    guard signal.count > 0, least * 2 <= Self.highestShare else {
      let wanted = 2 * Self.lowest(wavelet, samples: 1) / Self.highestShare
      throw SignalError.tooShort(
        signal.path, found: signal.count, wanted: Int((wanted * 1.000001).rounded(.up)))
    }
    let rate = signal.rate ?? 1
    // Numbers that were printed and typed again may differ in the last digit.
    let bounds = least * rate * 0.99999...Self.highestShare * rate * 1.00001
    for frequency in [asked, highest].compactMap(\.self) where !bounds.contains(frequency) {
      throw SignalError.frequencyOutside(
        signal.path, found: frequency, range: least * rate...Self.highestShare * rate,
        unit: signal.rate == nil ? "cycles per sample" : "Hz")
    }
    self.highest = highest.map { $0 / rate } ?? Self.highestShare
    self.lowest = asked.map { $0 / rate } ?? max(least, self.highest / Self.largestRatio)
    guard self.lowest < self.highest else {
      throw SignalError.frequencyOutside(
        signal.path, found: self.highest * rate,
        range: self.lowest * rate...Self.highestShare * rate,
        unit: signal.rate == nil ? "cycles per sample" : "Hz")
    }
  }

  /// Scales in equal ratios, from large to small.
  func scales(_ wavelet: ContinuousWavelet, rows: Int) -> [Double] {
    ContinuousTransform.scales(
      from: wavelet.peakFrequency / lowest, through: wavelet.peakFrequency / highest, count: rows)
  }

  /// Scales between those of the rows, so that no tone of a narrow wavelet falls between two rows.
  ///
  /// - Returns: for every row one or more scales around its own.
  func fineScales(_ wavelet: ContinuousWavelet, rows: Int) -> [[Double]] {
    let scales = scales(wavelet, rows: rows)
    let spacing = log(scales[0] / scales[1])
    let wanted = spacing / log(AnswerBand(wavelet).halfPowerRatio)
    let most = Double(max(1, 4096 / rows))
    // An odd number, so that the row's own scale is one of them.
    let parts = Int(min(max(1, wanted.rounded(.up)), most)) | 1
    return scales.map { scale in
      (0..<parts).map { part in
        let shift = (Double(part) + 0.5) / Double(parts) - 0.5
        return min(max(scale * exp(-shift * spacing), scales[rows - 1]), scales[0])
      }
    }
  }
}
