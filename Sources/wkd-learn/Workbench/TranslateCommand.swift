import ArgumentParser
import Console
import Workbench

/// Translates pictures with a trained generator.
struct TranslateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "translate",
    abstract: "Translate pictures of your own with a trained generator.",
    discussion: """
      EXAMPLES:
        wkd-learn translate assets/teacher horse.jpg --output zebras
        wkd-learn translate assets/teacher zebras --direction ba --output horses
        wkd-learn translate latest_net_G_A.pth photos --output new --side-by-side

      The model is a file of weights (safetensors, or a PyTorch state dict of the CycleGAN reference \
      implementation), or a folder with a pair of them. Pictures may have any size from 8 x 8; each \
      becomes a PNG file of its size and name.
      """)

  @Argument(
    help: "A file of weights, or a folder with G_A and G_B.",
    completion: .weights)
  var model: String

  @Argument(
    help: ArgumentHelp("PNG or JPEG files, or folders of them.", valueName: "image"),
    completion: .pictures)
  var images: [String]

  @Option(
    help: ArgumentHelp("The folder for the translations.", valueName: "dir"),
    completion: .directory)
  var output: String

  @OptionGroup var direction: DirectionOptions

  @Flag(help: "Show the picture to the left of its translation.")
  var sideBySide = false

  @OptionGroup var threads: ThreadsOptions<ChapterDefaults>
  @OptionGroup var answer: AnswerOptions

  func validate() throws {
    if output.isEmpty { throw ValidationError("--output needs the name of a folder") }
  }

  func run() throws {
    var progress: ProgressReport?
    let report = try Translation(
      model: ModelFile(path: model, direction: direction.direction), pictures: images,
      output: output,
      showsInput: sideBySide, threads: threads.threads
    ).run { done, total in
      progress = progress ?? ProgressReport("translating", total: total, style: .suited)
      progress?.advance(to: done)
    }
    try answer.show(report, text: report.text)
  }
}
