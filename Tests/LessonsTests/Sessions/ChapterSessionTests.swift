import Foundation
import Lessons
import Literate
import TestSupport
import Testing

/// Runs of chapter 1 whose child is a shell script that says what the test wants.
@Suite("ChapterSession", .serialized)
struct ChapterSessionTests {
  private let desk: Desk
  private let course: Course
  private let chapter: Chapter
  private let cell: Cell

  init() throws {
    desk = try Desk()
    course = try Course.locate()
    chapter = try #require(Course.chapters.first)
    let page = course.root.appendingPathComponent(chapter.file)
    let lesson = try Lesson(text: String(contentsOf: page, encoding: .utf8), file: chapter.file)
    cell = try #require(lesson.cells.first { $0.kind == .run })
  }

  /// Begins the first running cell, prints a line, and goes on with `ending`.
  private func run(_ ending: String) throws -> ChapterReport {
    let script = desk.folder.appendingPathComponent("child")
    let text = """
      #!/bin/sh
      printf '\\036{"cellBegan":{"index":\(cell.index)}}\\n'
      echo printed before
      \(ending)
      """
    try text.write(to: script, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: script.path)
    var settings = ChapterSettings()
    settings.output = desk.folder.appendingPathComponent("reports").path
    return try ChapterSession(
      course: course, chapter: chapter, settings: settings, display: .none, store: store,
      executable: script
    ).run()
  }

  private var store: StateStore {
    StateStore(folder: desk.folder.appendingPathComponent("state").path)
  }

  private func readme() throws -> String {
    try desk.text("reports/chapter-\(chapter.number)/README.md")
  }

  @Test("a trap leaves what was printed, its reason, and the line of the page")
  func trap() throws {
    let page = chapter.file.split(separator: "/").last ?? ""
    let report = try run(
      "echo 'Fatal error: Index out of range' >&2; echo 'at x/\(page):77:3' >&2; kill -ILL $$")
    #expect(report.status == .failed)
    #expect(report.failures.map(\.location) == ["\(chapter.file):77"])
    #expect(report.failures.first?.message.contains("Index out of range") == true)
    #expect(try readme().contains("printed before"))
    #expect(try readme().contains("**Failed** at `\(chapter.file):77`"))
  }

  @Test("a trap without words is placed at its cell")
  func silentTrap() throws {
    let report = try run("kill -SEGV $$")
    #expect(report.failures.map(\.location) == ["\(chapter.file):\(cell.line)"])
  }

  @Test("a child that ends in the middle of a cell has failed, whatever its status")
  func earlyEnd() throws {
    let report = try run("exit 0")
    #expect(report.status == .failed)
    #expect(report.failures.count == 1)
  }

  @Test("the first interrupt lets the cell end, and the child sees that its input has ended")
  func gentle() throws {
    let end = "printf '\\036{\"cellEnded\":{\"index\":\(cell.index),\"seconds\":1}}\\n'"
    let report = try run("kill -INT $PPID; cat; echo printed after; \(end)")
    #expect(report.status == .interrupted)
    #expect(report.failures.isEmpty)
    #expect(try readme().contains("printed after"))
    #expect(try store.load()[chapter.number].cells == [cell.fingerprint])
  }

  @Test("the second interrupt stops the child and what exists is woven")
  func interrupt() throws {
    let start = ContinuousClock.now
    let report = try run("kill -INT $PPID; sleep 0.5; kill -INT $PPID; exec sleep 60")
    #expect(report.status == .interrupted)
    #expect(ContinuousClock.now - start < .seconds(30))
    #expect(try readme().contains("printed before"))
    #expect(try store.load()[chapter.number].status == .interrupted)
  }

  @Test("a child that ignores the request to stop is killed")
  func stubborn() throws {
    let start = ContinuousClock.now
    let report = try run("trap '' TERM; kill -INT $PPID; sleep 0.5; kill -INT $PPID; exec sleep 60")
    #expect(report.status == .interrupted)
    #expect(ContinuousClock.now - start < .seconds(30))
  }

  @Test("a new report takes the place of the old one, and nothing else is left")
  func replaced() throws {
    _ = try run("echo first; exit 1")
    _ = try run("echo second; exit 1")
    #expect(try readme().contains("second"))
    #expect(try !readme().contains("first\n```"))
    let names = try FileManager.default.contentsOfDirectory(
      atPath: desk.folder.appendingPathComponent("reports").path)
    #expect(names == ["chapter-\(chapter.number)"])
  }

  @Test("an absent data folder is refused before anything runs")
  func noData() throws {
    var settings = ChapterSettings()
    settings.data = "/nowhere"
    settings.output = desk.folder.appendingPathComponent("reports").path
    #expect(throws: CourseError.noData("/nowhere")) {
      try ChapterSession(
        course: course, chapter: chapter, settings: settings, display: .none, store: store
      ).run()
    }
    #expect(!FileManager.default.fileExists(atPath: settings.output))
  }
}
