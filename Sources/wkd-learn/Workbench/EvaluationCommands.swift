import ArgumentParser
import Console
import Foundation
import Lessons
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
        wkd-learn evaluate small horse2zebra --inception inception.safetensors

      The kernel and Fréchet distances are those of MobileNetV2's features and can be compared among \
      themselves only. FID needs the standard weights pt_inception-2015-12-05 as safetensors.
      """)

  private enum Defaults: OptionDefaults {
    static let side = 64
    static var size: Int? { side }
  }

  @Argument(
    help: ArgumentHelp("A folder with the weights of both directions.", valueName: "model"),
    completion: .directory)
  var model: String

  @Argument(
    help: ArgumentHelp(
      "A folder with testA and testB; without it the meadow is drawn.", valueName: "data"),
    completion: .directory)
  var data: String?

  @OptionGroup private var size: SizeOptions<Defaults>

  @Option(
    help: ArgumentHelp("Also measure the distance from this teacher.", valueName: "dir"),
    completion: .directory)
  var teacher: String?

  @Option(
    help: ArgumentHelp("Inception's weights, for FID.", valueName: "file.safetensors"),
    completion: .file(extensions: ["safetensors"]))
  var inception: String?

  @OptionGroup private var threads: ThreadsOptions<Defaults>
  @OptionGroup var answer: AnswerOptions

  func run() throws {
    var evaluation = Evaluation(
      model: model, data: data, size: size.size ?? Defaults.side,
      mobileNet: try Course.locate().mobileNet)
    evaluation.measurer = Bundle.main.executableURL
    evaluation.teacher = teacher
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

      Runs that differ in nothing but their seed are taken together: means with 95 % intervals.
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
