import Console
public import Foundation
import Plot
import Torch
import WKD

/// A training that lives in a folder: it can be watched there, killed at any instant, and started again.
public struct TrainingRun {
  private let request: Request
  private let data: TranslationData
  private let teacher: GeneratorPair?
  private let folder: RunFolder

  /// Reads the pictures and the teacher and takes hold of the folder; nothing is trained yet.
  ///
  /// - Throws: ``RunFolderError``, or what reading pictures and weights throws.
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
    for method in request.methods {
      try method.checkSchedule(steps: request.plan.schedule.steps)
    }
    guard min(data.testA.count, data.testB.count) >= 3 else { throw EvaluationError.fewPictures }
    if request.device == .cuda, Runtime.cudaDevices == 0 { throw DeviceError.noCUDA }
    folder = try RunFolder(request.output)
    try folder.begin(RunSettings(request, data: data, teacher: teacher))
  }

  /// What happens while a run goes on.
  public enum Event: Sendable {
    /// A step is done; `loss` is the first network's cycle loss in the domain A.
    case step(Int, loss: Double)
    /// The networks were measured, and a sheet of samples was drawn.
    case samples(URL)
  }

  /// The number of steps in all, and the step at which this run goes on.
  public var steps: Int { request.plan.schedule.steps }

  /// How many pictures one step goes through, all networks together.
  public var picturesPerStep: Int {
    request.methods.count * 2 * request.plan.schedule.batchSize
  }

  /// The end of a run.
  public enum Outcome: Sendable {
    /// All steps are done.
    case complete(RunResults)
    /// A signal came; the run goes on from this step when it is started again.
    case interrupted(step: Int, signal: Int32)
  }

  /// Trains from the last checkpoint, or from the beginning, to the end or until it is to stop.
  ///
  /// - Parameters:
  ///   - begin: is told the step at which the run goes on, before it does.
  ///   - stop: is asked after each step; the number of a signal ends the run there, with everything
  ///     kept, and nil lets it go on.
  ///   - observe: is told what happens.
  public func run(
    begin: (_ step: Int) -> Void = { _ in }, stop: () -> Int32? = { nil },
    observe: (Event) -> Void = { _ in }
  ) throws -> Outcome {
    var training = try beginning()
    let losses = try RunTable("losses.csv", in: folder, upTo: training.step)
    let metrics = try RunTable("metrics.csv", in: folder, upTo: training.step)
    let measure = RunMeasure(
      data: data, teacher: teacher,
      mobileNet: try MobileNetFeatures(contentsOf: request.mobileNet))
    begin(training.step)

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

/// Why a device cannot be used.
public enum DeviceError: Error, CustomStringConvertible {
  case noCUDA

  public var description: String {
    "no CUDA device can be used: take --device cpu, or set LIBTORCH to the CUDA build of LibTorch "
      + "on a machine with an NVIDIA card"
  }
}
