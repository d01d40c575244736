public import Torch

/// Weights of the terms of the CycleGAN objective.
public struct ObjectiveWeights: Sendable, Codable, Equatable {
  /// Weight of the cycle loss, both ways: 10 in the paper.
  public var cycle: Double = 10
  /// Weight of the identity loss: half the cycle weight in the reference.
  public var identity: Double = 5

  public init() {}
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
    let (fakeB, sameB) = (firstAB[0], firstAB[1])
    let allBA = model.generators.ba(Tensor.concatenated([b, a, fakeB])).split([count, count, count])
    let (fakeA, sameA, cycledA) = (allBA[0], allBA[1], allBA[2])
    let cycledB = model.generators.ab(fakeA)

    let scoredFakeB = model.discriminatorB(fakeB)
    let scoredFakeA = model.discriminatorA(fakeA)
    let adversarialAB = leastSquares(scoredFakeB, target: 1)
    let adversarialBA = leastSquares(scoredFakeA, target: 1)
    let cycleA = meanAbsolute(cycledA, a)
    let cycleB = meanAbsolute(cycledB, b)
    let identityAB = meanAbsolute(sameB, b)
    let identityBA = meanAbsolute(sameA, a)
    var total =
      adversarialAB + adversarialBA + weights.cycle * (cycleA + cycleB)
      + weights.identity * (identityAB + identityBA)

    let translations = Translations(fakeB: fakeB, fakeA: fakeA)
    let distilled = teacher.flatMap {
      distillation.loss(student: translations, teacher: $0, factor: distillationFactor)
    }
    if let distilled { total = total + distilled }
    // The discriminators do not change before their own step, so their judgement stays good for it.
    generatorOptimizer.step(
      gradients(of: total, at: model.generatorParameters, keepingRecord: true))

    let shown = Translations(fakeB: fakeB.detached, fakeA: fakeA.detached)
    let lossB = discriminatorLoss(
      model.discriminatorB, real: b, scored: scoredFakeB, stored: poolB.swap(shown.fakeB))
    let lossA = discriminatorLoss(
      model.discriminatorA, real: a, scored: scoredFakeA, stored: poolA.swap(shown.fakeA))
    discriminatorOptimizer.step(
      gradients(of: lossB + lossA, at: model.discriminatorParameters))

    return StepLosses(
      adversarialAB: adversarialAB.item, adversarialBA: adversarialBA.item, cycleA: cycleA.item,
      cycleB: cycleB.item, identityAB: identityAB.item, identityBA: identityBA.item,
      discriminatorB: lossB.item, discriminatorA: lossA.item,
      distillation: distilled?.item ?? 0, translations: shown)
  }

  /// The halved least-squares loss of a discriminator over real and fake pictures.
  ///
  /// - Parameters:
  ///   - scored: its judgement of the new fakes.
  ///   - stored: what the pool gave instead of the new fakes, where it did.
  private func discriminatorLoss(
    _ discriminator: PatchDiscriminator, real: Tensor, scored: Tensor, stored: Tensor?
  ) -> Tensor {
    guard let stored else {
      return 0.5 * (leastSquares(discriminator(real), target: 1) + leastSquares(scored, target: 0))
    }
    let both = discriminator(Tensor.concatenated([real, stored]))
      .split([real.shape[0], stored.shape[0]])
    return 0.5 * (leastSquares(both[0], target: 1) + leastSquares(both[1], target: 0))
  }
}

/// Mean squared distance of every judgement from its target.
///
/// - Source: Mao et al., "Least squares generative adversarial networks", ICCV 2017.
public func leastSquares(_ judgement: Tensor, target: Double) -> Tensor {
  (judgement - target).squared().mean()
}
