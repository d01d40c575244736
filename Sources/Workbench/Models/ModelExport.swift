import Console
import Foundation
import Torch
import WKD

/// The writing of a generator as a file for other programs.
///
/// An ONNX model takes float32 images `[N, 3, H, W]` from -1 to 1, `H` and `W` multiples of 4 and at
/// least 8, and gives images of the same shape and range.
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
  /// The command line that is recorded in the file.
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
  ///   file where it cannot be written or is the model itself.
  public func run() throws -> ModelExportReport {
    let place = URL(fileURLWithPath: output)
    try refuseReplacing(model.url, by: [place])
    let generator = try model.generator()
    if format == .onnx, !generator.architecture.fitsONNX {
      throw ModelExportError.tooLarge(model.url.relativePath)
    }
    let metadata = [
      "command": command, "source": model.url.relativePath,
      "producer": "wkd-learn \(Machine.version)",
    ]
    let files = StagedFiles()
    try files.add(place) {
      switch format {
      case .onnx: generator.onnxModel(metadata: metadata)
      case .safetensors: generator.safetensors(metadata: metadata).data
      }
    }
    try files.commit()
    let size = try place.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0
    return ModelExportReport(
      model: model.url.relativePath, output: output, format: format,
      baseWidth: generator.architecture.baseWidth, blocks: generator.architecture.blocks,
      parameters: generator.parameters.reduce(0) { $0 + $1.tensor.count }, bytes: size)
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
    \(model): ResNet generator, base width \(baseWidth), \(blocks) blocks, \(parameters) parameters
    wrote \(output): \(format.rawValue), \(bytes) bytes
    """
  }
}

/// The reason why a generator cannot be written.
public enum ModelExportError: Error, Equatable, CustomStringConvertible {
  /// The weights exceed what one ONNX file holds.
  case tooLarge(String)

  /// One sentence that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .tooLarge(let path):
      "\(path) is larger than the 2 GB of an ONNX file: export it as safetensors"
    }
  }
}
