public import Foundation
import Literate
import Plot
public import Torch
public import WKD

/// A training that lives in a folder: it can be watched there, killed at any instant, and started again.
public struct TrainingRun {
  /// What is asked for.
  public struct Request: Sendable {
    /// A folder in CycleGAN layout; nil for the meadow.
    public var data: String?
    /// Side of the pictures in pixels.
    public var size: Int
    /// Side that training pictures have before a square of `size` is cut from them by chance.
    public var loadSize: Int
    /// Pictures in each set of the meadow: to train with and to judge by.
    public var meadow = (train: 600, test: 48)
    public var plan: TrainingPlan
    /// How often every picture is seen; decides the number of steps where it is given.
    public var epochs: Int?
    /// One network is trained for each.
    public var methods: [Distillation]
    /// A folder with the teacher's weights, where a method asks for one.
    public var teacher: String?
    public var output: URL
    /// Threads of one operation; nil leaves the choice to LibTorch.
    public var threads: Int?
    /// Where to compute.
    public var device = Device.cpu
    /// Steps between two lines of the loss table, two measurements, two checkpoints.
    public var logEvery = 50
    public var measureEvery = 500
    public var checkpointEvery = 100
    /// The command line, for the record.
    public var command: String

    public init(
      data: String?, size: Int, plan: TrainingPlan, methods: [Distillation], teacher: String?,
      output: URL, command: String
    ) {
      self.data = data
      self.size = size
      loadSize = size
      self.plan = plan
      self.methods = methods
      self.teacher = teacher
      self.output = output
      self.command = command
    }
  }

  private let request: Request
  private let data: TranslationData
  private let teacher: GeneratorPair?
  private let folder: RunFolder
  private let course: Course

  /// Reads the pictures and the teacher and takes hold of the folder; nothing is trained yet.
  ///
  /// - Throws: ``RunFolderError``, or what reading pictures and weights throws.
  public init(_ request: Request, course: Course) throws {
    if let threads = request.threads { Runtime.setThreads(threads) }
    self.course = course
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

  /// Where a run ended.
  public enum Outcome: Sendable {
    /// All steps are done.
    case complete(RunResults)
    /// A signal came; the run goes on from this step when it is started again.
    case interrupted(step: Int, signal: Int32)
  }

  /// Trains from the last checkpoint, or from the beginning, to the end or to the first signal.
  public func run() throws -> Outcome {
    var training = try beginning()
    let losses = try RunTable("losses.csv", in: folder, upTo: training.step)
    let metrics = try RunTable("metrics.csv", in: folder, upTo: training.step)
    let measure = RunMeasure(
      data: data, teacher: teacher,
      mobileNet: try MobileNetFeatures(contentsOf: course.mobileNet))
    let progress = Progress(
      request.methods.count == 1 ? "training" : "training \(request.methods.count) networks",
      total: request.plan.schedule.steps, first: training.step,
      images: request.methods.count * 2 * request.plan.schedule.batchSize, style: .suited)
    let watch = InterruptWatch()
    defer { watch.stop() }

    while !training.isComplete {
      let values = training.advance()
      let step = training.step
      if isDue(step, request.logEvery) {
        for (method, losses_) in zip(request.methods, values) {
          try losses.append(step, method.name, losses_.values)
        }
      }
      if isDue(step, request.measureEvery) {
        try self.measure(training, measure, losses: losses, metrics: metrics)
      }
      if isDue(step, request.checkpointEvery) { try folder.save(training.checkpoint) }
      progress.advance(to: step, loss: values[0]["cycle_A"])
      if let signal = watch.next(), !training.isComplete {
        progress.finish()
        if !isDue(step, request.checkpointEvery) { try folder.save(training.checkpoint) }
        return .interrupted(step: step, signal: signal)
      }
    }
    progress.finish()
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
  private func measure(
    _ training: Training, _ measure: RunMeasure, losses: RunTable, metrics: RunTable
  ) throws {
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
    try folder.replace("samples/step-\(number).png", with: samples)
    if let chart = figures.losses(losses) {
      try folder.replace("losses.png", with: try chart.pngData(scale: 1))
    }
    if let chart = figures.metrics(metrics) {
      try folder.replace("metrics.png", with: try chart.pngData(scale: 1))
    }
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
