public import Torch

/// Two generators and two discriminators that translate between unpaired picture sets A and B.
public struct CycleGAN: Sendable {
  public let generators: GeneratorPair
  /// Judges pictures of A; the reference calls this network `D_B`.
  public let discriminatorA: PatchDiscriminator
  /// Judges pictures of B; the reference calls this network `D_A`.
  public let discriminatorB: PatchDiscriminator

  /// Builds all four networks; `weights` is asked once for each, by its name in the reference:
  /// `G_A` (A to B), `G_B`, `D_A` (judges B), `D_B`.
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

  /// Builds all four networks with fresh weights N(0, 0.02).
  public init(
    generator: ResNetGenerator.Architecture, discriminator: PatchDiscriminator.Architecture,
    seed: UInt64
  ) throws {
    try self.init(generator: generator, discriminator: discriminator) { network in
      let source = SeededGenerator(seed: seed, stream: network)
      return randomWeights(seed: source.state)
    }
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
