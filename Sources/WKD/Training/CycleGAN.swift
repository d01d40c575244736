public import Torch

/// Two generators and two discriminators that translate between unpaired image sets A and B.
///
/// - Source: Zhu et al., "Unpaired image-to-image translation using cycle-consistent adversarial networks",
///   ICCV 2017.
public struct CycleGAN: Sendable {
  /// The generators of both directions.
  public let generators: GeneratorPair
  /// Discriminator of images of A; the reference calls this network `D_B`.
  public let discriminatorA: PatchDiscriminator
  /// Discriminator of images of B; the reference calls this network `D_A`.
  public let discriminatorB: PatchDiscriminator

  /// Networks of any weights.
  ///
  /// - Parameters:
  ///   - generator: size of both generators.
  ///   - discriminator: size of both discriminators.
  ///   - weights: gives the source of one network by its name in the reference: `G_A` (A to B), `G_B`,
  ///     `D_A` (of B), `D_B`.
  /// - Throws: an error of a source.
  public init(
    generator: ResNetGenerator.Architecture, discriminator: PatchDiscriminator.Architecture,
    weights: (_ network: String) -> WeightSource
  ) throws {
    generators = GeneratorPair(
      ab: try ResNetGenerator(generator, weights: weights("G_A")),
      ba: try ResNetGenerator(generator, weights: weights("G_B")))
    discriminatorB = try PatchDiscriminator(discriminator, weights: weights("D_A"))
    discriminatorA = try PatchDiscriminator(discriminator, weights: weights("D_B"))
  }

  /// Networks of random weights, normally distributed with deviation 0.02.
  ///
  /// - Parameters:
  ///   - generator: size of both generators.
  ///   - discriminator: size of both discriminators.
  ///   - seed: decides all weights.
  ///   - device: must be there.
  /// - Throws: nothing for random weights.
  public init(
    generator: ResNetGenerator.Architecture, discriminator: PatchDiscriminator.Architecture,
    seed: UInt64, device: Device = .cpu
  ) throws {
    try self.init(generator: generator, discriminator: discriminator) { network in
      placed(Self.randomWeights(of: network, seed: seed), on: device)
    }
  }

  /// The random weights of one network by its name in the reference.
  static func randomWeights(of network: String, seed: UInt64) -> WeightSource {
    Torch.randomWeights(seed: SeededGenerator(seed: seed, stream: network).state)
  }

  /// The parameters of all four networks, under their names in the reference.
  public var networks: [(name: String, parameters: [NamedParameter])] {
    [
      ("G_A", generators.ab.parameters), ("G_B", generators.ba.parameters),
      ("D_A", discriminatorB.parameters), ("D_B", discriminatorA.parameters),
    ]
  }

  /// The parameters of both generators.
  public var generatorParameters: [Tensor] {
    (generators.ab.parameters + generators.ba.parameters).map(\.tensor)
  }

  /// The parameters of both discriminators.
  public var discriminatorParameters: [Tensor] {
    (discriminatorB.parameters + discriminatorA.parameters).map(\.tensor)
  }
}
