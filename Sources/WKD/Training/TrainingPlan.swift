/// What decides the outcome of one training, beside its data.
public struct TrainingPlan: Sendable, Codable, Equatable {
  public var generator: ResNetGenerator.Architecture
  public var discriminator: PatchDiscriminator.Architecture
  public var schedule: Schedule
  public var weights = ObjectiveWeights()
  /// Decides first weights, order of pictures and image pools.
  public var seed: UInt64

  public init(
    generator: ResNetGenerator.Architecture, discriminator: PatchDiscriminator.Architecture,
    schedule: Schedule, seed: UInt64
  ) {
    self.generator = generator
    self.discriminator = discriminator
    self.schedule = schedule
    self.seed = seed
  }

  /// The plan of the teacher in `assets/teacher`.
  public static let shippedTeacher = TrainingPlan(
    generator: .init(baseWidth: 24, blocks: 4), discriminator: .init(baseWidth: 32),
    schedule: Schedule(steps: 12_000, batchSize: 1), seed: 1)

  /// A trainer at its first step.
  ///
  /// - Throws: nothing for random weights.
  public func trainer(distillation: Distillation = .none) throws -> CycleGANTrainer {
    CycleGANTrainer(
      try CycleGAN(generator: generator, discriminator: discriminator, seed: seed),
      weights: weights, distillation: distillation, learningRate: schedule.learningRate, seed: seed)
  }
}

/// Trains one network per distillation on the same batches, with the same first weights.
///
/// The teacher translates each batch once for all of them.
/// - Parameters:
///   - distillations: one for each network to train.
///   - teacher: frozen; may be left out where no distillation asks for it.
///   - observe: called after every step with its number from 1 and the losses of each network.
/// - Returns: the trained networks, in the order of the distillations.
public func train(
  _ plan: TrainingPlan, on data: TranslationData, distillations: [Distillation] = [.none],
  teacher: GeneratorPair? = nil, observe: (_ step: Int, _ losses: [StepLosses]) throws -> Void
) throws -> [CycleGAN] {
  var trainers = try distillations.map { try plan.trainer(distillation: $0) }
  var batches = UnpairedBatches(data, batchSize: plan.schedule.batchSize, seed: plan.seed)
  for step in 0..<plan.schedule.steps {
    let (a, b) = batches.next()
    let taught = teacher?.translate(a: a, b: b)
    var losses: [StepLosses] = []
    for index in trainers.indices {
      trainers[index].setLearningRate(plan.schedule.rate(at: step))
      losses.append(trainers[index].step(a: a, b: b, teacher: taught))
    }
    try observe(step + 1, losses)
  }
  return trainers.map(\.model)
}
