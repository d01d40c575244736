public import Foundation
public import Torch

/// A generator in each direction between two picture sets: all that is needed to translate.
public struct GeneratorPair: Sendable {
  public let ab: ResNetGenerator
  public let ba: ResNetGenerator

  public init(ab: ResNetGenerator, ba: ResNetGenerator) {
    self.ab = ab
    self.ba = ba
  }

  /// Size of both generators.
  public var architecture: ResNetGenerator.Architecture { ab.architecture }

  /// The same generators on another device.
  public func moved(to device: Device) -> GeneratorPair {
    GeneratorPair(ab: ab.moved(to: device), ba: ba.moved(to: device))
  }

  /// Base width, blocks, and the ``Fingerprint`` of all weights: `24/4, 1be4...`.
  public var summary: String {
    var fingerprint = Fingerprint()
    for (_, tensor) in ab.parameters + ba.parameters { fingerprint.add(tensor) }
    return "\(architecture.baseWidth)/\(architecture.blocks), \(fingerprint.text)"
  }

  /// Translates a batch of each set without recording gradients, as a frozen teacher does.
  ///
  /// - Shape: `[N, 3, H, W]`, kept.
  /// - Range: -1 to 1.
  public func translate(a: Tensor, b: Tensor) -> Translations {
    withoutGradients { Translations(fakeB: ab(a), fakeA: ba(b)) }
  }
}

/// The first-pass translations of one batch: what distillation compares.
public struct Translations: Sendable {
  /// `[N, 3, H, W]`, A translated to B.
  public let fakeB: Tensor
  /// `[N, 3, H, W]`, B translated to A.
  public let fakeA: Tensor

  public init(fakeB: Tensor, fakeA: Tensor) {
    self.fakeB = fakeB
    self.fakeA = fakeA
  }
}

extension GeneratorPair {
  /// Where the two generators of a folder are: `G_A` goes from A to B, `G_B` back.
  public typealias Files = (ab: URL, ba: URL)

  /// Reads both generators of a folder.
  ///
  /// - Throws: ``GeneratorPairError``, or what ``ResNetGenerator/init(contentsOf:)`` throws.
  public init(contentsOf folder: URL) throws {
    let files = try Self.files(in: folder)
    ab = try ResNetGenerator(contentsOf: files.ab)
    ba = try ResNetGenerator(contentsOf: files.ba)
  }

  /// Finds `G_A.safetensors` and `G_B.safetensors`, else the reference implementation's
  /// `latest_net_G_A.pth` and `latest_net_G_B.pth`, else its pair of the highest epoch.
  ///
  /// - Throws: ``GeneratorPairError``.
  public static func files(in folder: URL) throws -> Files {
    let names: Set<String>
    do {
      names = Set(try FileManager.default.contentsOfDirectory(atPath: folder.path))
    } catch {
      throw GeneratorPairError.noFolder(folder.relativePath)
    }
    let epochs = names.compactMap { name -> (number: Int, text: Substring)? in
      guard let match = name.wholeMatch(of: /(\d+)_net_G_A\.pth/) else { return nil }
      return Int(match.1).map { ($0, match.1) }
    }
    let stems =
      [("", ".safetensors"), ("latest_net_", ".pth")]
      + epochs.sorted { $0.number > $1.number }.map { ("\($0.text)_net_", ".pth") }
    for (start, end) in stems {
      let pair = ["G_A", "G_B"].map { "\(start)\($0)\(end)" }
      guard names.isSuperset(of: pair) else { continue }
      let files = pair.map { folder.appendingPathComponent($0) }
      return (files[0], files[1])
    }
    throw GeneratorPairError.noPair(folder.relativePath)
  }

  /// Writes both generators, with keys as in the reference implementation.
  ///
  /// - Parameter metadata: how the weights were made; the architecture is added.
  /// - Throws: `SafetensorsError`.
  public func write(to folder: URL, metadata: [String: String] = [:]) throws {
    for (name, file) in files(metadata: metadata) {
      try file.write(to: folder.appendingPathComponent(name))
    }
  }

  /// Both generators as files, `G_A.safetensors` (A to B) and `G_B.safetensors`.
  public func files(metadata: [String: String] = [:]) -> [(name: String, file: Safetensors)] {
    [("G_A", ab), ("G_B", ba)].map { name, generator in
      ("\(name).safetensors", generator.safetensors(metadata: metadata))
    }
  }
}

extension ResNetGenerator {
  /// The weights as a file, with keys as in the reference implementation.
  ///
  /// - Parameter metadata: how the weights were made; the architecture is added.
  public func safetensors(metadata: [String: String] = [:]) -> Safetensors {
    let header = [
      "architecture": "resnet", "baseWidth": "\(architecture.baseWidth)",
      "blocks": "\(architecture.blocks)",
    ]
    return Safetensors(
      Dictionary(uniqueKeysWithValues: parameters.map { ($0.key, $0.tensor) }),
      metadata: metadata.merging(header) { $1 })
  }
}

/// Why a folder gave no pair of generators.
public enum GeneratorPairError: Error, Equatable, CustomStringConvertible {
  case noFolder(String)
  case noPair(String)

  public var description: String {
    switch self {
    case .noFolder(let path): "there is no folder \(path): give the one that holds the generators"
    case .noPair(let path):
      "\(path) holds no pair of generators: it needs G_A.safetensors and G_B.safetensors, or "
        + "latest_net_G_A.pth and latest_net_G_B.pth"
    }
  }
}

/// A pair is coded as two safetensors files, bit by bit.
extension GeneratorPair: Codable {
  public init(from decoder: any Decoder) throws {
    let files = try decoder.singleValueContainer().decode([Data].self)
    guard files.count == 2 else { throw SafetensorsError.damaged("two generators are wanted") }
    self.init(
      ab: try ResNetGenerator(Safetensors(data: files[0])),
      ba: try ResNetGenerator(Safetensors(data: files[1])))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(files().map(\.file.data))
  }
}
