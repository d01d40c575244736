public import Foundation

/// Named tensors of any file that holds weights: safetensors, or either format of PyTorch.
///
/// ```swift
/// let url = FileManager.default.temporaryDirectory.appendingPathComponent("weights.bin")
/// try Safetensors(["bias": Tensor([Float(1), 2])]).write(to: url)
/// print(try WeightsFile.read(url).tensors["bias"]?.floats ?? [])  // [1.0, 2.0]
/// ```
public enum WeightsFile {
  /// Tensors and texts of a file, by their names.
  public typealias Content = (tensors: [String: Tensor], metadata: [String: String])

  /// Reads a file; its first bytes decide what it is, not its name.
  ///
  /// - Throws: ``WeightsFileError`` or ``SafetensorsError``.
  public static func read(_ url: URL) throws -> Content {
    guard let data = try? Data(contentsOf: url, options: .mappedIfSafe) else {
      throw WeightsFileError.unreadable(url.relativePath)
    }
    let start = Array(data.prefix(9))
    switch start {
    // The ninth byte begins the header, after its length.
    case _ where start.last == UInt8(ascii: "{") && start.count == 9:
      let file = try Safetensors(contentsOf: url)
      return (file.tensors, file.metadata)
    // A zip file, or the protocol number of a pickle.
    case _ where start.starts(with: [0x50, 0x4b, 0x03, 0x04]) || start.first == 0x80:
      do {
        let file = try TorchFile(data: data)
        return (file.tensors, file.metadata)
      } catch let reason as TorchFileError {
        throw WeightsFileError.refused(url.relativePath, reason)
      }
    default:
      throw WeightsFileError.unknown(url.relativePath, found: Self.guess(data))
    }
  }

  /// Reads a file and makes a model of its tensors.
  ///
  /// - Parameters:
  ///   - url: a file that ``read(_:)`` reads.
  ///   - model: makes the model.
  /// - Returns: the model.
  /// - Throws: ``WeightsFileError``, also in place of a `WeightsError` of `model`, which names no file;
  ///   ``SafetensorsError``; or what else `model` throws.
  public static func read<Model>(_ url: URL, as model: (Content) throws -> Model) throws -> Model {
    let content = try read(url)
    do {
      return try model(content)
    } catch let reason as WeightsError {
      throw WeightsFileError.unfit(url.relativePath, reason)
    }
  }

  /// The texts before a key in the names of tensors, such as `state_dict.module.`: one for each level of
  /// the file at which the key stands, sorted.
  package static func levels(of key: String, in tensors: [String: Tensor]) -> [String] {
    tensors.keys.filter { $0 == key || $0.hasSuffix(".\(key)") }
      .map { String($0.dropLast(key.count)) }.sorted()
  }

  /// A guess at what else the file may be.
  private static func guess(_ data: Data) -> String {
    let start = String(decoding: data.prefix(64), as: UTF8.self).lowercased()
    if data.isEmpty { return "an empty file" }
    if start.hasPrefix("version https://git-lfs") {
      return "a Git LFS pointer, not what it points to"
    }
    if start.contains("<html") || start.contains("<!doctype") { return "a web page" }
    return "neither safetensors nor a file of torch.save"
  }
}

/// Why a weights file was refused.
public enum WeightsFileError: Error, Equatable, CustomStringConvertible {
  /// The file of this path cannot be opened, or is a folder.
  case unreadable(String)
  /// The file of this path is of no known kind.
  case unknown(String, found: String)
  /// The file of this path is one of PyTorch's, but is not read for this reason.
  case refused(String, TorchFileError)
  /// The weights in the file of this path do not make the model.
  case unfit(String, WeightsError)

  /// The reason, and what to do next.
  public var description: String {
    switch self {
    case .unreadable(let path): "cannot read \(path): check that it is there and is a file"
    case .unknown(let path, let found):
      "\(path) is \(found): give weights written by this program or by torch.save"
    case .refused(let path, let reason): "\(path): \(reason)"
    case .unfit(let path, let reason): "\(path): \(reason)"
    }
  }
}
