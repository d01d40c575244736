import ArgumentParser
import Console
import WKD
import Workbench

/// Translates pictures with a trained generator.
struct TranslateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "translate",
    abstract: "Translate pictures of your own with a trained generator.",
    discussion: """
      EXAMPLES:
        wkd-learn translate assets/teacher horse.jpg --output zebras
        wkd-learn translate assets/teacher horse.jpg --output zebra.jpg
        wkd-learn translate assets/teacher zebras --direction ba --output horses
        wkd-learn translate latest_net_G_A.pth photos --output new --max-side 1024

      The model is a file of weights (safetensors, or a PyTorch state dict of the CycleGAN reference \
      implementation), or a folder with a pair of them. Pictures may have any size from 8 x 8; each \
      becomes a file of its size and name, which is in place as soon as it is made; pictures whose names \
      differ by their endings alone keep them, as a.jpg.png. Transparency is kept in PNG files. A picture \
      that cannot be read stops no other one: all of them are told at the end, as are files that are no \
      pictures. Ctrl-C stops after the picture at work; those that are done stay.
      """)

  @Argument(
    help: "A file of weights, or a folder with G_A and G_B.",
    completion: .weights)
  var model: String

  @Argument(
    help: ArgumentHelp(
      "Pictures (PNG, JPEG, WebP, TIFF), folders of them, or - for the standard input.",
      valueName: "image"),
    completion: .pictures)
  var images: [String]

  @Option(
    help: ArgumentHelp(
      "The folder for the translations, or a file that ends in .png or .jpg for a single one.",
      valueName: "path"),
    completion: .directory)
  var output: String

  @OptionGroup var direction: DirectionOptions

  @Flag(help: "Show the picture to the left of its translation.")
  var sideBySide = false

  @Flag(help: "Translate pictures in sub-folders too, into sub-folders of the same names.")
  var recursive = false

  @Option(help: "The format of the files. (default: as a single output file is named, else png)")
  var format: PictureFormat?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The quality of JPEG files, 1 to 100. (default: 95)", valueName: "n"))
  var quality: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Scale pictures down before, so that their longer side has at most so many pixels.",
      valueName: "px"))
  var maxSide: Int?

  @OptionGroup var threads: ThreadsOptions<ChapterDefaults>
  @OptionGroup var answer: AnswerOptions

  func validate() throws {
    if let quality, !(1...100).contains(quality) {
      throw ValidationError("a quality is 1 to 100, not \(quality): try --quality 95")
    }
    if let maxSide, maxSide < 8 {
      throw ValidationError("the generator needs 8 pixels, not \(maxSide): try --max-side 1024")
    }
    if quality != nil, format == .png {
      throw ValidationError("--quality belongs to JPEG: leave it out, or take --format jpeg")
    }
  }

  func run() throws {
    var translation = Translation(
      model: try ModelFile(path: model, direction: direction.direction), pictures: images,
      output: output, showsInput: sideBySide, threads: threads.threads)
    translation.format = format?.format
    translation.quality = quality ?? translation.quality
    translation.largestSide = maxSide
    translation.isRecursive = recursive
    let watch = InterruptWatch(
      saying: "stopping after this picture; Ctrl-C once more stops at once")
    defer { watch.stop() }
    var progress: ProgressReport?
    let report = try translation.run(
      observe: { state in
        if progress == nil { announce(state) }
        progress =
          progress ?? ProgressReport("translating", total: state.total, style: .suited)
        progress?.advance(
          to: state.done, share: state.share, note: state.next ?? "")
      }, stop: watch.next)
    progress?.finish()
    if !report.pictures.isEmpty { try answer.show(report, text: report.text) }
    if let stopped = report.interruption {
      throw Interruption(
        description: report.pictures.isEmpty
          ? "stopped before a picture was done: start the same command again"
          : "stopped with \(stopped.remaining) pictures left, the others are whole in \(output): "
            + "start the same command again for all of them",
        signal: stopped.signal)
    }
    if let error = report.error { throw error }
  }

  /// Says how much work there is, where it is more than was named.
  private func announce(_ state: Translation.Progress) {
    guard state.total > 1 || !state.leftOut.isEmpty else { return }
    let pictures = state.total == 1 ? "1 picture" : "\(state.total) pictures"
    let left = state.leftOut.isEmpty ? "" : "; left out: \(state.leftOut.text)"
    complain("translating \(pictures)\(left)")
  }
}

/// The formats that pictures are written in.
enum PictureFormat: String, ExpressibleByArgument, CaseIterable {
  case png, jpeg

  var format: ImageFile.Format { self == .png ? .png : .jpeg }
}
