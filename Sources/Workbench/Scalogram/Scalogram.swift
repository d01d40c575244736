import Foundation
public import WKD

/// The scalogram of a recorded signal: magnitudes of its continuous wavelet transform, small enough to
/// draw.
///
/// The transform is made of the formula of the wavelet's spectrum, on the side of its peak, so that it holds no
/// mirrored frequencies, and is divided by the height of that spectrum: a tone shows its own height, and is
/// strongest at its own frequency, up to 0.45 of the rate.
///
/// ```swift
/// let rate = 1000.0
/// let samples = (0..<2000).map { sin(2 * .pi * 50 * Double($0) / rate) }
/// let signal = try RecordedSignal(path: "hum", samples: samples, rate: rate)
/// let scalogram = try Scalogram(signal, wavelet: try ContinuousWavelet(named: "cmor1.5-1.0"))
/// print(scalogram.strongestFrequency)  // 50, within a per cent
/// let place = FileManager.default.temporaryDirectory.appendingPathComponent("hum.png")
/// try scalogram.figure.writePNG(to: place)
/// try FileManager.default.removeItem(at: place)
/// ```
public struct Scalogram: Sendable {
  /// The signal that was transformed.
  public let signal: RecordedSignal
  /// The mother wavelet.
  public let wavelet: ContinuousWavelet
  /// Scales in samples, from large to small, so that frequencies rise.
  public let scales: [Double]
  /// The spectral peak of the wavelet at every scale: in hertz, or in cycles per sample where the rate
  /// is not known.
  public let frequencies: [Double]
  /// The reach of the disturbance by the ends of the signal at every scale, in samples.
  public let cone: [Double]
  /// The largest magnitude of every scale within equal parts of the time.
  ///
  /// - Shape: `scales.count` rows of the same number of columns.
  /// - Range: 0 to the height of the tones in the signal; a real wavelet's magnitude swings between them.
  public let rows: [[Double]]
  /// The strongest frequency and its time.
  public let peak: ScalogramPeak
  /// The part of the signal's power at frequencies below the lowest that is shown, without the trend.
  public let shareBelow: Double
  /// The part of the signal's power at frequencies above the highest that is shown.
  public let shareAbove: Double

  /// The part of the signal that was subtracted.
  let trend: ScalogramSettings.Trend
  /// The lowest and the highest sample of equal parts of the time, or all samples where they are few.
  let extremes: (low: [Double], high: [Double])

  /// The largest number of columns of ``rows``.
  static let largestColumns = 1200

  /// Transforms a signal.
  ///
  /// Without settings, frequencies reach from where the cone of influence leaves half of the signal, or from
  /// where 2.75 periods fit into it, to 0.45 of the rate, but over not more than twelve octaves. A
  /// signal of more than two million samples is transformed in overlapping blocks, in single precision.
  ///
  /// - Parameters:
  ///   - signal: what is transformed.
  ///   - wavelet: the mother wavelet.
  ///   - settings: rows, range, trend and ends.
  /// - Throws: ``SignalError`` if the signal is too short or constant, or cannot tell a frequency of the
  ///   settings.
  public init(
    _ signal: RecordedSignal, wavelet: ContinuousWavelet, settings: ScalogramSettings
  ) throws {
    try self.init(
      signal, wavelet: wavelet, settings: settings, largestBlock: SignalBlocks.usualSize)
  }

  /// Transforms a signal with the usual settings.
  ///
  /// - Parameters:
  ///   - signal: what is transformed.
  ///   - wavelet: the mother wavelet.
  ///   - scaleCount: rows of the scalogram, at least 2.
  /// - Throws: ``SignalError`` if the signal is too short or constant.
  public init(
    _ signal: RecordedSignal, wavelet: ContinuousWavelet, scaleCount: Int = 96
  ) throws {
    try self.init(signal, wavelet: wavelet, settings: ScalogramSettings(rows: scaleCount))
  }

  /// ``ScalogramPeak/frequency`` of the peak.
  public var strongestFrequency: Double { peak.frequency }

  /// ``ScalogramPeak/time`` of the peak.
  public var strongestTime: Double { peak.time }

  /// Transforms a signal in blocks of some length.
  package init(
    _ signal: RecordedSignal, wavelet: ContinuousWavelet, settings: ScalogramSettings,
    largestBlock: Int
  ) throws {
    let range = try ScalogramRange(
      wavelet, signal: signal, lowest: settings.lowest, highest: settings.highest)
    let columns = min(signal.count, Self.largestColumns)
    // A line of some thousand samples is still one.
    let survey = try SignalSurvey(
      signal, trend: settings.trend,
      columns: signal.count <= 4 * columns ? signal.count : columns)
    let groups = range.fineScales(wavelet, rows: settings.rows)
    let blocks = try SignalBlocks(
      signal, survey: survey, reach: wavelet.reach * (groups[0].max() ?? 1), ends: settings.ends,
      largest: largestBlock)
    let found = try ScalogramRows(
      wavelet, scales: groups, blocks: blocks, count: signal.count, columnCount: columns)
    self.signal = signal
    self.wavelet = wavelet
    scales = range.scales(wavelet, rows: settings.rows)
    frequencies = scales.map { wavelet.peakFrequency / $0 * (signal.rate ?? 1) }
    cone = scales.map { wavelet.foldingTime * $0 }
    rows = found.columns.map { row in row.map { $0 * survey.scale } }
    trend = settings.trend
    extremes = (survey.low, survey.high)
    peak = try PeakSearch(
      wavelet: wavelet, signal: signal, range: range, blocks: blocks,
      scales: groups.flatMap(\.self), rows: found
    ).peak()
    let all = found.shares.below + found.shares.within + found.shares.above
    shareBelow = all > 0 ? found.shares.below / all : 0
    shareAbove = all > 0 ? found.shares.above / all : 0
  }
}
