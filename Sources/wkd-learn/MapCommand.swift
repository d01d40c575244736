import ArgumentParser
import Foundation
import Lessons

/// Shows the course: every chapter, what is done, and what is next.
struct MapCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "map",
    abstract: "Show the course: what there is, what is done, what is next.",
    discussion: """
      EXAMPLES:
        wkd-learn
        wkd-learn --json
      """)

  @OptionGroup var output: OutputOptions

  func run() throws {
    let entries = Course.chapters.map { MapEntry($0, output: output.output) }
    let next = entries.first { $0.state != "done" }
    if output.json {
      try printJSON(CourseMap(chapters: entries, next: next?.number))
    } else {
      show(entries, next: next)
    }
  }

  private func show(_ entries: [MapEntry], next: MapEntry?) {
    let terminal = Terminal(descriptor: STDOUT_FILENO)
    print(terminal.bold("Wavelet knowledge distillation, a course in \(entries.count) chapters"))
    for entry in entries {
      let mark = entry.number == next?.number ? "->" : "  "
      print("\n\(mark) \(terminal.bold("\(entry.number) \(entry.title)"))")
      print("     \(entry.summary)")
      let report = entry.report.map { ", report in \($0)" } ?? ""
      print("     about \(entry.minutes) minutes, \(entry.state)\(report)")
    }
    if let next {
      print("\nNext: type `wkd-learn chapter \(next.number)`")
    } else {
      print("\nEvery chapter is done. To run them all again: type `wkd-learn all`")
    }
  }
}

/// The map in JSON.
private struct CourseMap: Encodable {
  let chapters: [MapEntry]
  let next: Int?
}

/// One chapter on the map.
private struct MapEntry: Encodable {
  let number: Int
  let title: String
  let summary: String
  let minutes: Int
  let state: String
  let report: String?

  init(_ chapter: Chapter, output: String) {
    number = chapter.number
    title = chapter.title
    summary = chapter.summary
    minutes = chapter.minutes
    let status = ChapterReport.status(of: chapter.number, in: output)
    state =
      switch status {
      case .passed: "done"
      case .failed: "failed"
      case .interrupted: "interrupted"
      case nil: "to do"
      }
    report = status == nil ? nil : "\(output)/chapter-\(chapter.number)/README.md"
  }
}

/// Prints a value as JSON on standard output.
func printJSON(_ value: some Encodable) throws {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
  encoder.nonConformingFloatEncodingStrategy = .convertToString(
    positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
  print(String(decoding: try encoder.encode(value), as: UTF8.self))
}
