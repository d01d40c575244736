import ArgumentParser
import Console
import Foundation
import Plot
import WKD
import Workbench

/// Shows properties, filters and a figure of one discrete wavelet.
struct WaveletCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wavelet",
    abstract: "Show properties, filters and a figure of a discrete wavelet.",
    discussion: """
      EXAMPLES:
        wkd-learn wavelet db4
        wkd-learn wavelet bior4.4 --output bior44.png
        wkd-learn wavelet sym8 --json
      """)

  @Argument(help: "PyWavelets' name: haar, db2 to db20, sym2 to sym20, coif1 to coif5, bior, rbio.")
  var name: Checked<FilterBank>

  @Option(
    help: ArgumentHelp(
      "The figure of psi, phi and their spectra. (default: wavelet-NAME.png)",
      valueName: "file.png"),
    completion: .file(extensions: ["png"]))
  var output: String?

  @OptionGroup var answer: AnswerOptions

  func validate() throws {
    if let output, !output.lowercased().hasSuffix(".png") {
      throw ValidationError("the figure is a PNG, not \(output): try --output \(name.word).png")
    }
    try name.validate()
  }

  func run() throws {
    let bank = try name.value
    let portrait = try WaveletPortrait(bank, output: output ?? "wavelet-\(bank.name).png")
    try answer.show(portrait, text: portrait.text)
  }
}
