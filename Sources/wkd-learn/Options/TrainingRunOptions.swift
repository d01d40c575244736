import ArgumentParser
import Console
import Foundation
import Lessons
import Literate
import Torch
import WKD
import Workbench

/// The options of every training: its pictures, its networks, its length, its folder.
struct TrainingRunOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The folder of the run; the same command continues it.", valueName: "dir"),
    completion: .directory)
  var output: String

  @Option(help: "The sizes: 64 px for quick, 128 for full, 256 for paper; smoke is for tests.")
  var preset = Preset.quick

  @OptionGroup var size: SizeOptions<TrainingDefaults>

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The side at which training pictures are loaded, before a square is cropped at random.",
      valueName: "px"))
  var loadSize: Int?

  @OptionGroup var preprocessing: PreprocessOptions

  @OptionGroup var networks: NetworkOptions
  @OptionGroup var schedule: ScheduleOptions
  @OptionGroup var seed: SeedOptions<TrainingDefaults>
  @OptionGroup var threads: ThreadsOptions<TrainingDefaults>
  @OptionGroup var device: DeviceOptions

  @OptionGroup var measure: MeasureOptions
  @OptionGroup var answer: AnswerOptions

  func validate() throws {
    let preset = TrainingPreset.named(preset)
    let side = size.size ?? preset.size
    if let loadSize, loadSize < side {
      throw ValidationError("--load-size must not be below the size: leave it out")
    }
    try refuse("--load-size", loadSize, outside: 32...32_768)
    if loadSize != nil, [.none, .crop].contains(preprocessing.preprocess) {
      throw ValidationError(
        "--preprocess \(preprocessing.preprocess.rawValue) takes pictures as they are: leave "
          + "--load-size out")
    }
    try networks.validate(side: side, preset: preset.studentDiscriminator)
    if output.isEmpty { throw ValidationError("--output must name a folder: try --output run") }
  }

  /// The request that these options make of a preset's teacher or student.
  func request(
    data: String?, methods: [Distillation], teacher: String?,
    generator: ResNetGenerator.Architecture, discriminator: PatchDiscriminator.Architecture,
    steps presetSteps: Int?, batch presetBatch: Int, mobileNet: URL, command: String
  ) throws -> TrainingRun.Request {
    let preset = TrainingPreset.named(preset)
    let length = schedule.epochs == nil ? schedule.steps ?? presetSteps : nil
    var plan = TrainingPlan(
      generator: networks.generator(generator),
      discriminator: networks.discriminator(discriminator),
      schedule: Schedule(
        steps: length ?? 1, batchSize: schedule.batch ?? presetBatch,
        learningRate: schedule.learningRate, decayFrom: schedule.decayFrom),
      seed: UInt64(seed.seed))
    plan.weights = schedule.weights
    let side = size.size ?? preset.size
    var request = TrainingRun.Request(
      data: data, size: side, plan: plan, methods: methods, teacher: teacher,
      output: URL(fileURLWithPath: output), mobileNet: mobileNet, command: command)
    // A scene of the meadow is drawn at its size, and has nothing to be cut off unless it is asked for.
    request.loadSize =
      loadSize ?? (data == nil ? side : preprocessing.loadSize(of: side, usual: preset))
    request.preprocessing = try preprocessing.chosen(for: data)
    request.epochs = length == nil ? schedule.epochs ?? preset.epochs : nil
    request.start = networks.beginFrom
    request.threads = threads.threads
    request.meadow = preset.meadow
    request.device = device.chosen
    request.logEvery = measure.logEvery
    request.measureEvery = measure.measureEvery
    request.measuredPictures = measure.measureWith
    request.holdOut = try measure.holdOut?.value.fraction
    request.checkpointEvery = measure.checkpointEvery
    request.preset = self.preset
    return request
  }

  /// Runs a training and prints its results.
  ///
  /// - Throws: an interruption with the number of the signal, whose sentence says how to continue.
  func perform(_ request: TrainingRun.Request) throws {
    let watch = InterruptWatch(saying: "stopping after this step; Ctrl-C once more stops at once")
    defer { watch.stop() }
    let run = try TrainingRun(request)
    if run.isComplete {
      complain("\(output) is complete: give more --steps or --epochs to go on")
    } else {
      complain("\(output)\n\(run.outline)")
    }
    let name =
      request.methods.count == 1 ? "training" : "training \(request.methods.count) networks"
    var progress: ProgressReport?
    let outcome = try run.run(
      observe: { event in
        switch event {
        case .begin(let step):
          progress = ProgressReport(
            name, total: run.steps, first: step, images: run.picturesPerStep, style: .suited)
        case .step(let step, let loss): progress?.advance(to: step, loss: loss)
        case .samples(let sheet):
          progress?.finish()
          show(sheet)
        }
      }, stop: watch.next)
    progress?.finish()
    switch outcome {
    case .complete(let results):
      try answer.show(results, text: results.text(folder: output))
    case .interrupted(let step, let signal):
      throw Interruption(
        description: "stopped after step \(step), everything is kept in \(output): "
          + "start the same command again to continue",
        signal: signal)
    }
  }

  /// Shows a sample sheet where the terminal shows images.
  private func show(_ samples: URL) {
    guard !answer.json, isatty(STDOUT_FILENO) != 0 else { return }
    let pictures = Screen(largestWidth: 100).pictures
    guard let pictures, pictures.showsPixels, let text = pictures.text(of: samples) else { return }
    print(text + samples.relativePath)
    fflush(nil)
  }
}

/// The defaults of a training: its preset decides most of them.
enum TrainingDefaults: OptionDefaults {
  static let seed = 1
}
