import ArgumentParser
import Console
import Lessons
import WKD
import Workbench

/// Trains a CycleGAN to serve as teacher.
struct TrainTeacherCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train-teacher",
    abstract: "Train a CycleGAN that students can learn from.",
    discussion: """
      EXAMPLES:
        wkd-learn train-teacher --output my-teacher
        wkd-learn train-teacher horse2zebra --preset full --output my-teacher
        wkd-learn train-teacher horse2zebra --preset paper --epochs 200 --output my-teacher

      The folder can be watched: losses.csv and losses.png, metrics.csv and metrics.png, samples/, and \
      best/ with the weights of the best step. At the end it holds G_A.safetensors (A to B) and \
      G_B.safetensors (B to A) with the keys of the CycleGAN reference implementation. A run that was \
      stopped or killed goes on when the same command is started again, to the same bits.
      """)

  @Argument(
    help: ArgumentHelp(
      "A folder with trainA, trainB, testA and testB; without it the meadow is drawn.",
      valueName: "data"))
  var data: String?

  @OptionGroup var options: TrainingRunOptions

  func run() throws {
    let preset = TrainingPreset.named(options.preset)
    try options.perform(
      options.request(
        data: data, methods: [.none], teacher: nil, generator: preset.teacher,
        discriminator: preset.teacherDiscriminator, steps: preset.teacherSteps, batch: preset.teacherBatch,
        mobileNet: try Course.locate().mobileNet, command: .ofThisProcess))
  }
}
