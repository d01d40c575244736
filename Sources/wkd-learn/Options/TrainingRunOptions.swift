import ArgumentParser
import Console
import Foundation
import Lessons
import Literate
import Torch
import WKD
import Workbench

/// What every training has: its pictures, its length, its discriminators, its folder.
struct TrainingRunOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The folder of the run; start again to go on.", valueName: "dir"))
  var output: String

  @Option(help: "The sizes: quick (64 px), full (128 px), paper (256 px), or smoke for a test.")
  var preset = Preset.quick

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The side of the pictures; a multiple of 8.", valueName: "px"))
  var size: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Load training pictures larger and cut a square from them at random.", valueName: "px"))
  var loadSize: Int?

  @Option(parsing: .unconditional, help: "Channels after the generator's first layer.")
  var width: Int?

  @Option(parsing: .unconditional, help: "Residual blocks of the generator.")
  var blocks: Int?

  @Option(parsing: .unconditional, help: "Channels after the discriminator's first layer.")
  var discriminatorWidth: Int?

  @Option(parsing: .unconditional, help: "Strided convolutions of the discriminator.")
  var discriminatorLayers: Int?

  @Option(parsing: .unconditional, help: ArgumentHelp("How many steps to train.", valueName: "n"))
  var steps: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("How often to see every picture, instead of --steps.", valueName: "n"))
  var epochs: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Pictures of each set in one step.", valueName: "n"))
  var batch: Int?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Step size of the first half.", valueName: "rate"))
  var learningRate = 2e-4

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The seed of every random number.", valueName: "n"))
  var seed = 1

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("How many threads to compute with.", valueName: "n"))
  var threads: Int?

  @Option(
    help: "Where to compute: cpu, cuda (in mixed precision), or auto for cuda where it is there.")
  var device = DeviceChoice.cpu

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

  @Flag(help: "Give the answer as JSON, and nothing else on standard output.")
  var json = false

  func validate() throws {
    let atLeastOne = [
      ("--width", width), ("--blocks", blocks), ("--discriminator-width", discriminatorWidth),
      ("--discriminator-layers", discriminatorLayers), ("--steps", steps), ("--epochs", epochs),
      ("--batch", batch), ("--threads", threads), ("--log-every", logEvery),
      ("--measure-every", measureEvery), ("--checkpoint-every", checkpointEvery),
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
    if seed < 0 { throw ValidationError("a seed is 0 or above, not \(seed): try --seed 1") }
    // Three halvings by the wavelet transform must come out even.
    if let size, size < 32 || !size.isMultiple(of: 8) {
      throw ValidationError("a size is a multiple of 8, at least 32, not \(size): try --size 64")
    }
    if let loadSize, loadSize < size ?? TrainingPreset.named(preset).size {
      throw ValidationError("--load-size must not be below the size: leave it out")
    }
    let side = size ?? TrainingPreset.named(preset).size
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
      seed: UInt64(seed))
    var request = TrainingRun.Request(
      data: data, size: size ?? preset.size, plan: plan, methods: methods, teacher: teacher,
      output: URL(fileURLWithPath: output), mobileNet: mobileNet, command: command)
    request.loadSize = loadSize ?? (size == nil && data != nil ? preset.loadSize : request.size)
    if data == nil { request.loadSize = request.size }
    request.epochs = length == nil ? epochs ?? preset.epochs : nil
    request.threads = threads
    request.meadow = preset.meadow
    request.device = device.device
    request.logEvery = logEvery
    request.measureEvery = measureEvery ?? max(1, (length ?? 8_000) / 8)
    request.checkpointEvery = checkpointEvery
    return request
  }

  /// Runs a training and says where its results are; the exit status of a signal is 128 and its number.
  func perform(_ request: TrainingRun.Request) throws {
    let run = try TrainingRun(request)
    let watch = InterruptWatch()
    defer { watch.stop() }
    let name = request.methods.count == 1 ? "training" : "training \(request.methods.count) networks"
    var progress: ProgressReport?
    let outcome = try run.run(
      begin: { step in
        progress = ProgressReport(
          name, total: run.steps, first: step, images: run.picturesPerStep, style: .suited)
      },
      stop: watch.next,
      observe: { event in
        switch event {
        case .step(let step, let loss): progress?.advance(to: step, loss: loss)
        case .samples(let sheet):
          progress?.finish()
          show(sheet)
        }
      })
    progress?.finish()
    switch outcome {
    case .complete(let results):
      if json { try printJSON(results) } else { print(results.text(folder: output)) }
    case .interrupted(let step, let signal):
      complain(
        "stopped after step \(step), everything is kept in \(output): "
          + "start the same command again to go on")
      throw ExitCode(128 + signal)
    }
  }
}

extension TrainingRunOptions {
  /// Shows a sample sheet where the terminal shows images.
  private func show(_ samples: URL) {
    guard !json, isatty(STDOUT_FILENO) != 0 else { return }
    let width = Terminal(descriptor: STDOUT_FILENO).width
    let style = TerminalStyle(width: min(width, 100), hasColour: true, isPlain: false)
    let pictures = InlinePicture(
      choice: .auto, style: style, environment: ProcessInfo.processInfo.environment)
    guard let pictures, pictures.showsPixels, let text = pictures.text(of: samples) else { return }
    print(text + samples.relativePath)
    fflush(nil)
  }
}

/// What the command line calls a device.
enum DeviceChoice: String, ExpressibleByArgument, CaseIterable {
  case cpu, cuda, auto

  /// The device meant on this machine.
  var device: Device {
    switch self {
    case .cpu: .cpu
    case .cuda: .cuda
    case .auto: Runtime.cudaDevices > 0 ? .cuda : .cpu
    }
  }
}
