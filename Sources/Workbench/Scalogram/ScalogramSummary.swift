import Foundation
import Markup
import WKD

/// The main numbers of a scalogram, for people and for JSON.
public struct ScalogramSummary: Sendable, Encodable {
  /// The file of the signal.
  public let file: String
  /// The file of the image.
  public let output: String
  /// The file of the coefficients; nil where none was written.
  public let table: String?
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
  /// ``ScalogramPeak/frequency``.
  public let strongestFrequency: Double
  /// ``ScalogramPeak/time``.
  public let strongestTime: Double
  /// ``ScalogramPeak/place``.
  public let strongestPlace: ScalogramPeak.Place
  /// The rows that answer alike, for a wavelet with a flat spectrum.
  public let flatBand: [Double]?
  /// Sentences about the reading of the file and about what lies outside of the range.
  public let notes: [String]

  /// The numbers of a scalogram with the names of its files.
  ///
  /// - Parameters:
  ///   - scalogram: of that signal.
  ///   - file: the file of the signal.
  ///   - output: the file of the image.
  ///   - table: the file of the coefficients.
  public init(_ scalogram: Scalogram, file: String, output: String, table: String? = nil) {
    self.file = file
    self.output = output
    self.table = table
    wavelet = scalogram.wavelet.name
    samples = scalogram.signal.count
    rate = scalogram.signal.rate
    lowestFrequency = scalogram.frequencies[0]
    highestFrequency = scalogram.frequencies[scalogram.frequencies.count - 1]
    strongestFrequency = scalogram.peak.frequency
    strongestTime = scalogram.peak.time
    strongestPlace = scalogram.peak.place
    flatBand = scalogram.peak.band.map { [$0.lowerBound, $0.upperBound] }
    var notes = scalogram.signal.notes
    let short = NumberText.short
    for (share, side, end) in [
      (scalogram.shareBelow, "below", lowestFrequency),
      (scalogram.shareAbove, "above", highestFrequency),
    ] where share > 0.5 {
      notes.append(
        """
        \(Int((100 * share).rounded())) % of the signal's power lies \(side) \(short(end)) \
        \(Self.unit(rate)), outside of what is shown\
        \(side == "below" && scalogram.trend != .linear ? "; a trend would be taken away by a linear fit" : "")
        """)
    }
    self.notes = notes
  }

  /// A time with all digits that tell a sample from the next, which a clock since 1970 needs ten of.
  private func text(time: Double) -> String {
    guard let rate, abs(time) * rate > 1e5 else { return NumberText.short(time) }
    return String(format: "%.*f", max(0, Int(log10(rate).rounded(.up))), time)
  }

  /// The period of slow frequencies, which hertz hide.
  private func period(of frequency: Double) -> String {
    let seconds = 1 / frequency
    guard rate != nil, seconds >= 100 else { return "" }
    let (unit, name) =
      [(31_557_600.0, "years"), (86_400, "days"), (3600, "hours"), (60, "minutes")]
      .first { seconds >= 1.5 * $0.0 } ?? (60, "minutes")
    return " (a period of \(NumberText.short(seconds / unit)) \(name))"
  }

  private static func unit(_ rate: Double?) -> String {
    rate == nil ? "cycles per sample" : "Hz"
  }

  /// Some lines for people.
  public var text: String {
    let short = NumberText.short
    let unit = Self.unit(rate)
    let time = rate == nil ? "sample" : "second"
    let frequency =
      switch strongestPlace {
      case .inside:
        "\(flatBand == nil ? "" : "about ")\(short(strongestFrequency)) \(unit)\(period(of: strongestFrequency))"
      case .atLowest: "at or below \(short(lowestFrequency)) \(unit)"
      case .atHighest: "at or above \(short(highestFrequency)) \(unit)"
      }
    let flat = flatBand.map { band in
      """
      \nflat: the spectrum of \(wavelet) has no peak; the rows from \(short(band[0])) to \
      \(short(band[1])) \(unit) answer alike
      """
    }
    return """
      signal: \(samples) samples\(rate.map { ", \(short($0)) a second" } ?? ", rate unknown")
      strongest frequency: \(frequency), at \(time) \
      \(text(time: strongestTime)) (looked for from \(short(lowestFrequency)) to \(short(highestFrequency)))\
      \(flat ?? "")\(notes.map { "\nnote: \($0)" }.joined())
      scalogram: \(output.printable)\(table.map { "\ncoefficients: \($0.printable)" } ?? "")
      """
  }
}
