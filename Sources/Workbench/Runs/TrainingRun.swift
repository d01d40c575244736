public import Foundation
import Plot
import Torch
import WKD

/// A training that lives in a folder: it can be watched there, killed at any instant, and started again.
///
/// The folder holds `losses.csv` and `metrics.csv` with their charts, sheets of samples, the weights of the
/// best step, and at the end the last weights and `results.json`. A run that goes on ends with the bits of
/// one that was never stopped.
///
/// ```swift
/// // Needs a quarter of a minute.
/// let folder = FileManager.default.temporaryDirectory.appendingPathComponent("teacher")
/// let preset = TrainingPreset.named(.smoke)
/// let plan = TrainingPlan(
///   generator: preset.teacher, discriminator: preset.teacherDiscriminator,
///   schedule: Schedule(steps: preset.teacherSteps ?? 4, batchSize: 1), seed: 1)
/// var request = TrainingRun.Request(
///   data: nil, size: preset.size, plan: plan, methods: [.none], teacher: nil, output: folder,
///   mobileNet: URL(fileURLWithPath: "assets/mobilenet_v2_features14.safetensors"))
/// request.meadow = preset.meadow
/// let outcome = try TrainingRun(request).run(observe: { event in
///   if case .step(let step, let loss) = event { print(step, loss) }
/// })
/// if case .complete(let results) = outcome { print(results.text(folder: folder.path)) }
/// try FileManager.default.removeItem(at: folder)
/// ```
public struct TrainingRun {
  /// Everything that decides a run.
  public typealias Request = TrainingRequest

  private let request: Request
  private let data: TranslationData
  private let teacher: GeneratorPair?
  private let folder: RunFolder

  /// Reads the pictures and the teacher and locks the folder; nothing is trained yet.
  ///
  /// - Parameter request: everything that decides the run; the same as before, where the folder holds one.
  /// - Throws: `RunFolderError` for a folder that holds something else or is in use,
  ///   ``TrainingRequestError``, ``EvaluationError``, or what reading pictures and weights throws.
  public init(_ request: Request) throws {
    if let threads = request.threads { Runtime.setThreads(threads) }
    var request = request
    if request.loadSize > request.size { request.plan.crop = request.size }
    data =
      try request.data.map {
        try ImageFolder.read(
          URL(fileURLWithPath: $0), size: request.size, trainSize: request.loadSize)
      } ?? Meadow.data(size: request.size, train: request.meadow.train, test: request.meadow.test)
    if let epochs = request.epochs {
      let batch = request.plan.schedule.batchSize
      let batches = (max(data.trainA.count, data.trainB.count) + batch - 1) / batch
      request.plan.schedule.steps = epochs * batches
    }
    self.request = request
    teacher = try request.teacher.map { try GeneratorPair(contentsOf: URL(fileURLWithPath: $0)) }
    try request.check()
    guard min(data.testA.count, data.testB.count) >= 3 else { throw EvaluationError.fewPictures }
    if request.device == .cuda, Runtime.cudaDevices == 0 { throw TrainingRequestError.noCUDA }
    folder = try RunFolder(request.output)
    try folder.begin(RunSettings(request, data: data, teacher: teacher))
  }

  /// An event of a run.
  public enum Event: Sendable {
    /// The first event: the run goes on from this step, 0 for a new one.
    case begin(step: Int)
    /// A step is done, counted from 1; `loss` is the first network's cycle loss in the domain A.
    case step(Int, loss: Double)
    /// The networks were measured, and a sheet of samples was drawn into this file; comes before the
    /// event of the same step.
    case samples(URL)
  }

  /// The number of steps in all.
  public var steps: Int { request.plan.schedule.steps }

  /// The number of pictures in one step, of both sets and all networks together.
  public var picturesPerStep: Int {
    request.methods.count * 2 * request.plan.schedule.batchSize
  }

  /// The end of a run.
  public enum Outcome: Sendable {
    /// All steps are done.
    case complete(RunResults)
    /// A signal came after this step; the run goes on there when it is started again.
    case interrupted(step: Int, signal: Int32)
  }

