public import Torch

/// Weights of the terms of the CycleGAN objective.
public struct ObjectiveWeights: Sendable, Codable, Equatable {
  /// Weight of the cycle loss, both ways: 10 in the paper.
  public var cycle: Double = 10
  /// Weight of the identity loss: half the cycle weight in the reference.
  public var identity: Double = 5

  public init() {}
}

/// Everything one training step measured.
public struct StepLosses: Sendable {
  /// Name and value of every loss, in a fixed order: `G_A G_B cycle_A cycle_B idt_A idt_B D_A D_B
  /// distillation`, named as in the reference.
  public let values: [(name: String, value: Double)]
  /// The translations of this step, cut off from their gradients.
  public let translations: Translations

  /// The loss of that name, or 0 if there is none.
  public subscript(name: String) -> Double {
    values.first { $0.name == name }?.value ?? 0
  }
}

/// Trains a ``CycleGAN`` one batch at a time, with or without a teacher.
public struct CycleGANTrainer: Sendable {
  public let model: CycleGAN
  public let weights: ObjectiveWeights
  public let distillation: Distillation
  private var distillationFactor = 1.0
  private(set) var generatorOptimizer: Adam
  private(set) var discriminatorOptimizer: Adam
  private(set) var poolA: ImagePool
  private(set) var poolB: ImagePool

  /// - Parameter seed: decides what the two image pools give back.
  public init(
    _ model: CycleGAN, weights: ObjectiveWeights = ObjectiveWeights(),
    distillation: Distillation = .none, learningRate: Double = 2e-4, seed: UInt64
  ) {
    self.init(
      model, weights: weights, distillation: distillation,
      generatorOptimizer: Adam(
        model.generatorParameters, learningRate: learningRate, betas: (0.5, 0.999)),
      discriminatorOptimizer: Adam(
        model.discriminatorParameters, learningRate: learningRate, betas: (0.5, 0.999)),
      poolA: ImagePool(generator: SeededGenerator(seed: seed, stream: "pool A")),
      poolB: ImagePool(generator: SeededGenerator(seed: seed, stream: "pool B")))
  }

  init(
    _ model: CycleGAN, weights: ObjectiveWeights, distillation: Distillation,
    generatorOptimizer: Adam, discriminatorOptimizer: Adam, poolA: ImagePool, poolB: ImagePool
  ) {
    self.model = model
    self.weights = weights
    self.distillation = distillation
    self.generatorOptimizer = generatorOptimizer
    self.discriminatorOptimizer = discriminatorOptimizer
    self.poolA = poolA
    self.poolB = poolB
  }

  /// Sets the step size of both optimisers and the weight of the distillation as they are at a step.
  public mutating func setPace(_ schedule: Schedule, at step: Int) {
    distillationFactor = distillation.factor(at: step, of: schedule.steps)
    generatorOptimizer.learningRate = schedule.rate(at: step)
    discriminatorOptimizer.learningRate = schedule.rate(at: step)
  }

  /// One step of the generators, then one of the discriminators.
  ///
  /// - Parameters:
  ///   - a: `[N, 3, H, W]`, -1 to 1, real pictures of A.
  ///   - b: the same of B.
  ///   - teacher: the teacher's translations of the same batch, where there is a distillation.
  public mutating func step(a: Tensor, b: Tensor, teacher: Translations? = nil) -> StepLosses {
    let count = a.shape[0]
    // Instance norm looks at each picture alone, so equal forwards can share one batch.
    let firstAB = model.generators.ab(Tensor.concatenated([a, b])).split([count, count])
    let firstBA = model.generators.ba(Tensor.concatenated([b, a])).split([count, count])
    let (fakeB, sameB) = (firstAB[0], firstAB[1])
    let (fakeA, sameA) = (firstBA[0], firstBA[1])
    let cycledA = model.generators.ba(fakeB)
    let cycledB = model.generators.ab(fakeA)

    let adversarialA = leastSquares(model.discriminatorB(fakeB), target: 1)
    let adversarialB = leastSquares(model.discriminatorA(fakeA), target: 1)
    let cycleA = meanAbsolute(cycledA, a)
    let cycleB = meanAbsolute(cycledB, b)
    let identityA = meanAbsolute(sameB, b)  // the reference's names: idt_A is G_A's
    let identityB = meanAbsolute(sameA, a)
    var total =
      adversarialA + adversarialB + weights.cycle * (cycleA + cycleB)
      + weights.identity * (identityA + identityB)

    let translations = Translations(fakeB: fakeB, fakeA: fakeA)
    let distilled = teacher.flatMap {
      distillation.loss(student: translations, teacher: $0, factor: distillationFactor)
    }
    if let distilled { total = total + distilled }
    generatorOptimizer.step(gradients(of: total, at: model.generatorParameters))

    let shown = Translations(fakeB: fakeB.detached, fakeA: fakeA.detached)
    let judgedB = discriminate(model.discriminatorB, real: b, fake: poolB.exchange(shown.fakeB))
    let judgedA = discriminate(model.discriminatorA, real: a, fake: poolA.exchange(shown.fakeA))
    discriminatorOptimizer.step(
      gradients(of: judgedB + judgedA, at: model.discriminatorParameters))

    let losses = [
      ("G_A", adversarialA), ("G_B", adversarialB), ("cycle_A", cycleA), ("cycle_B", cycleB),
      ("idt_A", identityA), ("idt_B", identityB), ("D_A", judgedB), ("D_B", judgedA),
    ]
    return StepLosses(
      values: losses.map { ($0.0, $0.1.item) } + [("distillation", distilled?.item ?? 0)],
      translations: shown)
  }

  /// The halved least-squares loss of a discriminator over real and fake pictures.
  private func discriminate(
    _ discriminator: PatchDiscriminator, real: Tensor, fake: Tensor
  ) -> Tensor {
    let judged = discriminator(Tensor.concatenated([real, fake]))
      .split([real.shape[0], fake.shape[0]])
    return 0.5 * (leastSquares(judged[0], target: 1) + leastSquares(judged[1], target: 0))
  }
}

/// Mean squared distance of every judgement from its target.
///
/// - Source: Mao et al., "Least squares generative adversarial networks", ICCV 2017.
public func leastSquares(_ judgement: Tensor, target: Double) -> Tensor {
  (judgement - target).squared().mean()
}

/// Mean absolute difference of two tensors of equal shape, as a scalar tensor.
public func meanAbsolute(_ first: Tensor, _ second: Tensor) -> Tensor {
  guard first.shape == second.shape else {
    misuse("meanAbsolute", found: "\(second.shape)", wanted: "\(first.shape)")
  }
  return (first - second).abs().mean()
}
