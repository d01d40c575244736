import Console
import Files
public import Foundation
public import WKD

/// The direction in which a pair of generators translates.
public enum Direction: String, Sendable, CaseIterable, Codable {
  /// From A to B: the file `G_A`.
  case ab
  /// From B to A: the file `G_B`.
  case ba
}

/// A generator on disk: a file, or one of those in a folder.
///
/// Safetensors and PyTorch state dicts of the CycleGAN reference implementation are read.
public struct ModelFile: Sendable {
  /// The file that holds the weights.
  public let url: URL
  /// The folder that was given; nil where it was the file itself.
  public let folder: URL?

  /// The places that are read and must not be replaced: the file, and the folder of a run that it was found in.
  var inputs: [URL] {
    [url]
      + (folder.map { run in [run] + ["best", "samples"].map { run.appendingPathComponent($0) } }
        ?? [])
  }

  /// The generator at a path.
  ///
  /// - Parameters:
  ///   - path: a file of one generator, or a folder, in which `GeneratorFolder` finds them.
  ///   - direction: the generator of a folder, by default the one from A to B, or the only one; nil for a
  ///     file, which holds one only.
  /// - Throws: ``ModelFileError``, or `GeneratorPairError` for a folder without generators.
  public init(path: String, direction: Direction? = nil) throws {
    let given = URL(fileURLWithPath: path)
    guard let isFolder = given.isFolder else { throw ModelFileError.missing(path) }
    guard isFolder else {
      if direction != nil { throw ModelFileError.directionOfFile(path) }
      url = given
      folder = nil
      return
    }
    let found = try GeneratorFolder(given)
    // A model that goes one way does not say which.
    let chosen = found.oneWay ?? (direction == .ba ? found.ba : found.ab)
    guard let file = chosen ?? (direction == nil ? found.single : nil) else {
      throw ModelFileError.otherDirection(
        found.url.relativePath, found: found.single?.lastPathComponent ?? "")
    }
    url = file
    folder = given
  }

  /// Reads the generator.
  ///
  /// - Returns: the generator, on the CPU.
  /// - Throws: `WeightsFileError`, `SafetensorsError` or `GeneratorFileError` for a file that holds no
  ///   generator.
  public func generator() throws -> ResNetGenerator {
    try ResNetGenerator(contentsOf: url)
  }
}

/// The reason why a path is no model.
public enum ModelFileError: Error, Equatable, CustomStringConvertible {
  /// There is nothing at the path.
  case missing(String)
  /// A direction was named for a file of one generator.
  case directionOfFile(String)
  /// The folder holds the generator of the other direction only, in the file of this name.
  case otherDirection(String, found: String)

  /// One sentence that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .missing(let path):
      "there is no \(SoughtPath(path)): give a file of weights, or a folder with G_A and G_B"
    case .directionOfFile(let path):
      "\(path) is one generator and has one direction: name no direction, or give its folder"
    case .otherDirection(let path, let found):
      "\(path) holds \(found) alone, which translates in the other direction: name no direction to take it"
    }
  }
}
