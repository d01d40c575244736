import ArgumentParser
import Lessons

/// Runs one chapter and weaves its report.
struct ChapterCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chapter",
    abstract: "Run a chapter and weave its report.",
    discussion: """
      EXAMPLES:
        wkd-learn chapter 1
        wkd-learn chapter 3 --seed 7 --output my-reports
        wkd-learn chapter 5 --preset full --data horse2zebra --size 128
        wkd-learn chapter 5 --train-teacher --steps 2000

      The report is reports/chapter-N/README.md, with figures and data beside it.
      """)

  @Argument(help: "The chapter's number.")
  var number: Int

  @OptionGroup var sitting: SittingOptions
  @OptionGroup(title: "Options of chapter \(TrainingOptions.chapter)") var training: TrainingOptions

  func validate() throws {
    try training.validate(for: number)
  }

  func run() throws {
    var settings = sitting.settings
    training.apply(to: &settings)
    try sitting.run(try Course.chapter(number), settings)
  }
}
