public import Foundation
public import WKD

/// Which way a pair of generators is used.
public enum Direction: String, Sendable, CaseIterable, Codable {
  /// `G_A`, from A to B.
  case ab
  /// `G_B`, from B to A.
  case ba
}

/// A generator on disk: a file, or one of the two of a folder.
public struct ModelFile: Sendable {
  /// The file that holds the weights.
  public let url: URL

  /// - Parameter direction: which generator of a folder; a file holds one only.
  /// - Throws: ``ModelFileError``, or `GeneratorPairError` for a folder without generators.
  public init(path: String, direction: Direction?) throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw ModelFileError.missing(path)
    }
    let given = URL(fileURLWithPath: path)
    guard isFolder.boolValue else {
      if direction != nil { throw ModelFileError.directionOfFile(path) }
      url = given
      return
    }
    let files = try GeneratorPair.files(in: given)
    url = direction == .ba ? files.ba : files.ab
  }

  /// Reads the generator.
  ///
  /// - Throws: what `ResNetGenerator(contentsOf:)` throws.
  public func generator() throws -> ResNetGenerator {
    try ResNetGenerator(contentsOf: url)
  }
}

/// Why a path is no model.
public enum ModelFileError: Error, Equatable, CustomStringConvertible {
  case missing(String)
  case directionOfFile(String)

  public var description: String {
    switch self {
    case .missing(let path):
      "there is no \(path): give a file of weights, or a folder with G_A and G_B"
    case .directionOfFile(let path):
      "\(path) is one generator and has one direction: leave --direction out, or give its folder"
    }
  }
}
