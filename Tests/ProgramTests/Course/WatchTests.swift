import Foundation
import Lessons
import Literate
import TestSupport
import Testing

@Suite(
  "Watching a page", .enabled(if: Program.isBuilt, "the program is not beside the tests"),
  .serialized)
struct WatchTests {
  private let desk: Desk

  init() throws {
    desk = try Desk()
  }

  /// The program while it watches a reader's copy of a chapter.
  private final class Watch {
    private let desk: Desk
    private let process: Process
    private let file: URL

    init(chapter: Chapter, desk: Desk) throws {
      self.desk = desk
      let name = URL(fileURLWithPath: chapter.file).lastPathComponent
      file = desk.folder.appendingPathComponent("workspace/\(name)")
      process = try Program.start(["watch", "\(chapter.number)"], in: desk.folder)
    }

    deinit {
      if process.isRunning { process.terminate() }
    }

    var said: String { get throws { try desk.text("logs/out") } }

    func says(_ words: String) throws -> Bool {
      let deadline = Date(timeIntervalSinceNow: 60)
      while Date() < deadline {
        if try said.contains(words) { return true }
        Thread.sleep(forTimeInterval: 0.05)
      }
      return false
    }

    func save(_ edits: [(String, String)]) throws {
      var text = try String(contentsOf: file, encoding: .utf8)
      for (old, new) in edits {
        #expect(text.contains(old))
        text = text.replacingOccurrences(of: old, with: new)
      }
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
  }

  @Test("a changed cell runs again, and only what it says is shown")
  func changedCell() throws {
    let watch = try Watch(chapter: try Course.chapter(1), desk: desk)
    #expect(try watch.says("ramp, line"))
    try watch.save([("(tone(10, $0) + tone(30, $0)) / 2", "(tone(20, $0) + tone(30, $0)) / 2")])
    #expect(try watch.says("FAIL peaks at 10 and 30 Hz, together"))
    #expect(try watch.says("cells behind that were not run: 14"))
    #expect(try !watch.said.contains("mothers"))
    #expect(try desk.files.contains("workspace/chapter-1/figures/fourier.png"))
  }

  @Test("a compiler's error is told at the page's line, and nothing that was changed is forgotten")
  func compilerError() throws {
    let watch = try Watch(chapter: try Course.chapter(1), desk: desk)
    #expect(try watch.says("ramp, line"))
    try watch.save([("time.count / 2", "time.cout / 2"), ("let step = 0.001", "let step = 0.002")])
    #expect(try watch.says("has no member 'cout'"))
    try watch.save([("time.cout / 2", "time.count / 2")])
    #expect(try watch.says("] mothers"))
  }

  @Test(
    "the running cells of every chapter compile on a reader's page",
    arguments: Course.chapters.map(\.number))
  func everyChapter(number: Int) throws {
    let chapter = try Course.chapter(number)
    let lesson = try chapter.currentPage(in: try Course.locate())
    let first = try #require(lesson.cells.first { $0.kind == .run })
    let exercise = try #require(lesson.exercises.last)
    let watch = try Watch(chapter: chapter, desk: desk)
    #expect(try watch.says("\(exercise.name), line"))
    try watch.save([(first.code, "// edited\n" + first.code)])
    let behind = lesson.cells.count { $0.kind.takesPart && $0.index > first.index }
    #expect(try watch.says("cells behind that were not run: \(behind)"))
    #expect(try !watch.said.contains("failed at"))
  }
}
