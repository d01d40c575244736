import Console
import Files
import Foundation
import Torch
public import WKD

/// The writing of a generator as a file for other programs.
///
/// An ONNX model takes float32 images `[N, 3, H, W]` from -1 to 1, `H` and `W` at least 8 and, unless it
/// pads by itself, multiples of 4, and gives images of the same shape and range.
///
/// ```swift
/// let folder = FileManager.default.temporaryDirectory.appendingPathComponent("exported")
/// try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
/// let generator = try ResNetGenerator(
///   .init(baseWidth: 4, blocks: 1), weights: randomWeights(seed: 1))
/// try GeneratorPair(ab: generator, ba: generator).write(to: folder)
/// let report = try ModelExport(
///   model: ModelFile(path: folder.path), format: .onnx,
///   output: folder.appendingPathComponent("zebra.onnx").path
/// ).run()
/// print(report.text)
/// try FileManager.default.removeItem(at: folder)
/// ```
public struct ModelExport: Sendable {
  /// A format that other programs read.
  public enum Format: String, Sendable, CaseIterable, Codable {
    /// The graph with its weights, up to 2 GB.
    case onnx
    /// The weights alone, with keys as in the CycleGAN reference implementation.
    case safetensors
  }

  /// The generator to write.
  public var model: ModelFile
  /// The format to write.
  public var format: Format
  /// The path of the file to write.
  public var output: String
  /// The choices of an ONNX model.
  public var onnx = ONNXOptions()
  /// The command line that is recorded in the file, but for its output and for whole paths.
  public var command: String

  /// An export that is to be run.
  ///
  /// - Parameters:
  ///   - model: the generator to write.
  ///   - format: the format to write.
  ///   - output: the path of the file, whose folder exists.
  ///   - command: a command line for the record; nil records that of this process.
  public init(model: ModelFile, format: Format, output: String, command: String? = nil) {
    self.model = model
    self.format = format
    self.output = output
    self.command = command ?? .ofThisProcess
  }

  /// Writes the file, whole or not at all.
  ///
  /// - Returns: the facts about the file.
  /// - Throws: ``ModelExportError``, what ``ModelFile/generator()`` throws, or an error that names the
  ///   file where it cannot be written.
  public func run() throws -> ModelExportReport {
    let place = URL(fileURLWithPath: output)
    // No ONNX file is part of a folder of weights: one of an earlier export may be replaced.
    try refuseReplacing(format == .onnx ? [model.url] : model.inputs, by: [place])
    try format.file.check(place)
    if format == .onnx, !onnx.isPossible { throw ModelExportError.opset(onnx.opset) }
    let generator = try model.generator()
    if format == .onnx { try checkWeights(generator) }
    let metadata = [
      "command": RecordedCommand.text(command, output: output),
      "source": RecordedCommand.place(model.url.relativePath, parts: 2),
      "producer": "wkd-learn \(Machine.version)",
    ]
    let files = StagedFiles()
    try files.add(place) {
      switch format {
      case .onnx: generator.onnxModel(onnx, metadata: metadata)
      case .safetensors: generator.safetensors(metadata: metadata).data
      }
    }
    try files.commit()
    let size = try place.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0
    return ModelExportReport(
      model: model.url.relativePath, output: output, format: format,
      onnx: format == .onnx ? onnx : nil,
      baseWidth: generator.architecture.baseWidth, blocks: generator.architecture.blocks,
      parameters: generator.parameters.reduce(0) { $0 + $1.tensor.count }, bytes: size)
  }

  /// Throws for weights that an ONNX model cannot hold.
  private func checkWeights(_ generator: ResNetGenerator) throws {
    let path = model.url.relativePath
    guard generator.architecture.fitsONNX(onnx.precision) else {
      throw ModelExportError.tooLarge(path)
    }
    if onnx.precision == .float16, let key = generator.firstKeyBeyondHalf {
      throw ModelExportError.beyondHalf(path, key: key)
    }
  }
}

extension ModelExport.Format {
  /// The kind of file.
  fileprivate var file: OutputFormat {
    switch self {
    case .onnx: .onnx
    case .safetensors: .safetensors
    }
  }
}

/// The facts about an exported file.
public struct ModelExportReport: Sendable, Encodable {
  /// The file of the generator.
  public let model: String
  /// The file that was written.
  public let output: String
  /// Its format.
  public let format: ModelExport.Format
  /// The choices of an ONNX model; nil for another format.
  public let onnx: ONNXOptions?
  /// Channels after the generator's first convolution.
  public let baseWidth: Int
  /// Its residual blocks.
  public let blocks: Int
  /// Weights and biases.
  public let parameters: Int
  /// Size of the file.
  public let bytes: Int

  /// The report as lines for people.
  public var text: String {
    """
    \(model): ResNet generator, base width \(baseWidth), \(counted(blocks, "block")), \(parameters) parameters
    wrote \(output): \(format.rawValue), \(bytes) bytes\(choices)
    """
  }

  private var choices: String {
    onnx.map {
      ", operators of version \($0.opset), \($0.precision.rawValue), height and width "
        + ($0.takesAnySize ? "from 8" : "multiples of 4 from 8")
    } ?? ""
  }
}

/// The reason why a generator cannot be written.
public enum ModelExportError: Error, Equatable, CustomStringConvertible {
  /// The weights exceed what one ONNX file holds.
  case tooLarge(String)
  /// A weight under this key is too large for half precision.
  case beyondHalf(String, key: String)
  /// The operators of this version cannot do what is asked.
  case opset(Int)

  /// One sentence that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .tooLarge(let path):
      "\(path) is larger than the 2 GB of an ONNX file: export it as safetensors"
    case .beyondHalf(let path, let key):
      "\(path) holds numbers in \"\(key)\" that half precision cannot hold: export it in single precision"
    case .opset(let opset):
      """
      operators of version \(opset) cannot make this model: take a version from \
      \(ONNXOptions.opsets.lowerBound) to \(ONNXOptions.opsets.upperBound), from \
      \(ONNXOptions.firstOpsetOfAnySize) on for any size
      """
    }
  }
}
