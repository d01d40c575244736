import Files
public import Foundation
import Torch
public import WKD

/// The coefficients of a scalogram as a table: frequencies in the first row, times in the first column.
public struct ScalogramTable: Sendable {
  /// The form of a coefficient.
  public enum Part: Sendable {
    /// Its absolute value.
    case magnitude
    /// Its real part, and for a complex wavelet its imaginary part in a column of its own.
    case complex
  }

  /// The largest number of coefficients that are written.
  public static let largestCount = 1 << 26

  private let signal: RecordedSignal
  private let wavelet: ContinuousWavelet
  private let settings: ScalogramSettings
  private let part: Part

  /// A table of one signal.
  ///
  /// - Parameters:
  ///   - signal: what is transformed.
  ///   - wavelet: the mother wavelet.
  ///   - settings: as those of the scalogram.
  ///   - part: the form of the coefficients.
  /// - Throws: ``SignalError`` for more than ``largestCount`` coefficients.
  public init(
    _ signal: RecordedSignal, wavelet: ContinuousWavelet, settings: ScalogramSettings,
    part: Part = .magnitude
  ) throws {
    let parts = part == .complex && wavelet.isComplex ? 2 : 1
    let count = signal.count * settings.rows * parts
    guard count <= Self.largestCount else {
      throw SignalError.tooLarge(
        signal.path, found: "\(count) coefficients", limit: "\(Self.largestCount) for a table")
    }
    self.signal = signal
    self.wavelet = wavelet
    self.settings = settings
    self.part = part
  }

  /// Writes the table, which takes the place of an older one once it is complete.
  ///
  /// Coefficients are those of a tone of their own height, as in ``Scalogram/rows``.
  ///
  /// - Throws: ``SignalError``, or an error of the file.
  public func write(to url: URL) throws {
    let (frequencies, columns) = try coefficients()
    let names = frequencies.flatMap { frequency in
      columns.count == frequencies.count
        ? ["\(frequency)"] : ["\(frequency) real", "\(frequency) imaginary"]
    }
    let rate = signal.rate ?? 1
    try AtomicFile.write(to: url, isDurable: false) { file in
      var text = ([signal.rate == nil ? "sample" : "time"] + names).joined(separator: ",") + "\n"
      for index in 0..<signal.count {
        text += NumberText.full(signal.start + Double(index) / rate)
        for column in columns { text += String(format: ",%.9g", column[index]) }
        text += "\n"
        if text.utf8.count > 1 << 20 {
          try file.append(Data(text.utf8))
          text = ""
        }
      }
      try file.append(Data(text.utf8))
    }
  }

  /// The frequency of each row, and one column or two for it.
  package func coefficients(
    largestBlock: Int = 1 << 24
  ) throws -> (frequencies: [Double], columns: [[Double]]) {
    let range = try ScalogramRange(
      wavelet, signal: signal, lowest: settings.lowest, highest: settings.highest)
    let survey = try SignalSurvey(signal, trend: settings.trend, columns: 1)
    let scales = range.scales(wavelet, rows: settings.rows)
    let blocks = try SignalBlocks(
      signal, survey: survey, reach: wavelet.reach * scales[0], ends: settings.ends,
      largest: largestBlock)
    let bank = SpectralBank(wavelet, scales: scales, size: blocks.size, density: nil)
    var columns: [[Double]] = []
    for block in blocks.starts.indices {
      let spectrum = bank.spectrum(of: try blocks.samples(block))
      let own = blocks.reach..<blocks.reach + blocks.part(block).count
      let rows = scales.indices.flatMap { row -> [[Double]] in
        let found = bank.coefficients(row: row, to: spectrum)
        switch (part, found.imaginary) {
        case (.magnitude, let imaginary?):
          return [own.map { hypot(found.real[$0], imaginary[$0]) * survey.scale }]
        case (.magnitude, nil): return [own.map { abs(found.real[$0]) * survey.scale }]
        case (.complex, let imaginary):
          return ([found.real] + (imaginary.map { [$0] } ?? [])).map { row in
            own.map { row[$0] * survey.scale }
          }
        }
      }
      columns = columns.isEmpty ? rows : zip(columns, rows).map { $0 + $1 }
    }
    return (scales.map { wavelet.peakFrequency / $0 * (signal.rate ?? 1) }, columns)
  }
}
