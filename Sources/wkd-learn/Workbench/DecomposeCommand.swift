import ArgumentParser
import Console
import Lessons
import WKD
import Workbench

/// Splits the user's own picture into wavelet bands, and puts it together again.
struct DecomposeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decompose",
    abstract: "Split a picture of your own into wavelet bands, and put it together again.",
    discussion: """
      EXAMPLES:
        wkd-learn decompose photo.jpg
        wkd-learn decompose photo.jpg --wavelet db4 --levels 4 --mode periodization --output bands
        wkd-learn decompose photo.jpg --keep 5% --denoise
        wkd-learn decompose photo.jpg --save bands.safetensors
        wkd-learn decompose --reconstruct-from bands.safetensors

      The folder receives mosaic.png and histograms.png (of the luminance), energy.csv (of all \
      channels), and as asked kept.png, denoised.png or reconstructed.png. The bands are named LL3, \
      LH3, HL3, HH3, LH2 ... HH1; the first letter is the filter along x, the second along y.
      """)

  @Argument(help: "A PNG or JPEG file.")
  var image: String?

  @Option(help: "The wavelet, by PyWavelets' name. (default: haar)")
  var wavelet: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("How often LL is split again. (default: 3)", valueName: "n"))
  var levels: Int?

  @Option(help: "How the picture goes on beyond its edges. (default: symmetric)")
  var mode: String?

  @Option(help: ArgumentHelp("The folder for what is written.", valueName: "dir"))
  var output = "decomposition"

  @Option(
    help: ArgumentHelp("Write every band and the pixels as float64.", valueName: "file.safetensors")
  )
  var save: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Write the picture that the largest coefficients make.", valueName: "5%"))
  var keep: String?

  @Flag(help: "Write the picture with its noise taken out by soft thresholds.")
  var denoise = false

  @Option(help: ArgumentHelp("Invert a file of --save.", valueName: "file.safetensors"))
  var reconstructFrom: String?

  @Flag(help: "Give the answer as JSON, and nothing else on standard output.")
  var json = false

  func validate() throws {
    guard reconstructFrom == nil else { return try validateReconstruction() }
    guard image != nil else {
      throw ValidationError("a picture is needed: try `wkd-learn decompose photo.jpg`")
    }
    _ = try transform()
    _ = try keptShare()
  }

  func run() throws {
    if let reconstructFrom {
      let report = try Reconstruction(bands: reconstructFrom, output: output).run()
      if json { try printJSON(report) } else { print(report.text) }
    } else if let image {
      let decomposition = Decomposition(
        image: image, transform: try transform(), output: output, save: save,
        keep: try keptShare(), denoises: denoise)
      do {
        let report = try decomposition.run()
        if json { try printJSON(report) } else { print(report.text) }
      } catch let error as DecompositionError {
        throw ValidationError("\(error)" + (optionHint(for: error).map { ", \($0)" } ?? ""))
      }
    }
  }

  private func validateReconstruction() throws {
    if image != nil {
      throw ValidationError("give either a picture or --reconstruct-from, not both")
    }
    let others = [
      ("--wavelet", wavelet != nil), ("--levels", levels != nil), ("--mode", mode != nil),
      ("--save", save != nil), ("--keep", keep != nil), ("--denoise", denoise),
    ]
    if let other = others.first(where: \.1) {
      throw ValidationError(
        "\(other.0) does not go with --reconstruct-from, whose file says how it was made: "
          + "leave it out")
    }
  }

  private func transform() throws -> WaveletTransform {
    let levels = levels ?? 3
    guard levels >= 1 else {
      throw ValidationError("at least one level is needed, not \(levels): try --levels 3")
    }
    do {
      return WaveletTransform(
        try DiscreteWavelet.bank(named: wavelet ?? "haar"), levels: levels,
        mode: try BoundaryMode(named: mode ?? "symmetric"))
    } catch {
      throw ValidationError("\(error)")
    }
  }

  private func keptShare() throws -> Double? {
    guard let keep else { return nil }
    guard keep.hasSuffix("%"), let percent = Double(keep.dropLast()), percent > 0, percent <= 100
    else {
      throw ValidationError(
        "--keep takes per cent above 0 and up to 100, not \(keep): try --keep 5%")
    }
    return percent / 100
  }
}
