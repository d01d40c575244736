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