  /// Trains from the last checkpoint, or from the beginning, to the end or until it is to stop.
  ///
  /// - Parameters:
  ///   - observe: called with each event, in order.
  ///   - stop: called after the event of each step; the number of a signal ends the run there, with
  ///     everything kept, and nil lets it go on.
  /// - Returns: the results, or the step at which the run goes on.
  /// - Throws: `RunFolderError` or `CheckpointError`, or what reading MobileNet's weights throws.
  public func run(
    observe: (Event) -> Void = { _ in }, stop: () -> Int32? = { nil }
  ) throws -> Outcome {
    var training = try beginning()
    let losses = try RunTable("losses.csv", in: folder, upTo: training.step)
    let metrics = try RunTable("metrics.csv", in: folder, upTo: training.step)
    let measure = RunMeasure(
      data: data, teacher: teacher,
      mobileNet: try MobileNetFeatures(contentsOf: request.mobileNet))
    observe(.begin(step: training.step))

    while !training.isComplete {
      let values = training.advance()
      let step = training.step
      if isDue(step, request.logEvery) {
        for (method, losses_) in zip(request.methods, values) {
          try losses.append(step, method.name, losses_.values)
        }
      }
      if isDue(step, request.measureEvery) {
        observe(
          .samples(try self.measure(training, measure, losses: losses, metrics: metrics)))
      }
      if isDue(step, request.checkpointEvery) { try folder.save(training.checkpoint) }
      observe(.step(step, loss: values[0].cycleA))
      if let signal = stop(), !training.isComplete {
        if !isDue(step, request.checkpointEvery) { try folder.save(training.checkpoint) }
        return .interrupted(step: step, signal: signal)
      }
    }
    return .complete(try finish(training, metrics: metrics))
  }

  private func isDue(_ step: Int, _ every: Int) -> Bool {
    step.isMultiple(of: every) || step == request.plan.schedule.steps
  }

  private func beginning() throws -> Training {
    if let checkpoint = try folder.checkpoint() {
      return try Training(
        request.plan, on: data, distillations: request.methods, teacher: teacher,
        resuming: checkpoint, device: request.device)
    }
    return try Training(
      request.plan, on: data, distillations: request.methods, teacher: teacher,
      device: request.device)
  }

  /// Measures every network, keeps the best so far, and draws what can be watched.
  ///
  /// - Returns: the file of the sample sheet.
  private func measure(
    _ training: Training, _ measure: RunMeasure, losses: RunTable, metrics: RunTable
  ) throws -> URL {
    for (method, trainer) in zip(request.methods, training.trainers) {
      let generators = trainer.model.generators.moved(to: .cpu)
      let values = measure(generators)
      try metrics.append(training.step, method.name, values)
      if RunMeasure.bestStep(of: method.name, in: metrics) == training.step {
        try write(generators, to: path(method) + "best/", step: training.step)
      }
    }
    let figures = RunFigures(data: data, methods: request.methods.map(\.name))
    let networks =
      (teacher.map { [("teacher", $0)] } ?? [])
      + zip(request.methods, training.trainers)
      .map { ($0.name, $1.model.generators.moved(to: .cpu)) }
    let samples = try figures.samples(networks, step: training.step).pngData(scale: 1)
    let number = String(format: "%06d", training.step)
    let sheet = "samples/step-\(number).png"
    try folder.replace(sheet, with: samples)
    if let chart = figures.losses(losses) {
      try folder.replace("losses.png", with: try chart.pngData(scale: 1))
    }
    if let chart = figures.metrics(metrics) {
      try folder.replace("metrics.png", with: try chart.pngData(scale: 1))
    }
    return request.output.appendingPathComponent(sheet)
  }

  /// Writes the last weights and what is known of them.
  private func finish(_ training: Training, metrics: RunTable) throws -> RunResults {
    let step = training.step
    for (method, trainer) in zip(request.methods, training.trainers) {
      try write(trainer.model.generators, to: path(method), step: step)
    }
    let results = try RunResults(
      request: request, pictures: data, metrics: metrics, teacher: teacher,
      students: training.trainers.map { $0.model.generators.moved(to: .cpu) })
    try folder.replace("results.json", with: try results.json)
    return results
  }

  /// A single network lies in the folder itself, several have folders of their own.
  private func path(_ method: Distillation) -> String {
    request.methods.count == 1 ? "" : method.name + "/"
  }

  private func write(_ generators: GeneratorPair, to path: String, step: Int) throws {
    let metadata = ["command": request.command, "step": "\(step)"]
    for (name, file) in generators.files(metadata: metadata) {
      try folder.replace(path + name, with: file.data)
    }
  }
}
