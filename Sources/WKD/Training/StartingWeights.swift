public import Foundation
internal import Torch

/// The weights that a training begins with in place of random ones.
///
/// ```swift
/// let place = FileManager.default.temporaryDirectory.appendingPathComponent("begun")
/// try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
/// let generator = try ResNetGenerator(
///   .init(baseWidth: 4, blocks: 1), weights: randomWeights(seed: 3))
/// try GeneratorPair(ab: generator, ba: generator).write(to: place)
/// let size = PatchDiscriminator.Architecture(baseWidth: 4, layers: 1)
/// let start = try StartingWeights(contentsOf: place, discriminator: size)
/// let plan = TrainingPlan(
///   generator: start.generators.architecture, discriminator: size, schedule: Schedule(steps: 2),
///   seed: 1)
/// let training = try Training(plan, on: Meadow.data(size: 32, train: 4, test: 3), from: start)
/// print(training.trainers[0].model.generators.summary == start.generators.summary)  // true
/// try FileManager.default.removeItem(at: place)
/// ```
public struct StartingWeights: Sendable {
  /// The generators of both directions.
  public let generators: GeneratorPair
  /// The discriminators; nil begins with random ones.
  public let discriminators: Discriminators?

  /// The discriminators of both domains.
  public typealias Discriminators = (a: PatchDiscriminator, b: PatchDiscriminator)

  /// Weights of given networks.
  ///
  /// - Parameters:
  ///   - generators: of both directions, on the CPU.
  ///   - discriminators: of both domains, of one size; nil begins with random ones.
  public init(generators: GeneratorPair, discriminators: Discriminators? = nil) {
    self.generators = generators
    self.discriminators = discriminators
  }

  /// Reads a folder of weights, or the folder of a run.
  ///
  /// Generators are found as by ``GeneratorPair/files(in:)``, else in the checkpoint of a run of one network.
  /// Discriminators are taken from `D_A.safetensors` and `D_B.safetensors`, else from the reference
  /// implementation's `latest_net_D_A.pth` and `latest_net_D_B.pth`, else from that checkpoint; those of
  /// another size than is wanted are passed over.
  ///
  /// - Parameters:
  ///   - folder: holds two generators.
  ///   - discriminator: the size of the discriminators that will be trained.
  /// - Throws: ``GeneratorPairError``, ``CheckpointError``, or what reading weights throws.
  public init(contentsOf folder: URL, discriminator: PatchDiscriminator.Architecture) throws {
    let checkpoint = folder.appendingPathComponent(RunFolder.checkpointName)
    let saved =
      FileManager.default.fileExists(atPath: checkpoint.path)
      ? try SavedNetworks(Safetensors(contentsOf: checkpoint)) : nil
    // A run that was stopped has weights in a sub-folder, of another step than its checkpoint.
    if let saved, !saved["G_A"].isEmpty, (try? GeneratorFolder(folder))?.url != folder {
      generators = GeneratorPair(
        ab: try ResNetGenerator(Safetensors(saved["G_A"])),
        ba: try ResNetGenerator(Safetensors(saved["G_B"])))
    } else {
      generators = try GeneratorPair(contentsOf: folder)
    }
    let sources = [
      try Self.files(in: folder, "", ".safetensors"),
      try Self.files(in: folder, "latest_net_", ".pth"),
      saved.map { ["D_A": $0["D_A"], "D_B": $0["D_B"]] },
    ]
    discriminators =
      sources.lazy.compactMap(\.self).compactMap {
        Self.discriminators(discriminator, $0)
      }.first
  }

  /// Size and ``Fingerprint`` of all weights, as a run records them.
  public var summary: String {
    guard let discriminators else { return generators.summary }
    var fingerprint = Fingerprint()
    for (_, tensor) in discriminators.b.parameters + discriminators.a.parameters {
      fingerprint.add(tensor)
    }
    return "\(generators.summary); discriminators \(fingerprint.text)"
  }

  /// The source of one network by its name in the reference; nil where it begins with random weights.
  func source(of network: String) -> WeightSource? {
    let parameters: [NamedParameter]? =
      switch network {
      case "G_A": generators.ab.parameters
      case "G_B": generators.ba.parameters
      case "D_A": discriminators?.b.parameters
      default: discriminators?.a.parameters
      }
    return parameters.map { named in
      storedWeights(Dictionary(uniqueKeysWithValues: named.map { ($0.key, $0.tensor) }))
    }
  }

  /// The tensors of two discriminators with the reference's names; nil where a file is missing.
  private static func files(in folder: URL, _ start: String, _ end: String) throws
    -> [String: [String: Tensor]]?
  {
    var networks: [String: [String: Tensor]] = [:]
    for name in ["D_A", "D_B"] {
      let place = folder.appendingPathComponent(start + name + end)
      guard FileManager.default.fileExists(atPath: place.path) else { return nil }
      networks[name] = try WeightsFile.read(place).tensors
    }
    return networks
  }

  /// Discriminators of a size; nil for tensors of others.
  private static func discriminators(
    _ size: PatchDiscriminator.Architecture, _ networks: [String: [String: Tensor]]
  ) -> Discriminators? {
    let made = ["D_B", "D_A"].compactMap { name in
      // Only tensors of another shape or name can be refused here: other discriminators.
      try? PatchDiscriminator(size, weights: storedWeights(networks[name] ?? [:]))
    }
    return made.count == 2 ? (a: made[0], b: made[1]) : nil
  }
}

/// The networks in the checkpoint of a run of one network.
private struct SavedNetworks {
  private let tensors: [String: Tensor]

  /// - Throws: ``CheckpointError/notFinite``.
  init(_ file: Safetensors) throws {
    let isSingle = !file.tensors.keys.contains { $0.hasPrefix("1.") }
    tensors = isSingle ? file.tensors : [:]
    if !tensors.values.allSatisfy(\.isFinite) { throw CheckpointError.notFinite }
  }

  /// The tensors of one network under their own keys; empty where it is not there.
  subscript(network: String) -> [String: Tensor] {
    let prefix = "0.\(network)."
    return Dictionary(
      uniqueKeysWithValues: tensors.filter { $0.key.hasPrefix(prefix) }
        .map { (String($0.key.dropFirst(prefix.count)), $0.value) })
  }
}
