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
    lines.append("func \(functionName(of: lesson))(_ page: Page) throws {")
    for cell in lesson.cells where cell.kind == .run {
      lines.append("try page.begin(cell: \(cell.index))")
      lines += located(cell, in: lesson)
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
        "    run: \(functionName(of: lesson))),",
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

  private static func functionName(of lesson: Lesson) -> String {
    "chapter\(twoDigits(lesson.number))"
  }

  private static func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }
}
