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

    init(chapter: Chapter, desk: Desk, link: Bool = false) throws {
      self.desk = desk
      let name = URL(fileURLWithPath: chapter.file).lastPathComponent
      file = desk.folder.appendingPathComponent("workspace/\(name)")
      if link {
        _ = try Program.run(["watch", "\(chapter.number)", "--once"], in: desk.folder)
        let target = desk.folder.appendingPathComponent("notes.md")
        try FileManager.default.moveItem(at: file, to: target)
        try FileManager.default.createSymbolicLink(at: file, withDestinationURL: target)
      }
      process = try Program.start(["watch", "\(chapter.number)"], in: desk.folder)
    }

    var isRunning: Bool { process.isRunning }

    func interrupt() { kill(process.processIdentifier, SIGINT) }

    func remove() throws { try FileManager.default.removeItem(at: file) }

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
      try Data(text.utf8).write(to: file.resolvingSymlinksInPath(), options: .atomic)
    }

    /// Whether the program ends within some seconds.
    func ends() -> Bool {
      let deadline = Date(timeIntervalSinceNow: 10)
      while process.isRunning, Date() < deadline { Thread.sleep(forTimeInterval: 0.02) }
      return !process.isRunning
    }
  }

  @Test("a changed cell runs again, and only what it says is shown")
  func changedCell() throws {
    let watch = try Watch(chapter: try Course.chapter(1), desk: desk)
    #expect(try watch.says("ramp, line"))
    try watch.save([("tone($0 < half ? 10", "tone($0 < half ? 20")])
    #expect(try watch.says("FAIL peaks at 10 and 30 Hz, rising"))
    #expect(try watch.says("cells behind that were not run: 34"))
    #expect(try !watch.said.contains("mothers"))
  }

  @Test("a compiler's error is told at the page's line, and nothing that was changed is forgotten")
  func compilerError() throws {
    let watch = try Watch(chapter: try Course.chapter(1), desk: desk)
    #expect(try watch.says("ramp, line"))
    try watch.save([("time.count / 2", "time.cout / 2"), ("let step = 0.001", "let step = 0.002")])
    #expect(try watch.says("has no member 'cout'"))
    try watch.save([("time.cout / 2", "time.count / 2")])
    #expect(try watch.says("] mothers"))
    #expect(try desk.files.contains("workspace/chapter-1/figures/fourier.png"))
  }

  @Test("nothing that a page writes to its error stream or prints steers the terminal")
  func controls() throws {
    let watch = try Watch(chapter: try Course.chapter(1), desk: desk)
    #expect(try watch.says("ramp, line"))
    let sequence = "\\u{1B}]52;c;eA==\\u{07}"
    let lines = """
      let step = 0.001
      FileHandle.standardError.write(Data("\(sequence)told\\n".utf8))
      """
    try watch.save([
      ("let step = 0.001", lines),
      ("let scale: Double = ___", "let scale: Double = 3; print(\"\(sequence)said\")"),
    ])
    #expect(try watch.says("said"))
    #expect(try watch.says("cells behind that were not run"))
    #expect(try desk.text("logs/err").contains("�]52;c;eA==�told\n"))
    for name in ["out", "err"] { #expect(try !desk.text("logs/\(name)").contains("\u{1B}")) }
  }

  @Test("an error that a cell throws is told at the line that threw it")
  func thrownError() throws {
    let watch = try Watch(chapter: try Course.chapter(1), desk: desk)
    #expect(try watch.says("ramp, line"))
    let call = "let text = try String(contentsOfFile: \"/nowhere/a\", encoding: .utf8)"
    try watch.save([("let step = 0.001", "let step = 0.001\nfor _ in 0..<2 {\n  \(call)\n}")])
    #expect(try watch.says("/nowhere/a"))
    let name = "workspace/01-mother-wavelet.md"
    let lines = try desk.text(name).split(separator: "\n", omittingEmptySubsequences: false)
    let line = try #require(lines.firstIndex { $0.hasSuffix(call) }) + 1
    #expect(try watch.says("01-mother-wavelet.md:\(line): "), "line \(line)")
  }

  private static let loop = (
    "let step = 0.001", "print(\"begun\"); while true {}; let step = 0.001"
  )

  @Test("a save ends the run of the page before, and begins the new one")
  func saveWhileRunning() throws {
    let watch = try Watch(chapter: try Course.chapter(1), desk: desk)
    #expect(try watch.says("ramp, line"))
    try watch.save([Self.loop])
    #expect(try watch.says("begun"))
    try watch.save([("while true {}", "print(\"mended\")")])
    #expect(try watch.says("mended"))
    #expect(try watch.says("cells behind that were not run"))
    #expect(watch.isRunning)
  }

  @Test("a save ends the check of an exercise that does not end")
  func saveWhileChecking() throws {
    let watch = try Watch(chapter: try Course.chapter(1), desk: desk)
    #expect(try watch.says("ramp, line"))
    let blank = "let scale: Double = ___"
    let loop = "let scale: Double = { () -> Double in while true {} }()"
    try watch.save([(blank, loop)])
    Thread.sleep(forTimeInterval: 4)
    try watch.save([(loop, "let scale: Double = 3.25")])
    #expect(try watch.says("3.25 is not it"))
    #expect(try !watch.said.contains("longer than a minute"))
  }

  @Test("the first Ctrl-C ends what runs, the second one the watch")
  func interrupts() throws {
    let watch = try Watch(chapter: try Course.chapter(1), desk: desk)
    #expect(try watch.says("ramp, line"))
    try watch.save([Self.loop])
    #expect(try watch.says("begun"))
    watch.interrupt()
    #expect(try watch.says("stopped; save"))
    try watch.save([("while true {}", "print(\"mended\")")])
    #expect(try watch.says("mended"))
    #expect(try watch.says("cells behind that were not run"))
    Thread.sleep(forTimeInterval: 0.2)
    watch.interrupt()
    #expect(watch.ends())
  }

  @Test("a page that is a link is watched where it leads to")
  func link() throws {
    let watch = try Watch(chapter: try Course.chapter(1), desk: desk, link: true)
    #expect(try watch.says("ramp, line"))
    try watch.save([("let scale: Double = ___", "let scale: Double = 3.25")])
    #expect(try watch.says("3.25 is not it"))
  }

  @Test("a page that is gone is told once, and looked at again when it is back")
  func gone() throws {
    let watch = try Watch(chapter: try Course.chapter(1), desk: desk)
    #expect(try watch.says("ramp, line"))
    let text = try desk.text("workspace/01-mother-wavelet.md")
    try watch.remove()
    #expect(try watch.says("is gone"))
    Thread.sleep(forTimeInterval: 0.5)
    #expect(try watch.said.matches(of: /is gone/).count == 1)
    try Data(text.replacing("let scale: Double = ___", with: "let scale: Double = 3.25").utf8)
      .write(to: desk.folder.appendingPathComponent("workspace/01-mother-wavelet.md"))
    #expect(try watch.says("3.25 is not it"))
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
