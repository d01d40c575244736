import ArgumentParser
import Console
import Foundation
import Lessons
import WKD
import Workbench

/// Measures the quality and the speed of trained generators.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Measure the quality and the speed of trained generators.",
    discussion: """
      EXAMPLES:
        wkd-learn evaluate assets/teacher
        wkd-learn evaluate students/wavelet --teacher assets/teacher
        wkd-learn evaluate small horse2zebra --inception pt_inception-2015-12-05.pth
        wkd-learn evaluate translated --against horse2zebra/testB

      Weights that lie in their run are measured at its size and by its test pictures, where nothing else \
      is chosen. With --against, the first folder holds pictures that exist already. \
      The kernel and Fréchet distances are those of MobileNetV2's features and can be compared among \
      themselves only. FID needs the standard weights pt_inception-2015-12-05.
      """)

  private enum Defaults: OptionDefaults {
    static let side = 64
  }

  @Argument(
    help: ArgumentHelp("A folder with the weights of both directions.", valueName: "model"),
    completion: .directory)
  var model: String

  @Argument(
    help: ArgumentHelp(
      "A folder with testA and testB; without it those of the run, or the meadow.",
      valueName: "data"),
    completion: .directory)
  var data: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The side of the pictures; a multiple of 8. (default: that of the run or of the pictures, else 64)",
      valueName: "px"))
  var size: Int?

  @Option(
    help: ArgumentHelp("Also measure the distance from this teacher.", valueName: "dir"),
    completion: .directory)
  var teacher: String?

  @Option(
    help: ArgumentHelp(
      "Compare the pictures of the first folder with those of this one.", valueName: "dir"),
    completion: .directory)
  var against: String?

  @Option(
    help: ArgumentHelp("Inception's weights, for FID.", valueName: "file"), completion: .weights)
  var inception: String?

  @Option(
    help: ArgumentHelp(
      "How pictures are made ready, as train-teacher explains. (default: that of the run, else square)",
      valueName: "method"))
  var preprocess: Preprocessing.Method?

  @OptionGroup private var threads: ThreadsOptions<Defaults>
  @OptionGroup var answer: AnswerOptions

  func validate() throws {
    try SizeOptions<Defaults>.check(size)
    if against != nil, data != nil || teacher != nil || preprocess != nil {
      throw ValidationError(
        "--against compares two folders of pictures: leave the data, --teacher and --preprocess out"
      )
    }
  }

  func run() throws {
    let mobileNet = try Course.locate().mobileNet
    if let against { return try compare(with: against, mobileNet: mobileNet) }
    let origin = RunOrigin(ofWeights: model)
    let choice = try self.choice(origin)
    var evaluation = Evaluation(
      model: model, data: choice.data, size: size ?? origin?.size ?? Defaults.side,
      mobileNet: mobileNet)
    evaluation.choice = choice.words
    if choice.data != nil {
      evaluation.preprocessing =
        preprocess.map { Preprocessing($0) } ?? origin?.preprocessing ?? .square
    } else if preprocess != nil {
      throw ValidationError("--preprocess belongs to pictures of a folder: name the folder too")
    }
    evaluation.measurer = Bundle.main.executableURL
    evaluation.teacher = teacher
    evaluation.inception = inception
    evaluation.threads = threads.threads
    let report = try evaluation.run()
    try answer.show(report, text: report.text)
  }

  /// The test pictures, and words about what was not chosen.
  private func choice(_ origin: RunOrigin?) throws -> (data: String?, words: String) {
    guard let origin else {
      return (
        data,
        data == nil ? "no run lies beside the weights, so that the meadow is drawn" : ""
      )
    }
    let found = try data ?? origin.testPictures()
    let taken = [size == nil ? "size" : nil, data == nil ? "data" : nil].compactMap(\.self)
    return (
      found, taken.isEmpty ? "" : "\(taken.joined(separator: " and ")) of the run \(origin.path)"
    )
  }

  private func compare(with real: String, mobileNet: URL) throws {
    var evaluation = PictureEvaluation(
      pictures: model, against: real, size: size, mobileNet: mobileNet)
    evaluation.inception = inception
    evaluation.threads = threads.threads
    let report = try evaluation.run()
    try answer.show(report, text: report.text)
  }
}

/// Writes a report of several training runs.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Write a report of several training runs side by side.",
    discussion: """
      EXAMPLES:
        wkd-learn compare students-1 students-2 students-3
        wkd-learn compare small wide --output comparison

      Runs that differ in nothing but their seed are taken together: means with 95 % intervals. Their \
      pictures and teachers are told apart by fingerprints, wherever they lie; of runs with equal settings \
      and seed one counts.
      """)

  @Argument(
    help: ArgumentHelp("Folders of complete runs.", valueName: "run"), completion: .directory)
  var runs: [String]

  @Option(
    help: ArgumentHelp("The folder for the report.", valueName: "dir"), completion: .directory)
  var output = "comparison"

  func run() throws {
    print(try Comparison(runs: runs, output: URL(fileURLWithPath: output)).write())
  }
}
