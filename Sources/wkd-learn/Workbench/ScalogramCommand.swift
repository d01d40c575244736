import ArgumentParser
import Console
import Foundation
import Lessons
import Plot
import WKD
import Workbench

/// Draws the continuous wavelet transform of the user's own signal.
struct ScalogramCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scalogram",
    abstract: "Draw which frequencies a signal holds at which time.",
    discussion: """
      EXAMPLES:
        wkd-learn scalogram whistle.wav
        wkd-learn scalogram tide.csv --rate 24 --output tide.png
        wkd-learn scalogram pulse.csv --wavelet mexh --scales 48 --json

      A CSV file holds one number on a line, or time,value; a header is skipped. A WAV file holds \
      PCM or float samples, of which the first channel is read. The mean is taken off first. \
      At most twelve octaves below 0.4 of the rate are shown. Wavelets are mexh, morl, gaus1 to gaus8, cgau1 to cgau8, cmorB-C, shanB-C and fbspM-B-C.
      """)

  @Argument(help: ArgumentHelp("A CSV or WAV file.", valueName: "file"))
  var file: String

  @Option(help: "The mother wavelet, by PyWavelets' name.")
  var wavelet = "cmor1.5-1.0"

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Rows of the scalogram, 8 to 512.", valueName: "n"))
  var scales = 96

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Samples per second; wins over what the file says.", valueName: "hz"))
  var rate: Double?

  @Option(help: ArgumentHelp("The image to write.", valueName: "png"))
  var output = "scalogram.png"

  @Flag(help: "Give the answer as JSON, and nothing else on standard output.")
  var json = false

  func validate() throws {
    if !(8...512).contains(scales) {
      throw ValidationError("a scalogram has 8 to 512 scales, not \(scales): try --scales 96")
    }
    if let rate, !(rate > 0 && rate < 1e15 && rate > 1e-15) {
      throw ValidationError(
        "a rate is a number of samples per second, not \(rate): try --rate 1000")
    }
    if output.isEmpty { throw ValidationError("--output needs the name of an image") }
  }

  func run() throws {
    let wavelet = try ContinuousWavelet(named: wavelet)
    let signal = try RecordedSignal.read(URL(fileURLWithPath: file), rate: rate)
    let scalogram = try Scalogram(signal, wavelet: wavelet, scaleCount: scales)
    try scalogram.figure.writePNG(to: URL(fileURLWithPath: output))
    let summary = ScalogramSummary(scalogram, file: file, output: output)
    if json {
      try printJSON(summary)
    } else {
      print(summary.text)
    }
  }
}
