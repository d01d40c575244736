import ArgumentParser
import Console
import WKD
import Workbench

/// Splits a picture into wavelet bands, or makes a picture of bands.
struct DecomposeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decompose",
    abstract: "Split a picture of your own into wavelet bands, and reconstruct it from them.",
    discussion: """
      EXAMPLES:
        wkd-learn decompose photo.jpg
        wkd-learn decompose photo.jpg --wavelet db4 --levels 4 --mode periodization
        wkd-learn decompose photo.jpg --keep 5% --denoise
        wkd-learn decompose photo.jpg --wavelet sym4 --denoise --threshold bayes
        wkd-learn decompose photo.jpg --save bands.safetensors
        wkd-learn decompose --reconstruct-from bands.safetensors

      The folder receives mosaic.png and histograms.png (of the luminance), energy.csv (of all \
      channels), and as asked kept.png, denoised.png or reconstructed.png. The bands are named LL3, \
      LH3, HL3, HH3, LH2 ... HH1; the first letter is the filter along x, the second along y.
      """)

  private enum Defaults: TransformDefaults {
    static let mode = BoundaryMode.symmetric
  }

  @Argument(
    help: "A picture (PNG, JPEG, WebP or TIFF), or - for the standard input.",
    completion: .pictures)
  var image: String?

  @OptionGroup private var transform: TransformOptions<Defaults>

  @Option(
    help: ArgumentHelp("The folder for the results.", valueName: "dir"), completion: .directory)
  var output = "decomposition"

  @Option(
    help: ArgumentHelp(
      "Write every band and the pixels as float64.", valueName: "file.safetensors"),
    completion: .file(extensions: ["safetensors"]))
  var save: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Write the picture that the largest coefficients give.", valueName: "5%"))
  var keep: Checked<Share>?

  @OptionGroup private var denoising: DenoisingOptions

  @Option(
    help: ArgumentHelp(
      "Reconstruct the picture from a file of --save.", valueName: "file.safetensors"),
    completion: .file(extensions: ["safetensors"]))
  var reconstructFrom: String?

  @OptionGroup var answer: AnswerOptions

  func validate() throws {
    guard reconstructFrom == nil else { return try validateReconstruction() }
    guard image != nil else {
      throw ValidationError("a picture is needed: try `wkd-learn decompose photo.jpg`")
    }
    try keep?.validate()
  }

  func run() throws {
    if let reconstructFrom {
      let report = try Reconstruction(bands: reconstructFrom, output: output).run()
      try answer.show(report, text: report.text)
    } else if let image {
      let report = try Decomposition(
        image: image, transform: try transform.transform, output: output, save: save,
        keep: try keep?.value.fraction, denoising: try denoising.denoising
      ).run()
      try answer.show(report, text: report.text)
    }
  }

  private func validateReconstruction() throws {
    if image != nil {
      throw ValidationError("give either a picture or --reconstruct-from, not both")
    }
    let others = [
      ("--wavelet", transform.wavelet != nil), ("--levels", transform.levels != nil),
      ("--mode", transform.mode != nil),
      ("--save", save != nil), ("--keep", keep != nil), ("--denoise", denoising.denoise),
    ]
    if let other = others.first(where: \.1) {
      throw ValidationError(
        "\(other.0) does not go with --reconstruct-from, whose file says how it was made: "
          + "leave it out")
    }
  }
}

/// A part of a whole, written in per cent.
struct Share: ExpressibleByWord {
  /// Above 0, at most 1.
  let fraction: Double

  init(word: String) throws {
    guard word.hasSuffix("%"), let percent = Double(word.dropLast()), percent > 0, percent <= 100
    else {
      throw ValidationError(
        "--keep takes per cent above 0 and up to 100, not \(word): try --keep 5%")
    }
    fraction = percent / 100
  }
}
