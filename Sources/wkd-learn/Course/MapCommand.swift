import ArgumentParser
import Console
import Files
import Foundation
import Lessons

/// Shows the course: every chapter, the reader's progress, and the next step.
struct MapCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "map",
    abstract: "Show the chapters, your progress and the next step.",
    discussion: """
      EXAMPLES:
        wkd-learn
        wkd-learn --json
      """)

  @OptionGroup var state: StateOptions
  @OptionGroup var look: ColourOptions
  @OptionGroup var answer: AnswerOptions

  func run() throws {
    let course = try Course.locate()
    let state = try state.store.load()
    let entries = try Course.chapters.map {
      MapEntry(
        $0, CellProgress(of: try $0.currentPage(in: course), in: state[$0.number]),
        report: state[$0.number].report.flatMap(existing))
    }
    let number = try state.next(in: course)?.number
    let next = entries.first { $0.number == number }
    if answer.json {
      try printJSON(CourseMap(chapters: entries, next: next?.number))
    } else {
      show(entries, next: next, workspace: state.workspace.flatMap(existing))
    }
  }

  private func show(_ entries: [MapEntry], next: MapEntry?, workspace: String?) {
    let style = look.style
    func tell(_ text: String, indent: String = "", hanging: String = "") {
      let lines = TerminalText.wrapped(text, width: style.width - hanging.count)
      print(indent + lines.replacing("\n", with: "\n" + hanging))
    }
    tell(style.bold("Wavelet knowledge distillation, a course in \(entries.count) chapters"))
    for entry in entries {
      let mark = entry.number == next?.number ? "->" : "  "
      let hanging = "     "
      tell(
        style.bold("\(entry.number) \(entry.title)"), indent: "\n\(mark) ", hanging: hanging)
      for text in [entry.summary, "about \(entry.minutes) minutes, \(entry.standing)"] {
        tell(text, indent: hanging, hanging: hanging)
      }
      if let report = entry.report {
        tell("report: \(place(of: report))/README.md", indent: hanging, hanging: hanging)
      }
    }
    let way =
      next.map {
        "Next: type `\(String.typed("next"))` (it begins or continues chapter \($0.number))"
      }
        ?? """
        Every chapter is done, and no exercise is open. To run them all again: type \
        `\(String.typed("all"))`
        """
    tell("\n" + way)
    for folder in otherFolders(reports: entries.compactMap(\.report), workspace) {
      tell("Work of yours lies in another folder: `cd \(folder.shellQuoted)` goes there")
    }
  }

  /// The folders, but for the current one, in which reports and copies of lessons lie.
  private func otherFolders(reports: [String], _ workspace: String?) -> [String] {
    let places = [workspace].compactMap(\.self) + reports.map(\.parentFolder)
    return places.filter { place(of: $0).hasPrefix("/") }.map(\.parentFolder)
      .reduce(into: []) { folders, folder in
        if !folders.contains(folder) { folders.append(folder) }
      }
  }
}

/// A folder, where it is still there.
private func existing(_ folder: String) -> String? {
  URL(fileURLWithPath: folder).isFolder == true ? folder : nil
}

extension String {
  fileprivate var parentFolder: String {
    URL(fileURLWithPath: self).deletingLastPathComponent().path
  }
}

/// A folder as it is reached from the current one, or from everywhere where that is another one's.
private func place(of report: String) -> String {
  let folder = URL(fileURLWithPath: report, isDirectory: true).standardizedFileURL.path
  let here = FileManager.default.currentDirectoryPath + "/"
  return folder.hasPrefix(here) ? String(folder.dropFirst(here.count)) : folder
}

/// The map in JSON.
private struct CourseMap: Encodable {
  let chapters: [MapEntry]
  let next: Int?
}

/// A chapter on the map.
private struct MapEntry: Encodable {
  let number: Int
  let title: String
  let summary: String
  let minutes: Int
  let state: String
  let cells: Int
  let cellsDone: Int
  let exercises: Int
  let exercisesSolved: Int
  let report: String?
  /// The reader's progress in words; no part of the JSON.
  let standing: String

  private enum CodingKeys: String, CodingKey {
    case number, title, summary, minutes, state, report
    case cells, cellsDone, exercises, exercisesSolved
  }

  init(_ chapter: Chapter, _ progress: CellProgress, report: String?) {
    number = chapter.number
    title = chapter.title
    summary = chapter.summary
    minutes = chapter.minutes
    state = progress.standing.rawValue
    cells = progress.cellCount
    cellsDone = progress.doneCount
    exercises = progress.exerciseCount
    exercisesSolved = progress.solvedCount
    self.report = report
    standing = progress.words
  }
}
