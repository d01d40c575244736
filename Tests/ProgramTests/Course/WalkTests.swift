#if os(Linux)  // pseudo-terminals are opened by Linux's own calls
  import Foundation
  import Lessons
  import TestSupport
  import Testing

  /// The program on a terminal of its own, with keys typed by the test.
  private final class Session {
    private let process: Process
    private let terminal: Int32
    private(set) var screen = ""
    private var rest = ""

    init(_ arguments: [String], in folder: URL) throws {
      terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY)
      var number: Int32 = 0
      let (unlock, askForNumber) = (UInt(0x4004_5431), UInt(0x8004_5430))  // TIOCSPTLCK, TIOCGPTN
      let isOpen =
        terminal >= 0 && ioctl(terminal, unlock, &number) == 0
        && ioctl(terminal, askForNumber, &number) == 0
      try #require(isOpen)
      let other = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
      let end = FileHandle(fileDescriptor: other, closeOnDealloc: true)
      process = try Program.prepare(arguments, in: folder)
      process.environment?["TERM"] = "xterm-256color"
      process.environment?["NO_COLOR"] = "1"
      process.environment?["CI"] = nil
      process.standardInput = end
      process.standardOutput = end
      process.standardError = end
      try process.run()
      _ = fcntl(terminal, F_SETFL, O_NONBLOCK)
    }

    deinit {
      if process.isRunning { process.terminate() }
      close(terminal)
    }

    /// Waits until the screen shows some words behind those that were waited for before.
    func wait(for words: String) -> Bool {
      let deadline = Date(timeIntervalSinceNow: 60)
      while Date() < deadline {
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = read(terminal, &bytes, bytes.count)
        if count > 0 {
          let text = String(decoding: bytes.prefix(count), as: UTF8.self)
          screen += text
          rest += text
        }
        if let found = rest.firstRange(of: words) {
          rest.removeSubrange(..<found.upperBound)
          return true
        }
        if count <= 0 { Thread.sleep(forTimeInterval: 0.02) }
      }
      return false
    }

    func type(_ key: String) {
      _ = key.withCString { write(terminal, $0, strlen($0)) }
    }

    var status: Int32 {
      process.waitUntilExit()
      return process.terminationStatus
    }
  }

  @Suite(
    "The walk through a chapter",
    .enabled(if: Program.isBuilt, "the program is not beside the tests"), .serialized)
  struct WalkTests {
    private let desk: Desk

    init() throws {
      desk = try Desk()
    }

    @Test("cells wait for Enter; q keeps the place, and next goes on there")
    func quitAndResume() throws {
      let first = try Session(["chapter", "1", "--preset", "smoke"], in: desk.folder)
      #expect(first.wait(for: "[1/15] two-signals"))
      #expect(!first.screen.contains("PASS"))
      first.type("\n")
      #expect(first.wait(for: "PASS peaks at 10 and 30 Hz, together"))
      #expect(first.wait(for: "[2/15] mothers"))
      first.type("?")
      #expect(first.wait(for: "the next hint of an exercise"))
      first.type("q")
      #expect(first.wait(for: "your place is kept"))
      #expect(first.status == 0)
      #expect(!first.screen.contains("\u{1B}[2J"), "the screen is never cleared")

      let second = try Session(["next", "--preset", "smoke"], in: desk.folder)
      #expect(second.wait(for: "Going on at mothers"))
      #expect(second.wait(for: "[2/15] mothers"))
      #expect(!second.screen.contains("PASS peaks"))
      second.type("b")
      #expect(second.wait(for: "PASS peaks at 10 and 30 Hz, together"))
      #expect(second.wait(for: "[2/15] mothers"))
      second.type("q")
      #expect(second.status == 0)
    }

    @Test("next goes on with the options of the walk that was left, chapter 5's own ones too")
    func optionsAreKept() throws {
      let first = try Session(
        ["chapter", "5", "--preset", "smoke", "--steps", "3", "--size", "40", "--seed", "7"],
        in: desk.folder)
      #expect(first.wait(for: "[1/"))
      first.type("q")
      #expect(first.wait(for: "your place is kept"))
      #expect(first.status == 0)

      let second = try Session(["next"], in: desk.folder)
      #expect(second.wait(for: "[1/"))
      second.type("q")
      #expect(second.status == 0)
      let page = try desk.text("reports/chapter-5/README.md")
      for fact in ["--size 40 --steps 3", "| 7 |", "| smoke |"] {
        #expect(page.contains(fact), "\(page.suffix(600))")
      }

      let third = try Session(["next", "--seed", "8"], in: desk.folder)
      #expect(third.wait(for: "[1/"))
      third.type("q")
      #expect(third.status == 0)
      let other = try desk.text("reports/chapter-5/README.md")
      #expect(other.contains("--size 40 --steps 3") && other.contains("| 8 |"))
    }

    @Test("a walk that was left at an exercise goes on at that exercise")
    func resumeAtExercise() throws {
      let first = try Session(["chapter", "1", "--preset", "smoke"], in: desk.folder)
      for number in 1...15 {
        #expect(first.wait(for: "[\(number)/15]"))
        first.type("\n")
      }
      #expect(first.wait(for: "save, then Enter checks"))
      first.type("s")
      #expect(first.wait(for: "save, then Enter checks"))
      first.type("q")
      #expect(first.wait(for: "your place is kept"))
      #expect(first.status == 0)

      let second = try Session(["next", "--preset", "smoke"], in: desk.folder)
      #expect(second.wait(for: "Going on at"))
      #expect(second.wait(for: "save, then Enter checks"))
      #expect(!second.screen.contains("15]"), "no cell is shown again")
      #expect(!second.screen.contains("Chapter 1 ·"))
      second.type("q")
      #expect(second.status == 0)
    }

    @Test("without a terminal --step is refused, and a run goes straight through")
    func unattended() throws {
      let refused = try Program.run(["chapter", "1", "--step"], in: desk.folder)
      #expect(refused.status == 2)
      #expect(refused.errors.contains("terminal"))
      let straight = try Program.run(["chapter", "1", "--preset", "smoke"], in: desk.folder)
      #expect(straight.status == 0)
      #expect(!String(decoding: straight.output, as: UTF8.self).contains("\u{1B}"))
    }
  }
#endif
