public import Torch

/// A training in progress: one ``CycleGAN`` for each distillation, on the same batches, from the same weights.
///
/// The teacher translates each batch once for all of them. Equal plans, data, distillations and teachers
/// train to equal bits with an equal number of threads.
///
/// ```swift
/// let plan = TrainingPlan(
///   generator: .init(baseWidth: 4, blocks: 1), discriminator: .init(baseWidth: 4, layers: 1),
///   schedule: Schedule(steps: 4, batchSize: 1), seed: 1)
/// let data = Meadow.data(size: 32, train: 4, test: 2)
/// var training = try Training(plan, on: data)
/// while !training.isComplete {
///   let losses = try training.advance()[0]
///   print(training.step, losses.cycleA, losses.discriminatorA)
/// }
/// let generators = training.trainers[0].model.generators.moved(to: .cpu)
/// print(generators.translate(a: data.testA.all, b: data.testB.all).fakeB.shape)  // [2, 3, 32, 32]
/// ```
public struct Training: Sendable {
  /// All that decides the outcome, beside the data.
  public let plan: TrainingPlan
  /// The trainers in the order of their distillations; their networks are on ``device``.
  public internal(set) var trainers: [CycleGANTrainer]
  /// Steps done.
  public internal(set) var step = 0
  var batches: UnpairedBatches
  private let teacher: GeneratorPair?
  /// The device of all computations; CUDA computes in mixed precision.
  public let device: Device

  /// A training at its beginning.
  ///
  /// - Parameters:
  ///   - plan: all that decides the outcome, beside the data.
  ///   - data: its training sets.
  ///   - distillations: one for each network to train.
  ///   - teacher: frozen; needed by every distillation but `.none`.
  ///   - start: weights that every network begins with; nil for random ones.
  ///   - device: must be there.
  /// - Throws: `WeightsError` where the first weights have another size than the plan's networks.
  public init(
    _ plan: TrainingPlan, on data: TranslationData, distillations: [Distillation] = [.none],
    teacher: GeneratorPair? = nil, from start: StartingWeights? = nil, device: Device = .cpu
  ) throws {
    self.init(
      plan, teacher: teacher,
      trainers: try distillations.map {
        try plan.trainer(distillation: $0, from: start, device: device)
      },
      batches: plan.batches(data), device: device)
  }

  init(
    _ plan: TrainingPlan, teacher: GeneratorPair?, trainers: [CycleGANTrainer],
    batches: UnpairedBatches, step: Int = 0, device: Device
  ) {
    if teacher == nil, trainers.contains(where: { $0.distillation.needsTeacher }) {
      misuse("Training", found: "a distillation without a teacher", wanted: "a teacher")
    }
    self.plan = plan
    self.teacher = teacher?.moved(to: device)
    self.device = device
    self.trainers = trainers
    self.batches = batches
    self.step = step
  }

  /// The name of a network in messages; the only one needs none.
  func networkName(_ index: Int) -> String? {
    trainers.count == 1 ? nil : trainers[index].distillation.name
  }

  /// Whether all steps of the schedule are done.
  public var isComplete: Bool { step >= plan.schedule.steps }

  /// One step of every network.
  ///
  /// All networks stop together, because they are trained to be compared; after the error none of them may
  /// be trained on.
  ///
  /// - Returns: the losses of each network, in the order of the distillations; all are finite.
  /// - Throws: ``TrainingDivergence`` at the first loss that is not a finite number.
  public mutating func advance() throws -> [StepLosses] {
    let batch = batches.next()
    let (a, b) = (batch.a.moved(to: device), batch.b.moved(to: device))
    let losses =
      device == .cuda ? try withMixedPrecision(on: device) { try step(a, b) } : try step(a, b)
    step += 1
    return losses
  }

  private mutating func step(_ a: Tensor, _ b: Tensor) throws -> [StepLosses] {
    let taught = teacher?.translate(a: a, b: b)
    return try trainers.indices.map { index in
      trainers[index].setPace(plan.schedule, at: step)
      let losses = trainers[index].step(a: a, b: b, teacher: taught)
      guard let term = losses.firstNotFinite else { return losses }
      throw TrainingDivergence(
        step: step + 1, network: networkName(index), loss: term)
    }
  }
}

/// Trains on the CPU to the end of the schedule; see ``Training``.
///
/// - Parameters:
///   - plan: all that decides the outcome, beside the data.
///   - data: its training sets.
///   - distillations: one for each network to train.
///   - teacher: frozen; needed by every distillation but `.none`.
///   - observe: called after every step with its number from 1 and the losses of each network.
/// - Returns: the trained networks, in the order of the distillations.
/// - Throws: ``TrainingDivergence``, or errors of `observe`.
public func train(
  _ plan: TrainingPlan, on data: TranslationData, distillations: [Distillation] = [.none],
  teacher: GeneratorPair? = nil, observe: (_ step: Int, _ losses: [StepLosses]) throws -> Void
) throws -> [CycleGAN] {
  var training = try Training(plan, on: data, distillations: distillations, teacher: teacher)
  while !training.isComplete {
    let losses = try training.advance()
    try observe(training.step, losses)
  }
  try training.requireFiniteWeights()
  return training.trainers.map(\.model)
}
