public import Torch

/// A ``CycleGAN`` in training, one batch at a time, with or without a teacher.
///
/// Steps change the weights of ``model`` in place: copies of a trainer share them.
///
/// ```swift
/// let data = Meadow.data(size: 32, train: 4, test: 2)
/// let model = try CycleGAN(
///   generator: .init(baseWidth: 4, blocks: 1), discriminator: .init(baseWidth: 4, layers: 1), seed: 1)
/// let teacher = try CycleGAN(
///   generator: .init(baseWidth: 8, blocks: 1), discriminator: .init(baseWidth: 4, layers: 1), seed: 2
/// ).generators
/// var trainer = CycleGANTrainer(model, distillation: .wavelet(WaveletLoss(), weight: 10), seed: 1)
/// var batches = UnpairedBatches(data, batchSize: 2, seed: 1)
/// let schedule = Schedule(steps: 3)
/// for step in 0..<schedule.steps {
///   let (a, b) = batches.next()
///   trainer.setPace(schedule, at: step)
///   let losses = trainer.step(a: a, b: b, teacher: teacher.translate(a: a, b: b))
///   print(step, losses.cycleA, losses.distillation)
/// }
/// ```
public struct CycleGANTrainer: Sendable {
  /// The networks, as the last step left them.
  public let model: CycleGAN
  /// The weights of the objective.
  public let weights: ObjectiveWeights
  /// The loss against the teacher.
  public let distillation: Distillation
  private var distillationFactor = 1.0
  private(set) var generatorOptimizer: Adam
  private(set) var discriminatorOptimizer: Adam
  private(set) var poolA: ImagePool
  private(set) var poolB: ImagePool

  /// A trainer at its first step.
  ///
  /// - Parameters:
  ///   - model: networks that this trainer changes.
  ///   - weights: of the objective.
  ///   - distillation: needs a teacher's translations at every step, but for `.none`.
  ///   - learningRate: of both optimisers, Adam with betas 0.5 and 0.999, until ``setPace(_:at:)``.
  ///   - seed: decides the images that the two pools return.
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

  /// Sets the learning rate of both optimisers and the weight of the distillation for a step.
  ///
  /// - Parameters:
  ///   - schedule: that of the whole training.
  ///   - step: 0 for the first one, below the schedule's steps.
  public mutating func setPace(_ schedule: Schedule, at step: Int) {
    distillationFactor = distillation.factor(at: step, of: schedule.length(at: step))
    generatorOptimizer.learningRate = schedule.rate(at: step)
    discriminatorOptimizer.learningRate = schedule.rate(at: step)
  }

  /// One step of the generators, then one of the discriminators.
  ///
  /// A loss that is not a finite number leaves networks, optimisers and pools as they were;
  /// ``StepLosses/firstNotFinite`` tells it, and ``Training/advance()`` throws.
  ///
  /// - Parameters:
  ///   - a: real images of A, `[N, 3, H, W]`, -1 to 1, on the device of the model.
  ///   - b: real images of B, as many, of the same or another size.
  ///   - teacher: the teacher's translations of the same batch; without them the distillation is left out.
  /// - Returns: the losses before the step.
  public mutating func step(a: Tensor, b: Tensor, teacher: Translations? = nil) -> StepLosses {
    let mirrored = weights.mirror == 0 ? [] : [a.flipped(axis: 3), b.flipped(axis: 3)]
    let firstAB = sharingPass([a, b] + mirrored.prefix(1), by: { model.generators.ab($0) })
    let (fakeB, sameB) = (firstAB[0], firstAB[1])
    let allBA = sharingPass([b, a, fakeB] + mirrored.suffix(1), by: { model.generators.ba($0) })
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
    let mirror =
      mirrored.isEmpty
      ? nil
      : meanAbsolute(firstAB[2], fakeB.flipped(axis: 3))
        + meanAbsolute(allBA[3], fakeA.flipped(axis: 3))
    if let mirror { total = total + weights.mirror * mirror }

    let translations = Translations(fakeB: fakeB, fakeA: fakeA)
    let distilled = teacher.flatMap {
      distillation.loss(student: translations, teacher: $0, factor: distillationFactor)
    }
    if let distilled { total = total + distilled }
    // No network changes before the last loss is known, so that all scores stay valid.
    let shown = Translations(fakeB: fakeB.detached, fakeA: fakeA.detached)
    let pools = (poolA, poolB)
    let lossB = discriminatorLoss(
      model.discriminatorB, real: b, scored: scoredFakeB, stored: poolB.swap(shown.fakeB))
    let lossA = discriminatorLoss(
      model.discriminatorA, real: a, scored: scoredFakeA, stored: poolA.swap(shown.fakeA))
    let losses = StepLosses(
      adversarialAB: adversarialAB.item, adversarialBA: adversarialBA.item, cycleA: cycleA.item,
      cycleB: cycleB.item, identityAB: identityAB.item, identityBA: identityBA.item,
      discriminatorB: lossB.item, discriminatorA: lossA.item,
      mirror: mirror?.item, distillation: distilled?.item ?? 0, translations: shown)
    guard losses.firstNotFinite == nil else {
      (poolA, poolB) = pools
      return losses
    }
    generatorOptimizer.step(
      gradients(of: total, at: model.generatorParameters, keepingRecord: true))
    discriminatorOptimizer.step(
      gradients(of: lossB + lossA, at: model.discriminatorParameters))
    return losses
  }

  /// The halved least-squares loss of a discriminator over real and fake images.
  ///
  /// - Parameters:
  ///   - discriminator: that of the domain.
  ///   - real: images of the domain.
  ///   - scored: scores of the new fakes.
  ///   - stored: images of the pool that replace the new fakes; nil where it returns just these.
  /// - Returns: a scalar.
  private func discriminatorLoss(
    _ discriminator: PatchDiscriminator, real: Tensor, scored: Tensor, stored: Tensor?
  ) -> Tensor {
    guard let stored else {
      return 0.5 * (leastSquares(discriminator(real), target: 1) + leastSquares(scored, target: 0))
    }
    let both = sharingPass([real, stored], by: { discriminator($0) })
    return 0.5 * (leastSquares(both[0], target: 1) + leastSquares(both[1], target: 0))
  }
}

/// The results of a network for several batches.
///
/// Instance norm normalises each image alone, so that batches of one size can share one pass.
private func sharingPass(_ batches: [Tensor], by network: (Tensor) -> Tensor) -> [Tensor] {
  let size = batches[0].shape.dropFirst()
  guard batches.allSatisfy({ $0.shape.dropFirst() == size }) else { return batches.map(network) }
  return network(Tensor.concatenated(batches)).split(batches.map { $0.shape[0] })
}

/// The mean squared distance of every score from its target: the adversarial loss of CycleGAN.
///
/// - Parameters:
///   - scores: scores of a discriminator, any shape.
///   - target: 1 for real, 0 for fake.
/// - Returns: a scalar.
/// - Source: Mao et al., "Least squares generative adversarial networks", ICCV 2017.
public func leastSquares(_ scores: Tensor, target: Double) -> Tensor {
  (scores - target).squared().mean()
}
