#if os(Linux)  // pseudo-terminals are opened by Linux's own calls
  import Foundation
  import Lessons
  import TestSupport
  import Testing

  @Suite(
    "Questions and signals on a terminal",
    .enabled(if: Program.isBuilt, "the program is not beside the tests"), .serialized)
  struct QuestionTests {
    private let desk: Desk

    init() throws {
      desk = try Desk()
    }

    private let page = "workspace/01-mother-wavelet.md"

    /// A page with an answer on it, and what was noted about it.
    private func answered() throws -> (page: String, state: CourseState) {
      _ = try Program.run(["check", "1"], in: desk.folder)
      let text = try desk.text(page).replacing(
        "let scale: Double = ___", with: "let scale: Double = 3.25")
      try Data(text.utf8).write(to: desk.folder.appendingPathComponent(page))
      _ = try Program.run(["skip", "1", "ramp"], in: desk.folder)
      let state = try store.load()
      #expect(text.contains("3.25") && state[1].exercises["ramp"]?.status == .skipped)
      return (text, state)
    }

    private var store: StateStore {
      StateStore(folder: desk.folder.appendingPathComponent("logs/state/wkd-learn").path)
    }

    @Test(
      "every answer to `reset --all` but yes changes nothing, and the terminal is as before",
      arguments: ["\n", "q\n", "n\n", "\u{04}", "yesno\n", "SIGINT", "SIGTERM", "SIGHUP"])
    func reset(key: String) throws {
      let before = try answered()
      let session = try TerminalSession(["reset", "--all"], in: desk.folder)
      #expect(session.wait(for: "[y/N] "))
      let signals = ["SIGINT": SIGINT, "SIGTERM": SIGTERM, "SIGHUP": SIGHUP]
      if let signal = signals[key] {
        session.send(signal)
        #expect(session.status == -signal)
      } else {
        session.type(key)
        #expect(session.wait(for: "nothing has changed"))
        #expect(session.status == 1)
      }
      #expect(session.showsKeys)
      #expect(try desk.text(page) == before.page)
      #expect(try store.load() == before.state)
      #expect(try desk.files.filter { $0.contains("before-reset") }.isEmpty)
    }

    @Test("yes restores every exercise and keeps the page as it was")
    func yes() throws {
      let before = try answered()
      let session = try TerminalSession(["reset", "--all"], in: desk.folder)
      #expect(session.wait(for: "[y/N] "))
      session.type("y\n")
      #expect(session.wait(for: "the exercises of chapter 1 are as they were"))
      #expect(session.status == 0)
      #expect(try desk.text(page + ".before-reset") == before.page)
      #expect(try desk.text(page).contains("let scale: Double = ___"))
      #expect(try store.load()[1].exercises.isEmpty)
    }

    @Test(
      "a straight run that a signal ends has the status of that signal",
      arguments: [SIGINT, SIGTERM, SIGHUP])
    func status(signal: Int32) throws {
      let session = try TerminalSession(["chapter", "5", "--no-step"], in: desk.folder)
      #expect(session.wait(for: "[2/"))
      session.send(signal)
      if signal == SIGINT {
        Thread.sleep(forTimeInterval: 0.2)
        session.send(signal)
      }
      #expect(session.status == 128 + signal)
      #expect(session.showsKeys)
    }

    @Test("doctor fits a window of 40 columns, but for words that are longer")
    func doctor() throws {
      let session = try TerminalSession(["doctor"], in: desk.folder, columns: 40)
      _ = session.status
      let lines = session.screen.split(whereSeparator: \.isNewline)
      #expect(lines.count > 8)
      for line in lines {
        let words = line.drop { $0 == " " }.split(separator: " ")
        #expect(line.count <= 40 || words.count <= 2, "\(line)")
      }
    }
  }
#endif
