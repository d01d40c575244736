import ArgumentParser
import Console
import Foundation
import Plot
import WKD
import Workbench

/// Shows properties, filters and a figure of one discrete wavelet, or the names of all.
struct WaveletCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wavelet",
    abstract: "Show properties, filters and a figure of a discrete wavelet.",
    discussion: """
      EXAMPLES:
        wkd-learn wavelet db4
        wkd-learn wavelet bior4.4 --output bior44.png
        wkd-learn wavelet sym8 --json
        wkd-learn wavelet --list

      The names are PyWavelets', and those of other programs where they mean one bank alone: cdf9/7 \
      is bior4.4, legall is bior2.2, d4 with its four taps is db2. The boundary modes of decompose and \
      compress are \(BoundaryMode.words.joined(separator: ", ")).
      """)

  @Argument(
    help: """
      PyWavelets' name: haar, db1 to db38, sym2 to sym20, coif1 to coif17, bior, rbio, dmey; or \
      MATLAB's fk4 to fk22, beyl, vaid.
      """)
  var name: Checked<FilterBank>?

  @Option(
    help: ArgumentHelp(
      "The figure of psi, phi and their spectra. (default: wavelet-NAME.png)",
      valueName: "file.png"),
    completion: .file(extensions: ["png"]))
  var output: String?

  @Flag(help: "List the names of all wavelets and boundary modes.")
  var list = false

  @OptionGroup var answer: AnswerOptions

  func validate() throws {
    if list {
      guard name == nil, output == nil else {
        throw ValidationError("--list shows all wavelets: leave the name and --output out")
      }
      return
    }
    guard let name else {
      throw ValidationError(
        "a name is needed: try `wkd-learn wavelet db4`, or --list for all names")
    }
    try name.validate()
  }

  func run() throws {
    guard let name else {
      let list = WaveletList()
      return try answer.show(list, text: list.text)
    }
    let bank = try name.value
    let portrait = try WaveletPortrait(bank, output: output ?? "wavelet-\(bank.name).png")
    try answer.show(portrait, text: portrait.text)
  }
}

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

      A CSV file holds one number a line, or time,value; a header is skipped. A WAV file holds PCM or \
      float samples, of which the first channel is read. The mean is subtracted first. At most twelve \
      octaves below 0.4 of the rate are shown. Wavelets are mexh, morl, gaus1 to gaus8, cgau1 to \
      cgau8, cmorB-C, shanB-C and fbspM-B-C.
      """)

  @Argument(
    help: ArgumentHelp("A CSV or WAV file.", valueName: "file"),
    completion: .file(extensions: ["csv", "wav"]))
  var file: String

  @Option(help: "The mother wavelet, by PyWavelets' name.")
  var wavelet = Checked<ContinuousWavelet>("cmor1.5-1.0")

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Rows of the scalogram, 8 to 512.", valueName: "n"))
  var scales = 96

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Samples per second, in place of the rate in the file.", valueName: "hz"))
  var rate: Double?

  @Option(
    help: ArgumentHelp("The image to write.", valueName: "file.png"),
    completion: .file(extensions: ["png"]))
  var output = "scalogram.png"

  @OptionGroup var answer: AnswerOptions

  func validate() throws {
    if !(8...512).contains(scales) {
      throw ValidationError("a scalogram has 8 to 512 scales, not \(scales): try --scales 96")
    }
    if let rate, !(rate > 0 && rate < 1e15 && rate > 1e-15) {
      throw ValidationError(
        "a rate is a number of samples per second, not \(rate): try --rate 1000")
    }
  }

  func run() throws {
    let wavelet = try wavelet.value
    let place = URL(fileURLWithPath: output)
    try refuseReplacing(URL(fileURLWithPath: file), by: [place])
    try OutputFormat.png.check(place)
    let signal = try RecordedSignal.read(URL(fileURLWithPath: file), rate: rate)
    let scalogram = try Scalogram(signal, wavelet: wavelet, scaleCount: scales)
    try scalogram.figure.writePNG(to: place)
    let summary = ScalogramSummary(scalogram, file: file, output: output)
    try answer.show(summary, text: summary.text)
  }
}

extension ContinuousWavelet: ExpressibleByWord {
  init(word: String) throws {
    try self.init(named: word)
  }

  static var completions: [String] { names }
}
