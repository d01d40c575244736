import ArgumentParser
import Lessons

/// The options of the training in chapter 5.
struct TrainingOptions: ParsableArguments {
  /// The one chapter that trains.
  static let chapter = 5

  @OptionGroup var data: DataOptions
  @OptionGroup var size: SizeOptions<ChapterDefaults>

  @Option(
    parsing: .unconditional, help: ArgumentHelp("How many steps to train.", valueName: "n"))
  var steps: Int?

  @Option(
    help: ArgumentHelp("A folder written by train-teacher, to learn from.", valueName: "dir"),
    completion: .directory)
  var teacher: String?

  @Flag(help: "Train a teacher instead of loading the one that comes with the course.")
  var trainTeacher = false

  func validate() throws {
    if teacher != nil, trainTeacher {
      throw ValidationError("--teacher and --train-teacher exclude each other: give one of them")
    }
    if let steps, steps < 1 {
      throw ValidationError("at least one step is needed, not \(steps): try --steps 500")
    }
  }

  /// Refuses the options with a chapter that does not train.
  func validate(for chapter: Int) throws {
    let isUsed =
      data.data != nil || size.size != nil || steps != nil || teacher != nil || trainTeacher
    if isUsed, chapter != Self.chapter {
      throw ValidationError(
        """
        --data, --size, --steps, --teacher and --train-teacher belong to chapter \(Self.chapter): \
        leave them out, or try `wkd-learn chapter \(Self.chapter)`
        """)
    }
  }

  /// Copies the choices into the settings.
  func apply(to settings: inout ChapterSettings) {
    settings.data = data.data
    settings.size = size.size
    settings.steps = steps
    settings.teacher = teacher
    settings.trainTeacher = trainTeacher
  }
}
