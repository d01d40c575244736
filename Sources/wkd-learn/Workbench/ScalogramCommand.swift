public import ArgumentParser
import Console
import Foundation
import Plot
import WKD
public import Workbench

/// Draws the continuous wavelet transform of a signal.
struct ScalogramCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scalogram",
    abstract: "Draw the frequencies of a signal over time.",
    discussion: """
      EXAMPLES:
        wkd-learn scalogram whistle.wav
        wkd-learn scalogram tide.csv --rate 24 --output tide.png
        wkd-learn scalogram pulse.csv --wavelet mexh --scales 48 --json
        wkd-learn scalogram concert.flac --channel 2 --lowest 50 --highest 5000
        wkd-learn scalogram log.csv --column pressure --resample --table table.csv
        sox concert.ogg -t wav - | wkd-learn scalogram -

      A table holds one number a line, or time,value, separated by commas, semicolons, tabs or blanks; a \
      header is skipped. Sound is WAV, FLAC, Ogg, MP3, AIFF, AU, CAF and what else libsndfile reads; of \
      several channels the first that is not silent is shown. Frequencies reach from what the length of \
      the signal can tell to 0.45 of the rate, at most twelve octaves. Magnitudes are heights of tones. \
      Wavelets are mexh, morl, gaus1 to gaus8, cgau1 to cgau8, cmorB-C, shanB-C and fbspM-B-C.
      """)

  @Argument(
    help: ArgumentHelp("A table of numbers or a sound; - for standard input.", valueName: "file"),
    completion: .file(extensions: ["csv", "tsv", "txt", "wav", "flac", "ogg", "mp3", "aiff"]))
  var file: String

  @Option(help: "The mother wavelet, by PyWavelets' name.")
  var wavelet = Checked<ContinuousWavelet>("cmor1.5-1.0")

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Rows of the scalogram, 8 to 512.", valueName: "n"))
  var scales = 96

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The lowest frequency. (default: what the length of the signal can tell)", valueName: "hz"))
  var lowest: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The highest frequency. (default: 0.45 of the rate)", valueName: "hz"))
  var highest: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Samples per second; wins over what the file says.", valueName: "hz"))
  var rate: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The channel of a sound, from 1. (default: the first that is not silent)", valueName: "n"))
  var channel: Int?

  @Option(
    help: ArgumentHelp(
      "The column of a table, by its name or its number from 1. (default: the one beside the times)",
      valueName: "column"))
  var column: String?

  @Flag(
    help:
      "Make uneven times even and fill missing numbers by a cubic spline, instead of refusing them."
  )
  var resample = false

  @Option(help: "What is subtracted first.")
  var detrend = ScalogramSettings.Trend.mean

  @Option(help: "The extension of the signal beyond its ends.")
  var ends = Checked<BoundaryMode>(BoundaryMode.zero.rawValue)

  @Option(
    help: ArgumentHelp("The image to write.", valueName: "file.png"),
    completion: .file(extensions: ["png"]))
  var output = "scalogram.png"

  @Option(
    help: ArgumentHelp(
      "Write the magnitudes too: frequencies in the first row, times in the first column.",
      valueName: "file.csv"),
    completion: .file(extensions: ["csv"]))
  var table: String?

  @Flag(help: "Write real and imaginary parts to the table in place of magnitudes.")
  var complex = false

  @OptionGroup var answer: AnswerOptions

  func validate() throws {
    if !(8...512).contains(scales) {
      throw ValidationError("a scalogram has 8 to 512 scales, not \(scales): try --scales 96")
    }
    for (name, number) in [("rate", rate), ("lowest", lowest), ("highest", highest)] {
      if let number, !(number > 0 && number < 1e15 && number > 1e-15) {
        throw ValidationError(
          "--\(name) is a number above 0, not \(number): try --\(name) 1000")
      }
    }
    if let lowest, let highest, lowest >= highest {
      throw ValidationError(
        "--lowest \(lowest) does not lie below --highest \(highest): exchange them")
    }
    if let channel, channel < 1 {
      throw ValidationError("channels count from 1, not \(channel): try --channel 1")
    }
    try ends.validate()
    if try ends.value == .periodization {
      throw ValidationError("periodization is no extension of a signal: try --ends periodic")
    }
    if complex, table == nil {
      throw ValidationError("--complex is about the table: add --table scalogram.csv")
    }
  }

  func run() throws {
    let wavelet = try wavelet.value
    let input = URL(fileURLWithPath: file == "-" ? "/dev/stdin" : file)
    let image = URL(fileURLWithPath: output)
    let table = table.map { URL(fileURLWithPath: $0) }
    try refuseReplacing(input, by: [image] + (table.map { [$0] } ?? []))
    try OutputFormat.png.check(image)
    if let table { try OutputFormat.csv.check(table) }
    let signal = try RecordedSignal.read(
      input,
      choosing: SignalChoice(rate: rate, channel: channel, column: column, resamples: resample))
    let settings = ScalogramSettings(
      rows: scales, lowest: lowest, highest: highest, trend: detrend, ends: try ends.value)
    let coefficients = try table.map { _ in
      try ScalogramTable(
        signal, wavelet: wavelet, settings: settings, part: complex ? .complex : .magnitude)
    }
    let scalogram = try Scalogram(signal, wavelet: wavelet, settings: settings)
    if let table { try coefficients?.write(to: table) }
    try scalogram.figure.writePNG(to: image)
    let summary = ScalogramSummary(
      scalogram, file: file, output: output, table: self.table)
    try answer.show(summary, text: summary.text)
  }
}

extension ScalogramSettings.Trend: ExpressibleByArgument {}

extension SignalError {
  /// The option that follows the advice of the sentence.
  var optionHint: String? {
    switch self {
    case .unevenTimes: "--resample, or --rate HZ"
    case .disorderedTimes: "--rate HZ"
    case .notFinite(_, let place, let text)
    where place.hasPrefix("line") && Double(text)?.isFinite != true:
      "--resample fills gaps"
    case .manyColumns, .noColumn: "--column NAME"
    case .noChannel: "--channel N"
    case .frequencyOutside: "--lowest HZ, --highest HZ"
    default: nil
    }
  }
}

extension ContinuousWavelet: ExpressibleByWord {
  init(word: String) throws {
    do {
      try self.init(named: word)
    } catch ContinuousWaveletError.unknown(_, _) where (try? FilterBank(named: word)) != nil {
      throw ContinuousWaveletNameError.discrete(word)
    }
  }

  static var completions: [String] { names }
}

/// The reason why a wavelet has no scalogram.
enum ContinuousWaveletNameError: Error, Equatable, CustomStringConvertible {
  /// A discrete wavelet of that name.
  case discrete(String)

  var description: String {
    switch self {
    case .discrete(let name):
      """
      \(name) is a discrete wavelet, whose scales are powers of two: for those there are `wkd-learn \
      decompose` and `wkd-learn wavelet`
      """
    }
  }
}
