/// Turns lessons into the Swift source that the build compiles.
///
/// Cell code keeps its columns, and `#sourceLocation` maps it back to the page, so that compiler
/// errors, warnings and crash reports all point at the Markdown line.
public enum Tangler {
  /// The name of the file that holds a lesson's chapter.
  public static func fileName(of number: Int) -> String {
    "Chapter\(twoDigits(number)).swift"
  }

  /// The name of the file that lists the chapters.
  public static let indexFileName = "ChapterIndex.swift"

  /// The source of one lesson: its `file` cells, then a function of its `run` cells.
  public static func source(of lesson: Lesson) -> String {
    var lines = [
      "// Made from \(lesson.file); edit that page instead.",
      "import Foundation",
      "import Plot",
      "import Torch",
      "import WKD",
    ]
    for cell in lesson.cells where cell.kind == .file {
      lines += located(cell, in: lesson)
    }
    for cell in lesson.cells where cell.kind == .expectError {
      lines.append("func \(trialName(of: cell, in: lesson))() throws {")
      lines += located(cell, in: lesson)
      lines.append("}")
    }
    lines.append("func \(functionName(of: lesson))(_ page: Page) throws {")
    for cell in lesson.cells where cell.kind.takesPart {
      lines.append("try page.begin(cell: \(cell.index))")
      lines +=
        cell.kind == .run
        ? located(cell, in: lesson)
        : ["page.expectError(cell: \(cell.index), line: \(cell.line))"]
      lines.append("try page.end(cell: \(cell.index))")
    }
    lines.append("}")
    return lines.joined(separator: "\n") + "\n"
  }

  /// The source of the array that lists every chapter, in order of number.
  public static func index(of lessons: [Lesson]) -> String {
    var lines = [
      "// Made from the lessons; edit those pages instead.",
      "let chapterIndex: [Chapter] = [",
    ]
    for lesson in lessons.sorted(by: { $0.number < $1.number }) {
      lines += [
        "  Chapter(",
        "    number: \(lesson.number),",
        "    slug: \(lesson.slug.debugDescription),",
        "    title: \(lesson.title.debugDescription),",
        "    summary: \(lesson.summary.debugDescription),",
        "    minutes: \(lesson.minutes),",
        "    file: \(lesson.file.debugDescription),",
        "    fingerprint: \(lesson.fingerprint.debugDescription),",
        "    run: \(functionName(of: lesson)),",
        "    trials: [\(trials(of: lesson))]),",
      ]
    }
    lines.append("]")
    return lines.joined(separator: "\n") + "\n"
  }

  private static func located(_ cell: Cell, in lesson: Lesson) -> [String] {
    [
      "#sourceLocation(file: \"\(lesson.file)\", line: \(cell.line))",
      cell.code,
      "#sourceLocation()",
    ]
  }

  private static func trials(of lesson: Lesson) -> String {
    let cells = lesson.cells.filter { $0.kind == .expectError }
    guard !cells.isEmpty else { return ":" }
    return cells.map { "\($0.index): \(trialName(of: $0, in: lesson))" }.joined(separator: ", ")
  }

  private static func trialName(of cell: Cell, in lesson: Lesson) -> String {
    "\(functionName(of: lesson))Trial\(cell.index)"
  }

  private static func functionName(of lesson: Lesson) -> String {
    "chapter\(twoDigits(lesson.number))"
  }

  private static func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }
}
