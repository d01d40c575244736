import ArgumentParser
import Lessons

/// What the training run of chapter 5 works on.
struct TrainingOptions: ParsableArguments {
  /// The one chapter that trains.
  static let chapter = 5

  @Option(
    help: ArgumentHelp(
      "A folder with trainA, trainB, testA and testB; without it images are made.",
      valueName: "dir"))
  var data: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The side of the images; a multiple of 8.", valueName: "px"))
  var size: Int?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("How many steps to train.", valueName: "n"))
  var steps: Int?

  @Option(
    help: ArgumentHelp("A folder written by train-teacher, to learn from.", valueName: "dir"))
  var teacher: String?

  @Flag(help: "Train a teacher instead of loading the one that comes with the course.")
  var trainTeacher = false

  func validate(for chapter: Int) throws {
    let isUsed = data != nil || size != nil || steps != nil || teacher != nil || trainTeacher
    if isUsed, chapter != Self.chapter {
      throw ValidationError(
        """
        --data, --size, --steps, --teacher and --train-teacher belong to chapter \(Self.chapter): \
        leave them out, or try `wkd-learn chapter \(Self.chapter)`
        """)
    }
    if teacher != nil, trainTeacher {
      throw ValidationError("--teacher and --train-teacher exclude each other: give one of them")
    }
    // Three halvings by the wavelet transform must come out even.
    if let size, size < 32 || !size.isMultiple(of: 8) {
      throw ValidationError("a size is a multiple of 8, at least 32, not \(size): try --size 64")
    }
    if let steps, steps < 1 {
      throw ValidationError("at least one step is needed, not \(steps): try --steps 500")
    }
  }

  /// Copies the choices into the settings.
  func apply(to settings: inout ChapterSettings) {
    settings.data = data
    settings.size = size
    settings.steps = steps
    settings.teacher = teacher
    settings.trainTeacher = trainTeacher
  }
}
