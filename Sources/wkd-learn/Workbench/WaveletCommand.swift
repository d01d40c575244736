import ArgumentParser
import Console
import Lessons
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
  var name: String

  @Option(
    help: ArgumentHelp(
      "Where psi, phi and their spectra are drawn. (default: wavelet-NAME.png)",
      valueName: "file.png"))
  var output: String?

  @Flag(help: "Give the answer as JSON, and nothing else on standard output.")
  var json = false

  func validate() throws {
    if let output, !output.lowercased().hasSuffix(".png") {
      throw ValidationError("the figure is a PNG, not \(output): try --output \(name).png")
    }
    _ = try bank()
  }

  func run() throws {
    let bank = try bank()
    let portrait = try WaveletPortrait(bank, output: output ?? "wavelet-\(bank.name).png")
    if json { try printJSON(portrait) } else { print(portrait.text) }
  }

  private func bank() throws -> FilterBank {
    do {
      return try DiscreteWavelet.bank(named: name)
    } catch {
      throw ValidationError("\(error)")
    }
  }
}
