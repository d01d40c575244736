import Console
import Foundation
import Torch
import WKD

/// Writes a generator as a file for other programs.
public struct ModelExport: Sendable {
  /// What other programs read.
  public enum Format: String, Sendable, CaseIterable, Codable {
    case onnx
    case safetensors
  }

  /// Where the generator is.
  public var model: ModelFile
  /// What to write.
  public var format: Format
  /// The file to write.
  public var output: String
  /// The command line, for the record.
  public var command: String

  public init(model: ModelFile, format: Format, output: String, command: String) {
    self.model = model
    self.format = format
    self.output = output
    self.command = command
  }

  /// Does the work; the file appears whole or not at all.
  ///
  /// - Throws: ``ModelExportError``, ``StagingError``, or what reading weights throws.
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

/// Why a generator cannot be written.
public enum ModelExportError: Error, Equatable, CustomStringConvertible {
  case tooLarge(String)

  public var description: String {
    switch self {
    case .tooLarge(let path):
      "\(path) is larger than the 2 GB of an ONNX file: export it with --safetensors"
    }
  }
}

/// What `export` wrote.
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
