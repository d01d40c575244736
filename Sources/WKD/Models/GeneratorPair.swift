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
  /// Reads `G_A.safetensors` and `G_B.safetensors`, whose header tells the architecture.
  ///
  /// - Throws: ``SafetensorsError``, ``WeightsError`` or ``GeneratorPairError``.
  public init(contentsOf folder: URL) throws {
    ab = try Self.generator(folder.appendingPathComponent("G_A.safetensors"))
    ba = try Self.generator(folder.appendingPathComponent("G_B.safetensors"))
  }

  /// Writes both generators, with keys as in the reference implementation.
  ///
  /// - Parameter metadata: how the weights were made; the architecture is added.
  /// - Throws: ``SafetensorsError``.
  public func write(to folder: URL, metadata: [String: String] = [:]) throws {
    for (name, file) in files(metadata: metadata) {
      try file.write(to: folder.appendingPathComponent(name))
    }
  }

  /// Both generators as files, `G_A.safetensors` (A to B) and `G_B.safetensors`.
  public func files(metadata: [String: String] = [:]) -> [(name: String, file: Safetensors)] {
    [("G_A", ab), ("G_B", ba)].map { name, generator in
      let tensors = generator.parameters.map { ($0.key, $0.tensor) }
      let header = [
        "architecture": "resnet", "baseWidth": "\(generator.architecture.baseWidth)",
        "blocks": "\(generator.architecture.blocks)",
      ]
      return (
        "\(name).safetensors",
        Safetensors(
          Dictionary(uniqueKeysWithValues: tensors), metadata: metadata.merging(header) { $1 })
      )
    }
  }

  private static func generator(_ url: URL) throws -> ResNetGenerator {
    let file = try Safetensors(contentsOf: url)
    guard let width = file.metadata["baseWidth"].flatMap({ Int($0) }),
      let blocks = file.metadata["blocks"].flatMap({ Int($0) }), width > 0, blocks >= 0
    else { throw GeneratorPairError.noArchitecture(url.path) }
    return try ResNetGenerator(
      .init(baseWidth: width, blocks: blocks), weights: storedWeights(file.tensors))
  }
}

/// Why a pair of generators was refused.
public enum GeneratorPairError: Error, CustomStringConvertible {
  case noArchitecture(String)

  public var description: String {
    switch self {
    case .noArchitecture(let path):
      "\(path) does not say its baseWidth and blocks: give weights written by train-teacher"
    }
  }
}
