import Foundation
public import Plot
import Torch
public import WKD

/// The scalogram of a recorded signal: magnitudes of its continuous wavelet transform, small enough to
/// draw.
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
  public private(set) var rows: [[Double]] = []
  /// The frequency with the largest root mean square magnitude inside the cone of influence.
  public private(set) var strongestFrequency = 0.0
  /// The time at which that frequency is strongest, on the clock of the file: in seconds, or in samples
  /// where the rate is not known.
  public private(set) var strongestTime = 0.0

  /// Twelve octaves: for music from 4 Hz to what can be heard.
  private static let largestRatio = 4096.0

  /// The largest number of columns of ``rows``.
  private static let largestColumns = 1200

  /// Transforms a signal without its mean, so that tones of one height show alike at every scale.
  ///
  /// Scales reach from a peak at 0.4 of the rate to where the cone of influence leaves half of the
  /// signal, but not over more than twelve octaves.
  ///
  /// - Parameters:
  ///   - signal: what is transformed.
  ///   - wavelet: the mother wavelet.
  ///   - scaleCount: rows of the scalogram, at least 2.
  /// - Throws: ``SignalError`` if the signal is too short or constant.
  public init(
    _ signal: RecordedSignal, wavelet: ContinuousWavelet, scaleCount: Int = 96
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

  /// The top of the parabola through the logarithms of a number and its neighbours, in steps from it.
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

extension Scalogram {
  /// The signal above its scalogram, with the cone of influence, frequencies on the left and scales on the
  /// right.
  public var figure: Figure {
    let rate = signal.rate ?? 1
    let start = signal.start
    let end = start + Double(signal.samples.count) / rate
    let time = Axis(signal.rate == nil ? "time (samples)" : "time (s)", range: start...end)
    let unit = signal.rate == nil ? "frequency (cycles per sample)" : "frequency (Hz)"
    // A row stands for a cell of equal height around its frequency.
    let half = (frequencies[1] / frequencies[0]).squareRoot()
    let last = frequencies.count - 1
    let reach = cone.map { $0 / rate }
    let edges = [reach.map { start + $0 }, reach.map { end - $0 }]
    let heatMap = HeatMap(
      "", grid: Grid(rows: rows.count, columns: rows[0].count, values: rows.flatMap { $0 }),
      x: time,
      y: Axis(unit, range: frequencies[0] / half...frequencies[last] * half, scale: .log10),
      right: Axis(
        "scale (samples)", from: scales[0] * half, to: scales[last] / half, scale: .log10),
      colorBar: "|W|, \(wavelet.name)",
      overlay: edges.map {
        .line(
          x: $0, y: frequencies, label: "cone of influence", style: .dashed,
          color: Theme.light.colors.series[1])
      })
    let name = signal.path.split(separator: "/").last.map { String($0) } ?? ""
    let chart = Chart(name, x: time, y: Axis("signal"), marks: [mark])
    return Figure(panels: [AlignedPanels(chart, above: heatMap)], panelWidth: 900, panelHeight: 640)
  }

  /// A line, or the band between lowest and highest samples where there are too many for one.
  private var mark: Mark {
    let samples = signal.samples
    let rate = signal.rate ?? 1
    let columns = Self.largestColumns
    guard samples.count > 2 * columns else {
      return .line(
        x: samples.indices.map { signal.start + Double($0) / rate }, y: samples)
    }
    let parts = (0..<columns).map { column in
      samples[column * samples.count / columns..<(column + 1) * samples.count / columns]
    }
    return .range(
      x: parts.map { signal.start + (Double($0.startIndex) + Double($0.count) / 2) / rate },
      low: parts.map { $0.min() ?? 0 }, high: parts.map { $0.max() ?? 0 })
  }
}

/// The main numbers of a scalogram, for people and for JSON.
public struct ScalogramSummary: Sendable, Encodable {
  /// The file of the signal.
  public let file: String
  /// The file of the image.
  public let output: String
  /// The name of the mother wavelet.
  public let wavelet: String
  /// The number of samples.
  public let samples: Int
  /// Samples per second; nil where the rate is not known.
  public let rate: Double?
  /// The lowest frequency of the scalogram, in hertz, or in cycles per sample without a rate.
  public let lowestFrequency: Double
  /// The highest frequency of the scalogram, in the same unit.
  public let highestFrequency: Double
  /// ``Scalogram/strongestFrequency``.
  public let strongestFrequency: Double
  /// ``Scalogram/strongestTime``.
  public let strongestTime: Double

  /// The numbers of a scalogram with the names of its files.
  ///
  /// - Parameters:
  ///   - scalogram: of that signal.
  ///   - file: the file of the signal.
  ///   - output: the file of the image.
  public init(_ scalogram: Scalogram, file: String, output: String) {
    self.file = file
    self.output = output
    wavelet = scalogram.wavelet.name
    samples = scalogram.signal.samples.count
    rate = scalogram.signal.rate
    lowestFrequency = scalogram.frequencies[0]
    highestFrequency = scalogram.frequencies[scalogram.frequencies.count - 1]
    strongestFrequency = scalogram.strongestFrequency
    strongestTime = scalogram.strongestTime
  }

  /// Three lines for people.
  public var text: String {
    let (frequency, time) = rate == nil ? ("cycles per sample", "sample") : ("Hz", "second")
    let short = NumberText.short
    return """
      signal: \(samples) samples\(rate.map { ", \(short($0)) a second" } ?? ", rate unknown")
      strongest frequency: \(short(strongestFrequency)) \(frequency), at \(time) \
      \(short(strongestTime)) (looked for from \(short(lowestFrequency)) to \(short(highestFrequency)))
      scalogram: \(output)
      """
  }
}
