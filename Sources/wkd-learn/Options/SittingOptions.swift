import ArgumentParser
import Console
import Lessons
import Literate
import Workbench

/// How one chapter is run, shown and kept.
struct SittingOptions: ParsableArguments {
  @OptionGroup var options: RunOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var display: DisplayOptions
  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var state: StateOptions

  var settings: ChapterSettings {
    var settings = options.settings(output: output.output)
    settings.weavesHTML = display.html
    return settings
  }

  /// Runs a chapter and says how it ended.
  func run(_ chapter: Chapter, _ settings: ChapterSettings) throws {
    let report = try ChapterSession(
      course: try Course.locate(), chapter: chapter, settings: settings,
      display: output.json ? .json : try display.display(workspace), store: state.store
    ).run()
    if output.json { report.writeEvent() } else { close(report, hasHTML: settings.weavesHTML) }
    complainAbout(report)
    if let code = report.exitCode { throw code }
  }
}

/// Says how a chapter ended and what to type next.
func close(_ report: ChapterReport, hasHTML: Bool) {
  print("\n\(report.tally)\nreport: \(report.folder)/README.md")
  if hasHTML { print("for a browser: \(report.folder)/index.html") }
  switch report.status {
  case .passed:
    if let following = Course.chapters.first(where: { $0.number > report.chapter }) {
      print("next: wkd-learn chapter \(following.number)")
    }
  case .paused: print("your place is kept: `wkd-learn next` goes on there")
  case .failed, .interrupted: break
  }
}

/// Names every failure on the error stream.
func complainAbout(_ report: ChapterReport) {
  for failure in report.failures where report.status == .failed {
    complain("\(failure.location): \(failure.cell): \(failure.message)")
  }
  if report.status == .interrupted {
    complain(
      "interrupted; what exists is in \(report.folder)/README.md; `wkd-learn chapter \(report.chapter)` runs it again"
    )
  }
}

extension ChapterReport {
  /// How many checks held, in words.
  var tally: String {
    "\(status.rawValue): \(passedChecks) of \(checks.count) checks passed"
  }

  /// The exit status for a run that did not pass.
  var exitCode: ExitCode? {
    switch status {
    case .passed: nil
    case .failed: ExitCode(1)
    case .interrupted: ExitCode(130)
    case .paused: nil
    }
  }
}
