import Console
public import Foundation
import Plot
import Torch
import WKD

/// A training that lives in a folder: it can be watched there, killed at any instant, and started again.
///
/// The folder holds `losses.csv` and `metrics.csv` with their charts, sheets of samples, the weights of the
/// best step, and at the end the last weights and `results.json`. A run that goes on ends with the bits of
/// one that was never stopped. A complete run that is given more steps goes on after its end, by the
/// schedule of `Schedule.following`; given the same, it changes nothing. A run that meets a number which
/// is not finite stops for good, with its last checkpoint and weights as they were.
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
/// let run = try TrainingRun(request)
/// print(run.outline)
/// let outcome = try run.run(observe: { event in
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
  private let start: StartingWeights?
  private let folder: RunFolder
  private let finished: RunResults?

  /// Reads the pictures and the teacher and locks the folder; nothing is trained yet.
  ///
  /// - Parameter request: everything that decides the run; the same as before, where the folder holds one,
  ///   but for a complete run, which may go on with more steps.
  /// - Throws: `RunFolderError` for a folder that holds something else or is in use,
  ///   ``TrainingRequestError``, ``EvaluationError``, an error that names the memory that is needed, or what
  ///   reading pictures and weights throws.
  public init(_ request: Request) throws {
    var request = request
    try request.check()
    let recorded = RecordedRun(in: request.output)
    if let threads = request.threads ?? recorded.threads { Runtime.setThreads(threads) }
    teacher = try request.teacher.map { try GeneratorPair(contentsOf: URL(fileURLWithPath: $0)) }
    let discriminator = request.plan.discriminator
    start = try request.start.map {
      try StartingWeights(contentsOf: URL(fileURLWithPath: $0), discriminator: discriminator)
    }
    if let start { request.plan.generator = start.generators.architecture }
    try request.checkMemory(teacher: teacher?.architecture)
    request.plan.crop = request.preprocessing.crop(
      size: request.size, loadSize: request.loadSize)
    data = try TrainingPictures.read(request)
    try request.checkSizes(of: data, teacher: teacher?.architecture)

    request.measureEvery = request.measureEvery ?? recorded.measureEvery
    request.logEvery = request.logEvery ?? recorded.logEvery
    request = try request.counted(pictures: max(data.trainA.count, data.trainB.count))
    try request.checkLength()
    let wanted = request.plan.schedule
    request.plan.schedule = recorded.schedule(wanted: wanted, methods: request.methods)
    self.request = request
    let settings = recorded.matched(
      RunSettings(request, data: data, teacher: teacher, start: start))
    folder = try RunFolder(request.output)
    if let done = recorded.finished(before: wanted, methods: request.methods) {
      try folder.begin(settings.with(done))
      try folder.change(to: settings)
    } else {
      try folder.begin(settings)
    }
    let weights = request.networkNames.map { Self.path($0, of: request) + "G_A.safetensors" }
    finished = recorded.results(of: request.plan, with: weights)
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

  /// Whether all steps were done before, so that ``run(observe:stop:)`` has nothing to do.
  public var isComplete: Bool { finished != nil }

  /// The outline of the run: pictures, sizes, length, device and threads, as lines for people.
  public var outline: String {
    RunOutline(request: request, data: data, teacher: teacher, start: start).text
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
  /// - Throws: `TrainingDivergence` at the first number that is not finite, and again whenever the run is
  ///   started again; `RunFolderError` or `CheckpointError`, or what reading MobileNet's weights throws.
  public func run(
    observe: (Event) -> Void = { _ in }, stop: () -> Int32? = { nil }
  ) throws -> Outcome {
    if let finished {
      observe(.begin(step: steps))
      return .complete(finished)
    }
    if let divergence = RunFolder.divergence(in: folder.url) { throw divergence }
    do {
      return try train(observe: observe, stop: stop)
    } catch let divergence as TrainingDivergence {
      try folder.mark(divergence)
      throw divergence
    }
  }

  private func train(observe: (Event) -> Void, stop: () -> Int32?) throws -> Outcome {
    let saved = try folder.checkpoint()
    var training = try beginning(saved)
    let names = request.networkNames
    // Earlier versions called a teacher by its method.
    let former = names == ["teacher"] ? [Distillation.none.name: "teacher"] : [:]
    let table = { [folder] (name: String) in
      try RunTable(
        name, in: folder, upTo: training.step, sealed: saved?.metadata[Self.sealKey(name)],
        renaming: former)
    }
    let (losses, metrics) = (try table("losses.csv"), try table("metrics.csv"))
    let measure =
      data.testA.count == 0
      ? nil
      : RunMeasure(
        data: data, teacher: teacher,
        mobileNet: try MobileNetFeatures(contentsOf: request.mobileNet))
    observe(.begin(step: training.step))

    while !training.isComplete {
      let values = try training.advance()
      let step = training.step
      let isSaved = isDue(step, request.checkpointEvery)
      if isDue(step, request.logInterval) {
        for (name, terms) in zip(names, values) { try losses.append(step, name, terms.values) }
      }
      // Weights that one step has spoiled are found before they are kept anywhere.
      let checkpoint = isSaved ? try training.checkpoint : nil
      if isDue(step, request.measureInterval) {
        try training.requireFiniteWeights()
        observe(
          .samples(try self.measure(training, measure, losses: losses, metrics: metrics)))
      }
      let save = { (checkpoint: Safetensors) in
        // A power cut must not leave a checkpoint without the lines before it.
        var checkpoint = checkpoint
        for (name, table) in [("losses.csv", losses), ("metrics.csv", metrics)] {
          try table.synchronize()
          checkpoint.metadata[Self.sealKey(name)] = table.seal
        }
        try folder.save(checkpoint)
      }
      if let checkpoint { try save(checkpoint) }
      observe(.step(step, loss: values[0].cycleA))
      if let signal = stop(), !training.isComplete {
        if !isSaved { try save(training.checkpoint) }
        return .interrupted(step: step, signal: signal)
      }
    }
    return .complete(try finish(training, metrics: metrics))
  }

  private func isDue(_ step: Int, _ every: Int) -> Bool {
    step.isMultiple(of: every) || step == request.plan.schedule.steps
  }

  /// The key of a table's seal in a checkpoint.
  private static func sealKey(_ table: String) -> String { "table \(table)" }

  private func beginning(_ checkpoint: Safetensors?) throws -> Training {
    if let checkpoint {
      return try Training(
        request.plan, on: data, distillations: request.methods, teacher: teacher,
        resuming: checkpoint, device: request.device)
    }
    return try Training(
      request.plan, on: data, distillations: request.methods, teacher: teacher, from: start,
      device: request.device)
  }

  /// Measures every network, keeps the best so far, and draws what can be watched.
  ///
  /// - Returns: the file of the sample sheet.
  private func measure(
    _ training: Training, _ measure: RunMeasure?, losses: RunTable, metrics: RunTable
  ) throws -> URL {
    let networks = zip(request.networkNames, training.trainers).map { name, trainer in
      (name: name, generators: trainer.model.generators.moved(to: .cpu))
    }
    if let measure {
      for (name, generators) in networks {
        try metrics.append(training.step, name, measure(generators))
        if RunMeasure.bestStep(of: name, in: metrics) == training.step {
          try write(generators, to: Self.path(name, of: request) + "best/", step: training.step)
        }
      }
    }
    let figures = RunFigures(data: data, names: request.networkNames, side: request.size)
    let samples = try figures.samples(
      (teacher.map { [(name: "teacher", generators: $0)] } ?? []) + networks, step: training.step
    ).pngData(scale: 1)
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
    for (name, trainer) in zip(request.networkNames, training.trainers) {
      try write(trainer.model.generators, to: Self.path(name, of: request), step: step)
    }
    let results = try RunResults(
      request: request, pictures: data, metrics: metrics, teacher: teacher, start: start,
      students: training.trainers.map { $0.model.generators.moved(to: .cpu) })
    try folder.replace("results.json", with: try results.json)
    return results
  }

  /// A single network lies in the folder itself, several have folders of their own.
  private static func path(_ name: String, of request: Request) -> String {
    request.methods.count == 1 ? "" : name + "/"
  }

  private func write(_ generators: GeneratorPair, to path: String, step: Int) throws {
    let metadata = ["command": RecordedCommand.text(request.command), "step": "\(step)"]
    for (name, file) in generators.files(metadata: metadata) {
      try folder.replace(path + name, with: file.data)
    }
  }
}
