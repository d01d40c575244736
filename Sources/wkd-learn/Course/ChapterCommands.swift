import ArgumentParser
import Console
import Foundation
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

      The report is reports/chapter-N/README.md, with figures and data beside it. With --json every \
      event is a line of JSON.
      """)

  @OptionGroup var number: ChapterArguments
  @OptionGroup var sitting: SittingOptions
  @OptionGroup(title: "Options of chapter \(TrainingOptions.chapters)") var training:
    TrainingOptions

  func validate() throws {
    try training.validate(for: number.chapter)
  }

  func run() throws {
    var settings = sitting.settings
    training.apply(to: &settings)
    try sitting.run(try Course.chapter(number.chapter), settings)
  }
}

/// Continues at the cell where the reader stopped.
struct NextCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "next",
    abstract: "Continue where you stopped.",
    usage: "wkd-learn next [<options>]",
    discussion: """
      EXAMPLES:
        wkd-learn next

      A walk that you left continues with its options; options given here replace them.
      """)

  @OptionGroup var sitting: SittingOptions

  func run() throws {
    let course = try Course.locate()
    let state = try sitting.state.store.load()
    guard let open = try state.next(in: course) else {
      Screen().tell(
        "every chapter is done and no exercise is open: `\(String.typed("all"))` runs them again")
      return
    }
    let kept = state[open.number].choices ?? []
    // Of an option given twice the last one counts.
    let typed = CommandLine.arguments.drop { $0 != "next" }.dropFirst()
    try ChapterCommand.parse(["\(open.number)"] + kept + typed).run()
  }
}

/// Runs every chapter in order.
struct AllCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "all",
    abstract: "Run every chapter; a failure ends the run unless --keep-going is given.",
    discussion: """
      EXAMPLES:
        wkd-learn all
        wkd-learn all --preset smoke --keep-going
        wkd-learn all --json > events.jsonl

      With --json every event is a line of JSON.
      """)

  @OptionGroup var options: RunOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var answer: AnswerOptions
  @OptionGroup var display: DisplayOptions
  @OptionGroup var state: StateOptions

  func run() throws {
    let course = try Course.locate()
    var settings = options.settings(output: output.output)
    settings.weavesHTML = display.html
    var reports: [ChapterReport] = []
    for chapter in Course.chapters {
      let report = try ChapterSession(
        course: course, chapter: chapter, settings: settings,
        display: answer.json ? .json : display.straight,
        store: state.store
      ).run()
      reports.append(report)
      if answer.json { report.writeEvent() }
      report.complain()
      if report.status == .interrupted { break }
      if report.status == .failed, !options.keepGoing { break }
      if !answer.json { print() }
    }
    if !answer.json { summarise(reports) }
    let codes = reports.compactMap(\.exitCode)
    if let worst = codes.max(by: { $0.rawValue < $1.rawValue }) { throw worst }
  }

  private func summarise(_ reports: [ChapterReport]) {
    print("Summary")
    for report in reports {
      print("  chapter \(report.chapter) \(report.tally)  \(report.folder)/README.md")
    }
    for chapter in Course.chapters.dropFirst(reports.count) {
      print("  chapter \(chapter.number) not run")
    }
  }
}

/// The options of one chapter's run: its work, its display and its places.
struct SittingOptions: ParsableArguments {
  @OptionGroup var options: RunOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var answer: AnswerOptions
  @OptionGroup var display: DisplayOptions
  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var state: StateOptions

  var settings: ChapterSettings {
    var settings = options.settings(output: output.output)
    settings.weavesHTML = display.html
    return settings
  }

  /// Runs a chapter and reports its end.
  func run(_ chapter: Chapter, _ settings: ChapterSettings) throws {
    let report = try ChapterSession(
      course: try Course.locate(), chapter: chapter, settings: settings,
      display: answer.json ? .json : try display.display(workspace, state), store: state.store
    ).run()
    if answer.json {
      report.writeEvent()
    } else {
      report.printEnd(hasHTML: settings.weavesHTML, on: display.look.screen)
    }
    report.complain()
    if let code = report.exitCode { throw code }
  }
}

extension ChapterReport {
  /// Prints the verdict, the report's place and the command to type next.
  fileprivate func printEnd(hasHTML: Bool, on screen: Screen) {
    var lines = ["", tally, "report: \(folder)/README.md"]
    if hasHTML { lines.append("for a browser: \(folder)/index.html") }
    switch status {
    case .passed:
      if let following = Course.chapters.first(where: { $0.number > chapter }) {
        lines.append("next: \(String.typed("chapter", "\(following.number)"))")
      }
    case .paused, .failed:
      if let goesOnAt {
        lines.append(
          "your place is kept: `\(String.typed("next"))` continues there, at \(goesOnAt)")
      }
    case .interrupted: break
    }
    screen.tell(lines.joined(separator: "\n"))
  }

  /// Names every failure on the error stream.
  fileprivate func complain() {
    for failure in failures where status == .failed {
      Console.complain("\(failure.location): \(failure.cell): \(failure.message)")
    }
    guard status == .interrupted else { return }
    let way =
      goesOnAt.map { "`\(String.typed("next"))` goes on at \($0)" }
      ?? "`\(String.typed("chapter", "\(chapter)"))` runs it again"
    Console.complain("interrupted; what exists is in \(folder)/README.md; \(way)")
  }

  /// The share of checks that passed, in words.
  fileprivate var tally: String {
    "\(status.rawValue): \(passedChecks) of \(checks.count) checks passed"
  }

  /// The exit status of a run that did not pass.
  fileprivate var exitCode: ExitCode? {
    switch status {
    case .passed, .paused: nil
    case .failed: ExitCode(1)
    case .interrupted: ExitCode(128 + (signal ?? SIGINT))
    }
  }
}
