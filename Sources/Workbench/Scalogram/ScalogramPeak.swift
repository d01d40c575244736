import Foundation
import WKD

/// The strongest frequency of a scalogram.
public struct ScalogramPeak: Sendable, Equatable {
  /// The place of the frequency among those that were looked for.
  public enum Place: String, Sendable, Encodable {
    /// Between the lowest and the highest.
    case inside
    /// At the lowest, or below it: what is there may be the flank of something lower.
    case atLowest
    /// At the highest, or above it.
    case atHighest
  }

  /// The frequency with the largest root mean square magnitude inside the cone of influence: in hertz, or in
  /// cycles per sample where the rate is not known.
  ///
  /// For a wavelet with a flat spectrum it is that of the tone that makes rows answer as they do.
  public let frequency: Double
  /// The time at which it is strongest, on the clock of the file.
  public let time: Double
  /// Whether the frequency may lie outside of what was looked for.
  public let place: Place
  /// The rows that answer as strongly as the strongest, for a wavelet with a flat spectrum; nil for others.
  public let band: ClosedRange<Double>?
}

/// The search for the strongest frequency between the rows.
struct PeakSearch {
  let wavelet: ContinuousWavelet
  let signal: RecordedSignal
  let range: ScalogramRange
  let blocks: SignalBlocks
  /// Scales of all rows, from large to small, and what was found there.
  let scales: [Double]
  let rows: ScalogramRows

  private var rate: Double { signal.rate ?? 1 }

  /// The peak of all rows.
  func peak() throws -> ScalogramPeak {
    let powers = rows.powers
    let best = powers.indices.max { powers[$0] < powers[$1] } ?? 0
    if let flat = wavelet.flatBand { return try plateau(powers, best, flat) }
    // Between the neighbours of the strongest row its true place is looked for more finely.
    let (fine, found) = try finely(max(best - 1, 0), min(best + 1, scales.count - 1), near: best)
    let top = found.powers.indices.max { found.powers[$0] < found.powers[$1] } ?? 0
    let scale = fine[top] * pow(fine[1] / fine[0], Self.offset(found.powers, top))
    return peak(
      frequency: min(max(wavelet.peakFrequency / scale, range.lowest), range.highest),
      place: rows.tops[best].height > found.tops[top].height
        ? rows.tops[best].place : found.tops[top].place,
      band: nil)
  }

  private func peak(
    frequency: Double, place: Double, band: ClosedRange<Double>?
  ) -> ScalogramPeak {
    // A tone beyond the end leaks over it by less than a per cent.
    let side: ScalogramPeak.Place =
      frequency < range.lowest * 1.01
      ? .atLowest : frequency > range.highest / 1.01 ? .atHighest : .inside
    return ScalogramPeak(
      frequency: frequency * rate, time: signal.start + place / rate, place: side,
      band: band.map { $0.lowerBound * rate...$0.upperBound * rate })
  }

  /// Scales between two rows, and their powers where the strongest row is loudest.
  private func finely(
    _ first: Int, _ last: Int, near best: Int
  ) throws -> (scales: [Double], found: ScalogramRows) {
    let fine = ContinuousTransform.scales(from: scales[first], through: scales[last], count: 33)
    let found = try ScalogramRows(
      wavelet, scales: fine.map { [$0] }, blocks: blocks, count: signal.count, columnCount: 0,
      chosen: rows.loudest[best].block)
    return (fine, found)
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

  /// The tone behind rows that answer alike.
  ///
  /// A flat spectrum from `l` to `u` around the nominal `c` answers to a tone of `f` in the rows from `f c / u`
  /// to `f c / l`. The mean of their scales is that of `(l + u) / 2`; where only one end lies within the range,
  /// it alone tells the tone.
  private func plateau(
    _ powers: [Double], _ best: Int, _ flat: ClosedRange<Double>
  ) throws -> ScalogramPeak {
    let center = wavelet.peakFrequency
    let level = powers[best] * Self.edgeLevel
    let first = powers[..<best].lastIndex { $0 < level }
    let last = powers[best...].firstIndex { $0 < level }
    let low = try first.map { try edge($0, $0 + 1, level: level, near: best) }
    let high = try last.map { try edge($0 - 1, $0, level: level, near: best) }
    let frequency: Double
    switch (low, flat.lowerBound > 0 ? high : nil) {
    case (let low?, let high?):
      frequency = (flat.lowerBound + flat.upperBound) / (center / low + center / high)
    case (let low?, nil): frequency = low * flat.upperBound / center
    case (nil, let high?): frequency = high * flat.lowerBound / center
    case (nil, nil): frequency = center / scales[best]
    }
    return peak(
      frequency: frequency, place: rows.tops[best].place,
      band: (low ?? range.lowest)...(high ?? range.highest))
  }

  /// The part of the plateau's power at its edges: an edge that halves the line of a tone leaves a half of its
  /// power in all, and a quarter at the middle of the signal.
  private static let edgeLevel = 0.4

  /// The frequency between two rows at which the power crosses a level.
  private func edge(_ first: Int, _ last: Int, level: Double, near best: Int) throws -> Double {
    let (fine, found) = try finely(first, last, near: best)
    let powers = found.powers
    // In the loudest block the plateau may stand higher than on the whole.
    let level = blocks.starts.count > 1 ? (powers.max() ?? 0) * Self.edgeLevel : level
    let crossing = powers.indices.dropFirst().first {
      (powers[$0] < level) != (powers[$0 - 1] < level)
    }
    guard let crossing else { return wavelet.peakFrequency / scales[last] }
    let share = (level - powers[crossing - 1]) / (powers[crossing] - powers[crossing - 1])
    return wavelet.peakFrequency / (fine[crossing - 1] * pow(fine[1] / fine[0], share))
  }
}
