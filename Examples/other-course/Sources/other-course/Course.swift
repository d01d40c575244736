import Foundation
import Literate
import Publish

/// `other-course LESSONS OUTPUT` runs every chapter and writes it for a code host and for a browser.
@main
struct Course {
  static func main() throws {
    guard CommandLine.arguments.count == 3 else {
      throw CourseError(description: "usage: other-course LESSONS OUTPUT")
    }
    let lessons = URL(fileURLWithPath: CommandLine.arguments[1], isDirectory: true)
    let output = URL(fileURLWithPath: CommandLine.arguments[2], isDirectory: true)
    for chapter in chapterIndex {
      try chapter.write(from: lessons, to: output.appending(path: "chapter-\(chapter.number)"))
    }
  }
}

/// A chapter as the build's index lists it.
struct Chapter: Sendable {
  let number: Int
  let slug: String
  let title: String
  let summary: String
  let minutes: Int
  let options: [String]
  let file: String
  let fingerprint: String
  let body: ChapterBody

  /// Runs the chapter and writes its pages into a folder.
  func write(from lessons: URL, to folder: URL) throws {
    let name = URL(fileURLWithPath: file).lastPathComponent
    let text = try String(contentsOf: lessons.appending(path: name), encoding: .utf8)
    let lesson = try Lesson(text: text, file: file)
    let page = Page(cellCount: lesson.cells.count)
    do { try body.run(page) } catch { page.fail("\(error)") }
    let facts = RunFacts(["other-course": "1.0", "sieve": "up to 1000"])
    let woven = WovenPage(lesson: lesson, results: page.results, facts: facts)
    if let problem = woven.problems.first { throw problem }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try MarkdownPage.text(of: woven)
      .write(to: folder.appending(path: "README.md"), atomically: true, encoding: .utf8)
    try HTMLPage.text(
      of: woven, picture: { _, _ in nil }, index: nil, previous: nil, next: nil
    ).write(to: folder.appending(path: "index.html"), atomically: true, encoding: .utf8)
  }
}

/// The functions of a chapter, by the index of their cell.
struct ChapterBody: Sendable {
  let run: @Sendable (Page) throws -> Void
  let trials: [Int: @Sendable () throws -> Void]
  let exercises: [Int: @Sendable (Page) throws -> Void]
  let wrongAnswers: [Int: [@Sendable (Page) throws -> Void]]
}

/// A command line that the course does not understand.
struct CourseError: Error, CustomStringConvertible {
  let description: String
}
