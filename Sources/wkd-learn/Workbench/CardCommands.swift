import ArgumentParser
import Console
import Foundation
import Lessons
import Workbench

/// Writes a page by which others find out which numbers of a run agree with theirs.
struct CardCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "card",
    abstract: "Write a result card of runs that others can check.",
    discussion: """
      EXAMPLES:
        wkd-learn card students
        wkd-learn card students-1 students-2 students-3 --output card
        wkd-learn card small --data photos --inception inception.safetensors

      Writes README.md and card.json: settings and seeds, names and SHA-256 of the pictures and of the weights, \
      every step from a file to a number, metrics of the last and the best weights with intervals over seeds, \
      sizes, time and memory, machine and versions, the command that makes it again, and whether the runs are \
      complete. The weights are measured again for it. What is not known is called not known. A folder of runs, \
      such as that of a sweep, stands for all complete runs in it.
      """)

  @Argument(
    help: ArgumentHelp("Folders of complete runs, or of several of them.", valueName: "run"),
    completion: .directory)
  var runs: [String]

  @Option(
    help: ArgumentHelp("The folder for the card.", valueName: "dir"), completion: .directory)
  var output = "card"

  @OptionGroup var places: CardPlaces
  @OptionGroup var answer: AnswerOptions

  func run() throws {
    let course = try Course.locate()
    let search = RunSearch(runs, takesDiverged: false)
    search.remarks.forEach(complain)
    var maker = CardMaker(
      runs: search.runs, output: URL(fileURLWithPath: output), mobileNet: course.mobileNet)
    maker.data = places.data
    maker.inception = places.inception.map { URL(fileURLWithPath: $0) }
    maker.teacher = places.teacher(course)
    maker.measurer = Bundle.main.executableURL
    let card = try maker.write()
    try answer.show(card, text: card.page)
    complain("the card is \(output)/README.md, with card.json beside it")
  }
}

/// Measures again what a card says.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check a result card: measure again and compare.",
    discussion: """
      EXAMPLES:
        wkd-learn verify card
        wkd-learn verify card --run downloads/students --data horse2zebra
        wkd-learn verify card --train

      Says of every number whether it agrees exactly, but for rounding (one unit in the last of six digits), \
      or not, and what differs first: pictures, weights, features, preprocessing, settings, machine. Runs and \
      pictures are looked for where they were, seen from the card. --train trains the runs again from the \
      beginning, which gives equal bits on an equal machine.

      EXIT STATUS: 0 everything agrees, 1 something does not; another machine alone is no disagreement.
      """)

  @Argument(
    help: ArgumentHelp("A card.json, or its folder.", valueName: "card"),
    completion: .file(extensions: ["json"]))
  var card: String

  @Option(
    name: .customLong("run"),
    help: ArgumentHelp(
      "The folder of a run; once for each run of the card, in its order.", valueName: "dir"),
    completion: .directory)
  var folders: [String] = []

  @OptionGroup var places: CardPlaces

  @Flag(help: "Also train every run again, in a temporary folder, and compare the weights.")
  var train = false

  @OptionGroup var answer: AnswerOptions

  func run() throws {
    let course = try Course.locate()
    var verification = CardVerification(card: card, mobileNet: course.mobileNet)
    verification.runs = folders
    verification.data = places.data
    verification.inception = places.inception.map { URL(fileURLWithPath: $0) }
    verification.teacher = places.teacher.map { URL(fileURLWithPath: $0) }
    verification.usualTeacher = places.teacher(course)
    verification.trains = train
    let verdict = try verification.run { run, steps in
      complain("training run \(run) again: \(steps) steps")
    }
    try answer.show(verdict, text: verdict.text)
    if !verdict.agrees { throw ExitCode(1) }
  }
}

/// The places of what a card is made from and checked by.
struct CardPlaces: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The folder of the pictures, where it is another one now.", valueName: "dir"),
    completion: .directory)
  var data: String?

  @Option(
    help: ArgumentHelp(
      "The folder of the teacher, where it is another one now.", valueName: "dir"),
    completion: .directory)
  var teacher: String?

  @Option(
    help: ArgumentHelp("Inception's weights, for FID.", valueName: "file"),
    completion: .file(extensions: ["safetensors", "pth"]))
  var inception: String?

  /// The folder that was given, else the course's own teacher.
  func teacher(_ course: Course) -> URL {
    teacher.map { URL(fileURLWithPath: $0) }
      ?? course.assets.appendingPathComponent("teacher")
  }
}
