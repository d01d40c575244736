import ArgumentParser
import Foundation
import Console
import Lessons
import Workbench

/// Judges trained generators.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Measure how good and how fast trained generators are.",
    discussion: """
      EXAMPLES:
        wkd-learn evaluate assets/teacher
        wkd-learn evaluate students/wavelet --teacher assets/teacher
        wkd-learn evaluate small horse2zebra --size 128 --inception pt_inception.safetensors

      The kernel and Fréchet distances are those of MobileNetV2's features and can be compared among \
      themselves only. FID needs the standard weights pt_inception-2015-12-05 as safetensors.
      """)

  @Argument(help: ArgumentHelp("A folder with the weights of both directions.", valueName: "model"))
  var model: String

  @Argument(
    help: ArgumentHelp(
      "A folder with testA and testB; without it the meadow is drawn.", valueName: "data"))
  var data: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The side of the pictures; a multiple of 8.", valueName: "px"))
  var size = 64

  @Option(
    help: ArgumentHelp("Also measure the distance from this teacher.", valueName: "dir"))
  var teacher: String?

  @Option(help: ArgumentHelp("Inception's weights, for FID.", valueName: "file.safetensors"))
  var inception: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("How many threads to compute with.", valueName: "n"))
  var threads: Int?

  @Flag(help: "Give the answer as JSON, and nothing else on standard output.")
  var json = false

  func validate() throws {
    if size < 32 || !size.isMultiple(of: 8) {
      throw ValidationError("a size is a multiple of 8, at least 32, not \(size): try --size 64")
    }
    if let threads, threads < 1 {
      throw ValidationError("at least one thread is needed, not \(threads): try --threads 2")
    }
  }

  func run() throws {
    var evaluation = Evaluation(
      model: model, data: data, size: size, mobileNet: try Course.locate().mobileNet)
    evaluation.measurer = Bundle.main.executableURL
    evaluation.teacher = teacher
    evaluation.inception = inception
    evaluation.threads = threads
    let report = try evaluation.run()
    if json { try printJSON(report) } else { print(report.text) }
  }
}
