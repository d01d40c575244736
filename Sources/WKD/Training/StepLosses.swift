/// The losses that one training step measured, before it changed the networks.
///
/// Terms of the generators come without their weights in the objective; the distillation loss comes with
/// its weight. The names in files are those of the CycleGAN reference implementation, ``Term``.
public struct StepLosses: Sendable {
  /// Least-squares loss of the generator from A to B at the discriminator of B.
  public let adversarialAB: Double
  /// Least-squares loss of the generator from B to A at the discriminator of A.
  public let adversarialBA: Double
  /// Mean absolute difference of images of A from their way to B and back.
  public let cycleA: Double
  /// Mean absolute difference of images of B from their way to A and back.
  public let cycleB: Double
  /// Mean absolute change of images of B by the generator from A to B.
  public let identityAB: Double
  /// Mean absolute change of images of A by the generator from B to A.
  public let identityBA: Double
  /// Halved least-squares loss of the discriminator of B.
  public let discriminatorB: Double
  /// Halved least-squares loss of the discriminator of A.
  public let discriminatorA: Double
  /// Mean absolute difference of translations of mirrored images from mirrored translations, both ways
  /// added up; nil where the objective has no mirror loss.
  public let mirror: Double?
  /// Weighted distillation loss; 0 without a distillation.
  public let distillation: Double
  /// The translations of this step, detached from their gradients.
  public let translations: Translations

  /// One loss by its name in the CycleGAN reference implementation, where `G_A` is the generator from A
  /// to B and `D_A` the discriminator of B.
  public enum Term: String, Sendable, Codable, CaseIterable {
    /// ``StepLosses/adversarialAB``.
    case adversarialAB = "G_A"
    /// ``StepLosses/adversarialBA``.
    case adversarialBA = "G_B"
    /// ``StepLosses/cycleA``.
    case cycleA = "cycle_A"
    /// ``StepLosses/cycleB``.
    case cycleB = "cycle_B"
    /// ``StepLosses/identityAB``.
    case identityAB = "idt_A"
    /// ``StepLosses/identityBA``.
    case identityBA = "idt_B"
    /// ``StepLosses/discriminatorB``.
    case discriminatorB = "D_A"
    /// ``StepLosses/discriminatorA``.
    case discriminatorA = "D_B"
    /// ``StepLosses/distillation``.
    case distillation
    /// ``StepLosses/mirror``.
    case mirror
  }

  /// The loss of a term; 0 for a mirror loss that the objective does not have.
  public subscript(term: Term) -> Double {
    switch term {
    case .adversarialAB: adversarialAB
    case .adversarialBA: adversarialBA
    case .cycleA: cycleA
    case .cycleB: cycleB
    case .identityAB: identityAB
    case .identityBA: identityBA
    case .discriminatorB: discriminatorB
    case .discriminatorA: discriminatorA
    case .distillation: distillation
    case .mirror: mirror ?? 0
    }
  }

  /// Name and value of every loss that the objective has, in the order of ``Term``, as a table of losses
  /// holds them.
  public var values: [(name: String, value: Double)] {
    Term.allCases.filter { $0 != .mirror || mirror != nil }.map { ($0.rawValue, self[$0]) }
  }
}
