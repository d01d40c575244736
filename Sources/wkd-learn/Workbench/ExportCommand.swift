import ArgumentParser
import Console
import Foundation
import Lessons
import WKD
import Workbench

/// Writes a generator or a chapter for other programs.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a generator or a chapter as a file for other programs.",
    usage: "wkd-learn export --onnx|--safetensors|--ipynb <source> [<output>] [<options>]",
    discussion: """
      EXAMPLES:
        wkd-learn export --onnx assets/teacher zebra.onnx
        wkd-learn export --onnx assets/teacher horse.onnx --direction ba
        wkd-learn export --onnx assets/teacher g.onnx --opset 12 --any-size
        wkd-learn export --safetensors latest_net_G_A.pth G_A.safetensors
        wkd-learn export --ipynb 3
        wkd-learn export --ipynb 3 for-teachers.ipynb --solutions

      A chapter becomes a Jupyter notebook with its Swift cells and their outputs, taken from its \
      report, or from a new run where there is no report that is up to date.

      The model is a file of weights (safetensors, or a PyTorch state dict of the CycleGAN reference \
      implementation), or a folder with one or two of them. An ONNX model takes float32 images \
      [batch, 3, height, width] from -1 to 1, with --float16 too; height and width are multiples of 4 and \
      at least 8, with --any-size any numbers from 8.
      """)

  @Flag(help: "The format to write.")
  var format: ExportFormat

  @Argument(
    help: "A file of weights, a folder with G_A or G_B, or the number of a chapter.",
    completion: .weights)
  var source: String

  @Argument(
    help: "The file to write; for a chapter it may be left out.",
    completion: .file(extensions: ["onnx", "safetensors", "ipynb"]))
  var output: String?

  @OptionGroup var direction: DirectionOptions

  @OptionGroup(title: "Options of --onnx") var onnx: ONNXExportOptions

  @OptionGroup(title: "Options of --ipynb") var chapter: ChapterExportOptions

  @OptionGroup var answer: AnswerOptions

  func validate() throws {
    if format != .ipynb && output == nil {
      throw ValidationError("name the file to write too: export --onnx MODEL FILE")
    }
    if format == .ipynb, Int(source) == nil {
      throw ValidationError("--ipynb takes the number of a chapter, not \(source): try --ipynb 1")
    }
    if format != .ipynb, chapter.solutions {
      throw ValidationError("--solutions belongs to --ipynb: leave it out here")
    }
    if format != .onnx, onnx.isGiven {
      throw ValidationError(
        "--opset, --float16 and --any-size belong to --onnx: leave them out here")
    }
    if format == .ipynb, direction.direction != nil {
      throw ValidationError("--direction belongs to a generator: leave it out with --ipynb")
    }
  }

  func run() throws {
    switch format {
    case .ipynb: try exportChapter(Int(source) ?? 0)
    case .onnx: try exportModel(.onnx)
    case .safetensors: try exportModel(.safetensors)
    }
  }

  private func exportModel(_ format: ModelExport.Format) throws {
    var export = ModelExport(
      model: try ModelFile(path: source, direction: direction.direction), format: format,
      output: output ?? "", command: .ofThisProcess)
    export.onnx = onnx.options
    let report = try export.run()
    try answer.show(report, text: report.text)
  }

  private func exportChapter(_ number: Int) throws {
    let course = try Course.locate()
    let shelf = try ChapterShelf(
      course: course, settings: chapter.options.settings(output: chapter.reports.reports),
      store: chapter.state.store, say: { if !answer.json { print($0) } })
    let place = output ?? "chapter-\(number).ipynb"
    try NotebookExport(course: course, shelf: shelf)
      .write(
        try Course.chapter(number), to: URL(fileURLWithPath: place),
        withSolutions: chapter.solutions)
    try answer.show(["notebook": place], text: "notebook: \(place)")
  }
}

/// The choices of an ONNX model.
struct ONNXExportOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      """
      The version of ONNX's operators, \(ONNXOptions.opsets.lowerBound) to \
      \(ONNXOptions.opsets.upperBound). (default: \(ONNXOptions().opset))
      """, valueName: "n"))
  var opset: Int?

  @Flag(help: "Hold and compute numbers in half precision; images stay float32.")
  var float16 = false

  @Flag(help: "Pad and crop within the model, which then takes any height and width from 8.")
  var anySize = false

  /// Whether one of them was given.
  var isGiven: Bool { opset != nil || float16 || anySize }

  /// The choices.
  var options: ONNXOptions {
    var options = ONNXOptions()
    options.opset = opset ?? options.opset
    options.precision = float16 ? .float16 : .float32
    options.takesAnySize = anySize
    return options
  }

  func validate() throws {
    guard !options.isPossible else { return }
    let least = anySize ? ONNXOptions.firstOpsetOfAnySize : ONNXOptions.opsets.lowerBound
    throw ValidationError(
      "--opset \(options.opset) is not possible\(anySize ? " with --any-size" : ""): take one from "
        + "\(least) to \(ONNXOptions.opsets.upperBound)")
  }
}

/// The parts of a chapter to export, and the run to take them from.
struct ChapterExportOptions: ParsableArguments {
  @Flag(help: "Write the solutions of a chapter's exercises too.")
  var solutions = false

  @OptionGroup var reports: ReportsOptions
  @OptionGroup var options: RunOptions
  @OptionGroup var state: StateOptions
}

/// The formats of `export`.
enum ExportFormat: EnumerableFlag {
  case onnx, safetensors, ipynb
}
