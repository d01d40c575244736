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

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Channels after the generator's first layer.", valueName: "n"))
  var width: Int?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Residual blocks of the generator.", valueName: "n")
  )
  var blocks: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Channels after the discriminator's first layer.", valueName: "n"))
  var discriminatorWidth: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Strided convolutions of the discriminator.", valueName: "n"))
  var discriminatorLayers: Int?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("The number of steps to train.", valueName: "n"))
  var steps: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Passes over all pictures, instead of --steps.", valueName: "n"))
  var epochs: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Pictures from each set in one step.", valueName: "n"))
  var batch: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The learning rate of the first half of the steps.", valueName: "rate"))
  var learningRate = 2e-4

  @OptionGroup var seed: SeedOptions<TrainingDefaults>
  @OptionGroup var threads: ThreadsOptions<TrainingDefaults>
  @OptionGroup var device: DeviceOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Steps between lines of losses.csv.", valueName: "n"))
  var logEvery = 50

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Steps between measurements and sample sheets.", valueName: "n"))
  var measureEvery: Int?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Steps between checkpoints.", valueName: "n"))
  var checkpointEvery = 100

  @OptionGroup var answer: AnswerOptions

  func validate() throws {
    let atLeastOne = [
      ("--width", width), ("--blocks", blocks), ("--discriminator-width", discriminatorWidth),
      ("--discriminator-layers", discriminatorLayers), ("--steps", steps), ("--epochs", epochs),
      ("--batch", batch), ("--log-every", logEvery), ("--measure-every", measureEvery),
      ("--checkpoint-every", checkpointEvery),
    ]
    for (name, value) in atLeastOne {
      if let value, value < 1 { throw ValidationError("\(name) must be at least 1, not \(value)") }
    }
    if steps != nil, epochs != nil {
      throw ValidationError("--steps and --epochs exclude each other: give one of them")
    }
    if learningRate <= 0 || !learningRate.isFinite {
      throw ValidationError("--learning-rate must be above 0: try --learning-rate 0.0002")
    }
    let side = size.size ?? TrainingPreset.named(preset).size
    if let loadSize, loadSize < side {
      throw ValidationError("--load-size must not be below the size: leave it out")
    }
    let layers = discriminatorLayers ?? TrainingPreset.named(preset).studentDiscriminator.layers
    if side >> layers < 4 {
      throw ValidationError(
        "\(layers) strided convolutions leave nothing of \(side) px: "
          + "lower --discriminator-layers")
    }
  }

  /// The request that these options make of a preset's teacher or student.
  func request(
    data: String?, methods: [Distillation], teacher: String?,
    generator: ResNetGenerator.Architecture, discriminator: PatchDiscriminator.Architecture,
    steps presetSteps: Int?, batch presetBatch: Int, mobileNet: URL, command: String
  ) -> TrainingRun.Request {
    let preset = TrainingPreset.named(preset)
    var generator = generator
    generator.baseWidth = width ?? generator.baseWidth
    generator.blocks = blocks ?? generator.blocks
    var discriminator = discriminator
    discriminator.baseWidth = discriminatorWidth ?? discriminator.baseWidth
    discriminator.layers = discriminatorLayers ?? discriminator.layers
    let length = epochs == nil ? steps ?? presetSteps : nil
    let plan = TrainingPlan(
      generator: generator, discriminator: discriminator,
      schedule: Schedule(
        steps: length ?? 1, batchSize: batch ?? presetBatch, learningRate: learningRate),
      seed: UInt64(seed.seed))
    var request = TrainingRun.Request(
      data: data, size: size.size ?? preset.size, plan: plan, methods: methods, teacher: teacher,
      output: URL(fileURLWithPath: output), mobileNet: mobileNet, command: command)
    request.loadSize =
      loadSize ?? (size.size == nil && data != nil ? preset.loadSize : request.size)
    if data == nil { request.loadSize = request.size }
    request.epochs = length == nil ? epochs ?? preset.epochs : nil
    request.threads = threads.threads
    request.meadow = preset.meadow
    request.device = device.chosen
    request.logEvery = logEvery
    request.measureEvery = measureEvery ?? max(1, (length ?? 8_000) / 8)
    request.checkpointEvery = checkpointEvery
    return request
  }

  /// Runs a training and prints its results.
  ///
  /// - Throws: an interruption with the number of the signal, whose sentence says how to continue.
  func perform(_ request: TrainingRun.Request) throws {
    let run = try TrainingRun(request)
    let watch = InterruptWatch()
    defer { watch.stop() }
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
