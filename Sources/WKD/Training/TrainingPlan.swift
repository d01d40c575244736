public import Torch

/// All that decides the outcome of one training, beside its data.
public struct TrainingPlan: Sendable, Codable, Equatable {
  /// Size of both generators.
  public var generator: ResNetGenerator.Architecture
  /// Size of both discriminators.
  public var discriminator: PatchDiscriminator.Architecture
  /// Length, batch size and learning rate.
  public var schedule: Schedule
  /// Weights of the objective, by default the paper's.
  public var weights = ObjectiveWeights()
  /// Side of the random square cut from every training image; nil takes it whole.
  public var crop: Int?
  /// Decides first weights, order of images and image pools.
  public var seed: UInt64

  /// A plan with the paper's objective and whole images.
  public init(
    generator: ResNetGenerator.Architecture, discriminator: PatchDiscriminator.Architecture,
    schedule: Schedule, seed: UInt64
  ) {
    self.generator = generator
    self.discriminator = discriminator
    self.schedule = schedule
    self.seed = seed
  }

  /// The plan of the teacher in `assets/teacher`, for pictures of 72 pixels.
  ///
  /// Its discriminators score patches of 16 of 64 pixels, a quarter of the side as the paper's 70 of 256.
  /// Squares cut at random and the mirror loss keep it from drawing a second head, which no patch would tell.
  public static let shippedTeacher = {
    var plan = TrainingPlan(
      generator: .init(baseWidth: 24, blocks: 4),
      discriminator: .init(baseWidth: 64, layers: 1),
      schedule: Schedule(steps: 14_000, batchSize: 1), seed: 1)
    plan.weights.mirror = 10
    plan.crop = 64
    return plan
  }()

  /// A trainer at its first step.
  ///
  /// - Parameters:
  ///   - distillation: the loss against a teacher.
  ///   - start: the first weights, which are copied; networks that it does not have, and all where it is
  ///     nil, begin with random ones.
  ///   - device: must be there.
  /// - Returns: a trainer with new optimisers and empty pools.
  /// - Throws: `WeightsError` where the first weights have another size than the plan's networks.
  public func trainer(
    distillation: Distillation = .none, from start: StartingWeights? = nil, device: Device = .cpu
  ) throws -> CycleGANTrainer {
    let model = try CycleGAN(generator: generator, discriminator: discriminator) { network in
      placed(
        start?.source(of: network) ?? CycleGAN.randomWeights(of: network, seed: seed), on: device)
    }
    return CycleGANTrainer(
      model, weights: weights, distillation: distillation, learningRate: schedule.learningRate,
      seed: seed)
  }

  /// The training batches from the first one, or from where an earlier training stood.
  func batches(_ data: TranslationData, position: UnpairedBatches.Position? = nil)
    -> UnpairedBatches
  {
    UnpairedBatches(
      data, batchSize: schedule.batchSize, crop: crop, seed: seed, position: position)
  }
}
