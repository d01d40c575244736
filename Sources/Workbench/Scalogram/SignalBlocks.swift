import Foundation
import WKD

/// A signal without its trend, cut into overlapping blocks and continued beyond its ends.
struct SignalBlocks {
  /// Samples of a block.
  let size: Int
  /// Samples by which a block reaches beyond its own part to either side.
  let reach: Int
  /// The first sample of each block's own part.
  let starts: [Int]
  /// The samples of a block's own part; fewer for the last.
  var step: Int { size - 2 * reach }

  private let signal: RecordedSignal
  private let survey: SignalSurvey
  private let ends: BoundaryMode
  private let reader: SignalReader

  /// The longest block that is transformed at once, where the signal is longer.
  static let usualSize = 1 << 21

  /// A cut into blocks for a reach of the largest wavelet in samples; `largest` is the longest block, if a
  /// signal is longer.
  init(
    _ signal: RecordedSignal, survey: SignalSurvey, reach: Double, ends: BoundaryMode,
    largest: Int = usualSize
  ) throws {
    self.signal = signal
    self.survey = survey
    self.ends = ends
    // Beyond the length of the signal there is nothing new; the taper near half the rate reaches on.
    let wanted = Int(min(reach, Double(signal.count)).rounded(.up)) + 256
    let whole = SpectralBank.fastSize(signal.count + 2 * wanted)
    self.reach = wanted
    size = whole <= largest ? whole : min(whole, SpectralBank.fastSize(max(largest, 4 * wanted)))
    starts = Array(stride(from: 0, to: signal.count, by: size - 2 * wanted))
    reader = try signal.reader()
  }

  /// The own part of a block.
  func part(_ block: Int) -> Range<Int> {
    starts[block]..<min(starts[block] + step, signal.count)
  }

  /// The samples of a block with what lies to its sides, about 1 in size.
  func samples(_ block: Int) throws -> [Double] {
    let range = starts[block] - reach..<starts[block] - reach + size
    let inside = range.clamped(to: 0..<signal.count)
    var samples = survey.flattened(reader.samples(in: inside), from: inside.lowerBound)
    let before = try continued(range.lowerBound..<min(inside.lowerBound, range.upperBound))
    let after = try continued(max(inside.upperBound, range.lowerBound)..<range.upperBound)
    samples.insert(contentsOf: before, at: 0)
    samples.append(contentsOf: after)
    return samples
  }

  /// Samples for positions beyond the ends, as far as a wavelet reaches there.
  private func continued(_ positions: Range<Int>) throws -> [Double] {
    guard ends != .zero else { return [Double](repeating: 0, count: positions.count) }
    let near = -reach..<signal.count + reach
    let terms = positions.map {
      near.contains($0) ? ends.terms(at: $0, count: signal.count) : []
    }
    let places = terms.flatMap { $0.map(\.index) }
    guard let low = places.min(), let high = places.max() else {
      return [Double](repeating: 0, count: positions.count)
    }
    let some = survey.flattened(try signal.samples(in: low..<high + 1), from: low)
    return terms.map { $0.reduce(0) { $0 + $1.weight * some[$1.index - low] } }
  }
}

/// A first way through a signal: its extremes for the figure, and its trend.
struct SignalSurvey {
  /// The lowest and the highest sample of equal parts of the time, each with the first sample of the next;
  /// the samples themselves where there are no more of them than parts.
  private(set) var low: [Double]
  private(set) var high: [Double]
  /// The number by which samples are divided, so that tiny and huge ones can be squared.
  let scale: Double

  private let middle: Double
  private var mean = 0.0
  private var slope = 0.0

  /// Reads a signal twice, part by part.
  ///
  /// - Throws: ``SignalError/constant(_:)``.
  init(_ signal: RecordedSignal, trend: ScalogramSettings.Trend, columns: Int) throws {
    let count = signal.count
    let columns = min(columns, count)
    low = [Double](repeating: .infinity, count: columns)
    high = [Double](repeating: -.infinity, count: columns)
    middle = Double(count - 1) / 2
    var (lows, highs) = (low, high)
    // Neighbours share a sample, so that the bands of the figure touch.
    let overlap = columns < count ? 1 : 0
    try Self.forEachPart(of: signal) { start, part in
      for column in max(0, start - 1) * columns / count...(start + part.count - 1) * columns / count
      {
        let first = (column * count + columns - 1) / columns
        let next = ((column + 1) * count + columns - 1) / columns
        for index in max(first, start)..<max(first, start, min(next + overlap, start + part.count))
        {
          let sample = part[index - start]
          if sample < lows[column] { lows[column] = sample }
          if sample > highs[column] { highs[column] = sample }
        }
      }
    }
    (low, high) = (lows, highs)
    // Numbers that were computed to be equal differ in their last bits: there is nothing in those.
    guard let least = low.min(), let most = high.max(),
      most - least > 64 * max(abs(least), abs(most)).ulp
    else {
      throw SignalError.constant(signal.path)
    }
    scale = max(abs(least), abs(most))
    guard trend != .none else { return }
    var (sum, moment) = (0.0, 0.0)
    try Self.forEachPart(of: signal) { [scale, middle] start, part in
      for (index, sample) in part.enumerated() {
        sum += sample / scale
        moment += sample / scale * (Double(start + index) - middle)
      }
    }
    mean = sum / Double(count)
    if trend == .linear {
      // The sum of squared distances from the middle.
      slope = moment / (Double(count) * (Double(count) * Double(count) - 1) / 12)
    }
  }

  /// Samples without the trend, divided by the scale.
  func flattened(_ samples: [Double], from start: Int) -> [Double] {
    samples.enumerated().map { index, sample in
      sample / scale - mean - slope * (Double(start + index) - middle)
    }
  }

  private static func forEachPart(
    of signal: RecordedSignal, _ body: (Int, UnsafeBufferPointer<Double>) -> Void
  ) throws {
    let reader = try signal.reader()
    for start in stride(from: 0, to: signal.count, by: 1 << 20) {
      let part = reader.samples(in: start..<min(start + (1 << 20), signal.count))
      part.withUnsafeBufferPointer { body(start, $0) }
    }
  }
}
