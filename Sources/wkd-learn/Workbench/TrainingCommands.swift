import ArgumentParser
import Console
import Foundation
import Lessons
import WKD
import Workbench

/// Trains a CycleGAN that can serve as teacher.
struct TrainTeacherCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train-teacher",
    abstract: "Train a CycleGAN that students can learn from.",
    discussion: """
      EXAMPLES:
        wkd-learn train-teacher --output my-teacher
        wkd-learn train-teacher horse2zebra --preset full --output my-teacher
        wkd-learn train-teacher horse2zebra --preset paper --output my-teacher
        wkd-learn train-teacher horse2zebra --hold-out 10% --output held
        wkd-learn train-teacher zebras --begin-from my-teacher --output new

      The folder shows how the run goes: losses.csv and losses.png, metrics.csv and metrics.png, samples/, \
      and best/ with the weights of the best step. At the end it holds G_A.safetensors (A to B) and \
      G_B.safetensors (B to A) with the keys of the CycleGAN reference implementation. A run that was \
      stopped or killed continues when the same command is started again, to the same bits.

      A complete run that is given more steps or epochs goes on after its end. The learning rate at a \
      step is that of the longer schedule, counted from the first step, as with --continue_train and \
      --epoch_count of the reference implementation; with --decay-from after the first end all is as in \
      one long run. Without testA and testB nothing is measured, unless --hold-out keeps some training \
      pictures for it. A run stops at the first number that is not finite and keeps its last weights.
      """)

  @Argument(help: ArgumentHelp(DataOptions.help, valueName: "data"), completion: .directory)
  var data: String?

  // Compress names its data so, and people try the same here.
  @Option(name: .customLong("data"), help: .hidden, completion: .directory)
  var namedData: String?

  @OptionGroup var options: TrainingRunOptions

  func validate() throws {
    if data != nil, namedData != nil {
      throw ValidationError("the data are named twice: give one folder")
    }
  }

  func run() throws {
    let preset = TrainingPreset.named(options.preset)
    try options.perform(
      options.request(
        data: data ?? namedData, methods: [.none], teacher: nil, generator: preset.teacher,
        discriminator: preset.teacherDiscriminator, steps: preset.teacherSteps,
        batch: preset.teacherBatch, mobileNet: try Course.locate().mobileNet,
        command: .ofThisProcess))
  }
}

/// Trains small students that learn from a teacher.
struct CompressCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compress",
    abstract: "Train small generators that learn from a large one.",
    discussion: """
      EXAMPLES:
        wkd-learn compress --output students
        wkd-learn compress --methods wavelet --steps 4000 --seed 2 --output students-2
        wkd-learn compress --teacher my-teacher --data horse2zebra --output small

      All students learn from the same batches, begin with the same weights and share one pass of the \
      teacher. The folder shows how the run goes, as that of train-teacher; a run that was stopped or \
      killed continues when the same command is started again.
      """)

  @Option(
    help: ArgumentHelp(
      "A folder with the teacher's weights; without it the course's own.", valueName: "dir"),
    completion: .directory)
  var teacher: String?

  @OptionGroup var data: DataOptions
  @OptionGroup(title: "Distillation") var distillation: DistillationOptions
  @OptionGroup(title: "Training") var options: TrainingRunOptions

  func validate() throws {
    _ = try distillation.distillations(preset: TrainingPreset.named(options.preset))
    if let data = data.data, teacher == nil {
      throw ValidationError(
        "the course's teacher knows the meadow, not \(data): name one with --teacher DIR "
          + "(wkd-learn train-teacher \(data) --output DIR makes it)")
    }
  }

  func run() throws {
    try run(as: .ofThisProcess)
  }

  /// Runs the command and records that command line with the weights.
  func run(as command: String) throws {
    let preset = TrainingPreset.named(options.preset)
    let course = try Course.locate()
    let teacher = teacher ?? course.assets.appendingPathComponent("teacher").path
    try options.perform(
      options.request(
        data: data.data, methods: try distillation.distillations(preset: preset), teacher: teacher,
        generator: preset.student, discriminator: preset.studentDiscriminator,
        steps: preset.studentSteps, batch: preset.studentBatch, mobileNet: course.mobileNet,
        command: command))
  }
}
