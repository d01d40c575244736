import ArgumentParser
import Console
import Foundation
import Lessons
import WKD
import Workbench

/// Trains small students of a teacher.
struct CompressCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compress",
    abstract: "Train small generators that learn from a large one.",
    discussion: """
      EXAMPLES:
        wkd-learn compress --output students
        wkd-learn compress --teacher my-teacher --data horse2zebra --methods wavelet --width 16 \
      --output small
        wkd-learn compress --methods none,l1,wavelet --steps 4000 --seed 2 --output students-2

      All methods learn from the same batches, begin with the same weights and share one pass of the \
      teacher. The folder can be watched as that of train-teacher; a run that was stopped or killed \
      goes on when the same command is started again.
      """)

  @Option(
    help: ArgumentHelp(
      "A folder with the teacher's weights; without it the course's own.", valueName: "dir"))
  var teacher: String?

  @Option(
    help: ArgumentHelp(
      "A folder with trainA, trainB, testA and testB; without it the meadow is drawn.",
      valueName: "dir"))
  var data: String?

  @Option(
    help: "What the students learn from their teacher: none, l1, wavelet, or several of them.")
  var methods = "none,l1,wavelet"

  @OptionGroup(title: "Distillation") var distillation: DistillationOptions
  @OptionGroup(title: "Training") var options: TrainingRunOptions

  func validate() throws {
    let preset = TrainingPreset.named(options.preset)
    _ = try distillation.methods(methods, preset: preset)
    if let data, teacher == nil {
      throw ValidationError(
        "the course's teacher knows the meadow, not \(data): name one with --teacher DIR "
          + "(wkd-learn train-teacher \(data) --output DIR makes it)")
    }
  }

  func run() throws {
    try run(as: .ofThisProcess)
  }

  /// Runs the command and records a command line with what it makes.
  func run(as command: String) throws {
    let preset = TrainingPreset.named(options.preset)
    let course = try Course.locate()
    let teacher = teacher ?? course.assets.appendingPathComponent("teacher").path
    try options.perform(
      options.request(
        data: data, methods: try distillation.methods(methods, preset: preset), teacher: teacher,
        generator: preset.student, discriminator: preset.studentDiscriminator, steps: preset.studentSteps,
        batch: preset.studentBatch, mobileNet: course.mobileNet, command: command))
  }
}
