/// The weights of the terms of the CycleGAN objective; that of the adversarial terms is 1.
public struct ObjectiveWeights: Sendable, Codable, Equatable {
  /// Weight of the cycle loss, both ways: 10 in the paper.
  public var cycle: Double
  /// Weight of the identity loss: half the cycle weight in the reference.
  public var identity: Double
  /// Weight of the mirror loss, both ways, which the paper does not have: 0 leaves it out.
  ///
  /// It is the mean absolute difference of the translation of a mirrored image from the mirrored
  /// translation. Where mirrored images are as likely as others, both show the same.
  public var mirror: Double

  /// Weights of all losses, by default the paper's.
  ///
  /// - Parameters:
  ///   - cycle: 0 or above.
  ///   - identity: 0 or above; nil is half of `cycle`, as in the reference.
  ///   - mirror: 0 or above.
  public init(cycle: Double = 10, identity: Double? = nil, mirror: Double = 0) {
    self.cycle = cycle
    self.identity = identity ?? cycle / 2
    self.mirror = mirror
  }

  private enum CodingKeys: CodingKey {
    case cycle
    case identity
    case mirror
  }

  /// Reads weights; files of earlier versions have no mirror loss.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    cycle = try values.decode(Double.self, forKey: .cycle)
    identity = try values.decode(Double.self, forKey: .identity)
    mirror = try values.decodeIfPresent(Double.self, forKey: .mirror) ?? 0
  }

  /// Writes the weights, that of the mirror loss only where there is one.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(cycle, forKey: .cycle)
    try values.encode(identity, forKey: .identity)
    if mirror != 0 { try values.encode(mirror, forKey: .mirror) }
  }
}
