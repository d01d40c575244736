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
  private func run(_ ending: String, timeLimit: Int? = nil) throws -> ChapterReport {
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
    settings.timeLimit = timeLimit
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

  @Test("the first interrupt lets the cell end, and the child is asked to end before the next one")
  func gentle() throws {
    let end = "printf '\\036{\"cellEnded\":{\"index\":\(cell.index),\"seconds\":1}}\\n'"
    let report = try run(
      "kill -INT $PPID; [ \"$(head -c 1)\" = e ] && echo printed after; \(end)")
    #expect(report.status == .interrupted)
    #expect(report.failures.isEmpty)
    #expect(try readme().contains("printed after"))
    #expect(try store.load()[chapter.number].cells == [cell.fingerprint])
  }

  @Test(
    "the reason of a crash has all its words, and names the signal where there are none",
    arguments: [
      (
        "echo 'x/y.swift:3: Precondition failed: why' >&2; kill -ILL $$", "precondition failed: why"
      ),
      ("echo 'x/y.swift:3: Assertion failed' >&2; kill -ILL $$", "assertion failed"),
      (
        "printf 'Fatal error: one\\ntwo\\n\\n*** Signal 4: Backtracing' >&2; kill -ILL $$",
        "one\ntwo"
      ),
      ("printf 'Fatal error: one\\nCurrent stack trace:\\n0 x\\n' >&2; kill -ILL $$", "one"),
      (
        "echo 'Fatal error' >&2; kill -ILL $$",
        "a trap, as for an index out of range or an overflow (signal 4)"
      ),
      (
        "printf \"terminate called after throwing an instance of 'x'\\n  what():  bad\\n\" >&2; kill -SEGV $$",
        "bad"
      ),
      ("kill -TERM $$", "it was ended from outside (signal 15)"),
    ])
  func reasons(ending: String, words: String) throws {
    let report = try run(ending)
    #expect(report.failures.map(\.message) == ["the program stopped: " + words])
  }

  @Test("a cell that runs longer than the limit is ended with that reason")
  func timeLimit() throws {
    let start = ContinuousClock.now
    let report = try run("exec sleep 60", timeLimit: 1)
    #expect(report.status == .failed)
    #expect(report.failures.first?.message.contains("longer than 1 s") == true)
    #expect(ContinuousClock.now - start < .seconds(30))
  }

  @Test("the limit is each cell's own")
  func timeLimitOfCells() throws {
    let other = try #require(runs.dropFirst().first)
    let report = try run(
      """
      sleep 0.7; \(ended(cell)); sleep 0.7
      printf '\\036{"cellBegan":{"index":\(other.index)}}\\n'
      sleep 0.7; \(ended(other)); sleep 0.7
      printf '\\036{"finished":{}}\\n'
      """, timeLimit: 1)
    #expect(!report.failures.contains { $0.cell == cell.name || $0.cell == other.name })
    #expect(try store.load()[chapter.number].cells.count == 2)
  }

  private var runs: [Cell] {
    get throws {
      try Lesson(
        text: String(contentsOf: course.root.appendingPathComponent(chapter.file), encoding: .utf8),
        file: chapter.file
      ).cells.filter(\.kind.takesPart)
    }
  }

  private func ended(_ cell: Cell) -> String {
    "printf '\\036{\"cellEnded\":{\"index\":\(cell.index),\"seconds\":1}}\\n'"
  }

  @Test("what a cell has done is kept as soon as it has ended")
  func keptAtOnce() throws {
    let file = store.folder.appendingPathComponent("course.json").path
    let seen = desk.folder.appendingPathComponent("seen")
    _ = try run("\(ended(cell)); sleep 0.5; cp '\(file)' '\(seen.path)'; exit 1")
    let state = try JSONDecoder().decode(CourseState.self, from: Data(contentsOf: seen))
    #expect(state[chapter.number].cells == [cell.fingerprint])
  }

  @Test("a state that cannot be kept is told before anything runs")
  func probedState() throws {
    try Data().write(to: store.folder)
    let mark = desk.folder.appendingPathComponent("ran").path
    #expect(throws: StateError.unwritable(store.folder.path)) { try run("touch '\(mark)'") }
    #expect(!FileManager.default.fileExists(atPath: mark))
    #expect(
      !FileManager.default.fileExists(atPath: desk.folder.appendingPathComponent("reports").path))
  }

  @Test("a report that a killed run had moved aside comes back, other leftovers go")
  func leftovers() throws {
    _ = try run("echo first; exit 1")
    let reports = desk.folder.appendingPathComponent("reports")
    let place = reports.appendingPathComponent("chapter-\(chapter.number)")
    let left = reports.appendingPathComponent(".chapter-\(chapter.number).partial-abcdef")
    let old = left.appendingPathComponent("old")
    try FileManager.default.createDirectory(at: left, withIntermediateDirectories: true)
    try FileManager.default.moveItem(at: place, to: old)
    var settings = ChapterSettings()
    settings.output = reports.path
    #expect(throws: (any Error).self) {
      try ChapterSession(
        course: course, chapter: chapter, settings: settings, display: .none, store: store,
        executable: desk.folder.appendingPathComponent("no-such-program")
      ).run()
    }
    #expect(try readme().contains("first"))
    let names = try FileManager.default.contentsOfDirectory(atPath: reports.path)
    #expect(names == [place.lastPathComponent])
    // Beside a report, what was moved aside is a leftover like any other.
    try FileManager.default.createDirectory(at: old, withIntermediateDirectories: true)
    _ = try run("echo second; exit 1")
    #expect(try readme().contains("second"))
    #expect(!FileManager.default.fileExists(atPath: left.path))
  }

  @Test("a report is there at every moment in which a new one takes its place")
  func neverAbsent() throws {
    _ = try run("exit 1")
    let path = desk.folder.appendingPathComponent("reports/chapter-\(chapter.number)/README.md")
      .path
    let look = Look(path)
    Thread.detachNewThread { look.lookAgainAndAgain() }
    for _ in 1...12 { _ = try run("exit 1") }
    let (looks, misses) = look.end()
    #expect(looks > 1000)
    #expect(misses == 0)
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

/// Looks whether a file is there, again and again, on a thread of its own.
private final class Look: @unchecked Sendable {
  private let path: String
  private let lock = NSLock()
  private var looks = 0
  private var misses = 0
  private var isOver = false

  init(_ path: String) {
    self.path = path
  }

  func lookAgainAndAgain() {
    while !lock.withLock({ isOver }) {
      let isThere = access(path, F_OK) == 0
      lock.withLock {
        looks += 1
        if !isThere { misses += 1 }
      }
    }
  }

  func end() -> (looks: Int, misses: Int) {
    lock.withLock {
      isOver = true
      return (looks, misses)
    }
  }
}
