import Console
import Foundation
import Plot
import Torch
import WKD

/// A training that lives in a folder: it can be watched there, killed at any instant, and started again.
public struct TrainingRun {
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
        let samples = try self.measure(training, measure, losses: losses, metrics: metrics)
        progress.finish()
        show(samples)
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

  /// Shows a sample sheet where the terminal shows images.
  private func show(_ samples: URL) {
    let width = Terminal(descriptor: STDOUT_FILENO).width
    let style = TerminalStyle(width: min(width, 100), hasColour: true, isPlain: false)
    let pictures = InlinePicture(
      choice: request.images, style: style, environment: ProcessInfo.processInfo.environment)
    guard let pictures, pictures.showsPixels, let text = pictures.text(of: samples) else { return }
    print(text + samples.relativePath)
    fflush(nil)
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
