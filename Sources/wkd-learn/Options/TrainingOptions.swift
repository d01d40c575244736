import ArgumentParser
import Lessons

/// The options of a chapter that trains: the front matter of its lesson names them.
struct TrainingOptions: ParsableArguments {
  /// The numbers of the chapters that have options of their own, in words.
  static var chapters: String {
    Course.chapters.filter { !$0.options.isEmpty }.map { "\($0.number)" }.joined(separator: ", ")
  }

  @OptionGroup var data: DataOptions
  @OptionGroup var size: SizeOptions<ChapterDefaults>

  @Option(
    parsing: .unconditional, help: ArgumentHelp("The number of steps to train.", valueName: "n"))
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

  /// Refuses the options that a chapter does not have; an unknown chapter is refused elsewhere.
  func validate(for number: Int) throws {
    let given = [
      "data": data.data != nil, "size": size.size != nil, "steps": steps != nil,
      "teacher": teacher != nil, "train-teacher": trainTeacher,
    ].filter(\.value).keys
    guard let chapter = Course.chapters.first(where: { $0.number == number }),
      !given.allSatisfy(chapter.options.contains)
    else { return }
    let owner = Course.chapters.first { given.allSatisfy($0.options.contains) }?.number ?? number
    throw ValidationError(
      """
      --data, --size, --steps, --teacher and --train-teacher belong to chapter \(Self.chapters): \
      leave them out, or try `wkd-learn chapter \(owner)`
      """)
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
