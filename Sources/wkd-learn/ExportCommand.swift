public import ArgumentParser
public import Lessons

/// Writes a generator for other programs.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a generator as a file for other programs.",
    discussion: """
      EXAMPLES:
        wkd-learn export --onnx assets/teacher zebra.onnx
        wkd-learn export --onnx assets/teacher horse.onnx --direction ba
        wkd-learn export --safetensors latest_net_G_A.pth G_A.safetensors

      The model is a file of weights (safetensors, or a PyTorch state dict of the CycleGAN reference \
      implementation), or a folder with a pair of them. An ONNX model takes float32 images \
      [batch, 3, height, width] from -1 to 1, height and width multiples of 4 and at least 8.
      """)

  @Flag(help: "The format to write.")
  var format: ModelExport.Format

  @Argument(help: "A file of weights, or a folder with G_A and G_B.")
  var model: String

  @Argument(help: "The file to write.")
  var output: String

  @Option(help: "Which generator of a folder: ab or ba. (default: ab)")
  var direction: Direction?

  @Flag(help: "Give the answer as JSON, and nothing else on standard output.")
  var json = false

  func validate() throws {
    if output.isEmpty { throw ValidationError("the file to write needs a name") }
  }

  func run() throws {
    let command = ["wkd-learn"] + CommandLine.arguments.dropFirst()
    let report = try ModelExport(
      model: ModelFile(path: model, direction: direction), format: format, output: output,
      command: command.joined(separator: " ")
    ).run()
    if json { try printJSON(report) } else { print(report.text) }
  }
}

extension ModelExport.Format: EnumerableFlag {}
