import ArgumentParser
import Console
import Foundation
import Lessons

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
      """)

  @OptionGroup var options: RunOptions
  @OptionGroup var output: OutputOptions
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
        display: output.json ? .json : display.straight,
        store: state.store
      ).run()
      reports.append(report)
      if output.json { report.writeEvent() }
      complainAbout(report)
      if report.status == .interrupted { break }
      if report.status == .failed, !options.keepGoing { break }
      if !output.json { print() }
    }
    if !output.json { summarise(reports) }
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
