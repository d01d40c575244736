import ArgumentParser
import Console
import Foundation
import Lessons
import WKD
import Workbench

/// Measures the quality and the speed of trained generators.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Measure the quality and the speed of trained generators.",
    discussion: """
      EXAMPLES:
        wkd-learn evaluate assets/teacher
        wkd-learn evaluate students/wavelet --teacher assets/teacher
        wkd-learn evaluate small horse2zebra --inception pt_inception-2015-12-05.pth
        wkd-learn evaluate translated --against horse2zebra/testB

      Weights that lie in their run are measured at its size and by its test pictures, where nothing else \
      is chosen. With --against, the first folder holds pictures that exist already. \
      The kernel and Fréchet distances are those of MobileNetV2's features and can be compared among \
      themselves only. FID needs the standard weights pt_inception-2015-12-05.
      """)

  private enum Defaults: OptionDefaults {
    static let side = 64
  }

  @Argument(
    help: ArgumentHelp("A folder with the weights of both directions.", valueName: "model"),
    completion: .directory)
  var model: String

  @Argument(
    help: ArgumentHelp(
      "A folder with testA and testB; without it those of the run, or the meadow.",
      valueName: "data"),
    completion: .directory)
  var data: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The side of the pictures; a multiple of 8. (default: that of the run or of the pictures, else 64)",
      valueName: "px"))
  var size: Int?

  @Option(
    help: ArgumentHelp("Also measure the distance from this teacher.", valueName: "dir"),
    completion: .directory)
  var teacher: String?

  @Option(
    help: ArgumentHelp(
      "Compare the pictures of the first folder with those of this one.", valueName: "dir"),
    completion: .directory)
  var against: String?

  @Option(
    help: ArgumentHelp("Inception's weights, for FID.", valueName: "file"), completion: .weights)
  var inception: String?

  @Option(
    help: ArgumentHelp(
      "How pictures are made ready, as train-teacher explains. (default: that of the run, else square)",
      valueName: "method"))
  var preprocess: Preprocessing.Method?

  @OptionGroup private var threads: ThreadsOptions<Defaults>
  @OptionGroup var answer: AnswerOptions

  func validate() throws {
    try SizeOptions<Defaults>.check(size)
    if against != nil, data != nil || teacher != nil || preprocess != nil {
      throw ValidationError(
        "--against compares two folders of pictures: leave the data, --teacher and --preprocess out"
      )
    }
  }

  func run() throws {
    let mobileNet = try Course.locate().mobileNet
    if let against { return try compare(with: against, mobileNet: mobileNet) }
    let choice = try self.choice(RunOrigin(ofWeights: model))
    var evaluation = Evaluation(
      model: model, data: choice.source.root == nil ? nil : choice.data,
      size: choice.source.side, mobileNet: mobileNet)
    evaluation.choice = choice.words
    evaluation.source = choice.source
    evaluation.pictures = choice.pictures
    evaluation.measurer = Bundle.main.executableURL
    evaluation.teacher = teacher
    evaluation.inception = inception
    evaluation.threads = threads.threads
    let progress = MeasuringProgress()
    let report = try evaluation.run(observe: progress.advance)
    progress.finish()
    try answer.show(report, text: report.text)
  }

  /// The test pictures that are measured by.
  private struct Choice {
    /// The path of their folder; nil for the meadow.
    let data: String?
    var source: TestPictures
    /// Those that have been read already.
    var pictures: TranslationData?
    /// Words about what was not chosen.
    let words: String
  }

  private func choice(_ origin: RunOrigin?) throws -> Choice {
    let root = data.map { URL(fileURLWithPath: $0) }
    guard let origin else {
      let plain = TestPictures(
        root: root, side: size ?? Defaults.side,
        preprocessing: preprocess.map { .init($0) } ?? .square)
      let words = data == nil ? "no run lies beside the weights, so that the meadow is drawn" : ""
      return try checked(Choice(data: data, source: plain, words: words))
    }
    let found: (source: TestPictures, pictures: TranslationData)?
    var place = data
    if let data {
      found = origin.testPictures(in: data)
    } else {
      let own = try origin.testPictures()
      (found, place) = ((own.source, own.pictures), own.data)
    }
    let taken = [
      size == nil ? "size" : nil, data == nil ? "data" : found == nil ? nil : "test pictures",
    ].compactMap(\.self)
    let facts =
      (taken.isEmpty ? [] : ["\(taken.joined(separator: " and ")) of the run \(origin.path)"])
      + [found?.source.words].compactMap(\.self)
    let plain = TestPictures(root: root, side: origin.size, preprocessing: origin.preprocessing)
    var choice = Choice(
      data: place, source: found?.source ?? plain, pictures: found?.pictures,
      words: facts.joined(separator: ", "))
    let isOther = size.map { $0 != origin.size } ?? false
    if isOther || preprocess != nil {
      choice.pictures = nil
      choice.source.side = size ?? origin.size
      if let preprocess { choice.source.preprocessing = Preprocessing(preprocess) }
    }
    return try checked(choice)
  }

  private func checked(_ choice: Choice) throws -> Choice {
    if choice.source.root == nil, preprocess != nil {
      throw ValidationError("--preprocess belongs to pictures of a folder: name the folder too")
    }
    return choice
  }

  private func compare(with real: String, mobileNet: URL) throws {
    var evaluation = PictureEvaluation(
      pictures: model, against: real, size: size, mobileNet: mobileNet)
    evaluation.inception = inception
    evaluation.threads = threads.threads
    let (side, reason) = try evaluation.side()
    if let reason { complain("comparing at \(side) px, \(reason); --size takes another side") }
    let progress = MeasuringProgress()
    let report = try evaluation.run(observe: progress.advance)
    progress.finish()
    try answer.show(report, text: report.text)
  }
}

/// The progress of a measurement, from its first picture on.
private final class MeasuringProgress {
  private var report: ProgressReport?

  func advance(to done: Int, of all: Int) {
    let report = self.report ?? ProgressReport("measuring pictures", total: all, style: .suited)
    report.advance(to: done)
    self.report = report
  }

  func finish() { report?.finish() }
}

/// Writes a report of several training runs.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Write a report of several training runs side by side.",
    discussion: """
      EXAMPLES:
        wkd-learn compare students-1 students-2 students-3
        wkd-learn compare small wide --output comparison

      Runs that differ in nothing but their seed are taken together: means with 95 % intervals. Their \
      pictures and teachers are told apart by fingerprints, wherever they lie; of runs with equal settings \
      and seed one counts. A folder of runs, such as that of a sweep, stands for all runs in it. An earlier \
      comparison in the same folder is replaced.
      """)

  @Argument(
    help: ArgumentHelp("Folders of complete runs, or of several of them.", valueName: "run"),
    completion: .directory)
  var runs: [String]

  @Option(
    help: ArgumentHelp("The folder for the report.", valueName: "dir"), completion: .directory)
  var output = "comparison"

  func run() throws {
    let search = RunSearch(runs, takesDiverged: true)
    search.remarks.forEach(complain)
    print(try Comparison(runs: search.runs, output: URL(fileURLWithPath: output)).write())
    complain("the report is \(output)/README.md")
  }
}
