#if os(Linux)  // pseudo-terminals are opened by Linux's own calls
  import Foundation
  import Lessons
  import Literate
  import TestSupport
  import Testing

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
      let first = try TerminalSession(["chapter", "1", "--preset", "smoke"], in: desk.folder)
      #expect(first.wait(for: "[1/35] two-signals"))
      #expect(!first.screen.contains("PASS"))
      first.type("\n")
      #expect(first.wait(for: "PASS peaks at 10 and 30 Hz, rising"))
      #expect(first.wait(for: "[2/35] spectra-figure"))
      first.type("?")
      #expect(first.wait(for: "the next hint of an exercise"))
      first.type("q")
      #expect(first.wait(for: "your place is kept"))
      #expect(first.status == 0)
      #expect(!first.screen.contains("\u{1B}[2J"), "the screen is never cleared")

      let second = try TerminalSession(["next", "--preset", "smoke"], in: desk.folder)
      #expect(second.wait(for: "Going on at spectra-figure"))
      #expect(second.wait(for: "[2/35] spectra-figure"))
      #expect(!second.screen.contains("PASS peaks"))
      second.type("b")
      #expect(second.wait(for: "PASS peaks at 10 and 30 Hz, rising"))
      #expect(second.wait(for: "[2/35] spectra-figure"))
      second.type("q")
      #expect(second.status == 0)
    }

    @Test("next goes on with the options of the walk that was left, chapter 5's own ones too")
    func optionsAreKept() throws {
      let first = try TerminalSession(
        ["chapter", "5", "--preset", "smoke", "--steps", "3", "--size", "40", "--seed", "7"],
        in: desk.folder)
      #expect(first.wait(for: "[1/"))
      first.type("q")
      #expect(first.wait(for: "your place is kept"))
      #expect(first.status == 0)

      let second = try TerminalSession(["next"], in: desk.folder)
      #expect(second.wait(for: "[1/"))
      second.type("q")
      #expect(second.status == 0)
      let page = try desk.text("reports/chapter-5/README.md")
      for fact in ["--size 40 --steps 3", "| 7 |", "| smoke |"] {
        #expect(page.contains(fact), "\(page.suffix(600))")
      }

      let third = try TerminalSession(["next", "--seed", "8"], in: desk.folder)
      #expect(third.wait(for: "[1/"))
      third.type("q")
      #expect(third.status == 0)
      let other = try desk.text("reports/chapter-5/README.md")
      #expect(other.contains("--size 40 --steps 3") && other.contains("| 8 |"))
    }

    @Test("a walk that was left at an exercise goes on at that exercise")
    func resumeAtExercise() throws {
      let first = try TerminalSession(["chapter", "1", "--preset", "smoke"], in: desk.folder)
      for number in 1...35 {
        #expect(first.wait(for: "[\(number)/35]"))
        first.type("\n")
      }
      #expect(first.wait(for: "save, then Enter checks"))
      first.type("s")
      #expect(first.wait(for: "save, then Enter checks"))
      first.type("q")
      #expect(first.wait(for: "your place is kept"))
      #expect(first.status == 0)

      let second = try TerminalSession(["next", "--preset", "smoke"], in: desk.folder)
      #expect(second.wait(for: "Going on at"))
      #expect(second.wait(for: "save, then Enter checks"))
      #expect(!second.screen.contains("35]"), "no cell is shown again")
      #expect(!second.screen.contains("Chapter 1 ·"))
      second.type("q")
      #expect(second.status == 0)
    }

    @Test("a folded cell is one line, and c opens it")
    func folded() throws {
      let lesson = try Course.chapter(1).currentPage(in: Course.locate())
      let cells = lesson.cells.filter(\.kind.takesPart)
      let folded = cells.firstIndex { $0.isFolded }
      let number = try #require(folded, "chapter 1 has a folded cell")
      let cell = cells[number]
      // Of lines that stand in other cells too, none tells this one.
      let others = cells[..<number].map(\.code).joined()
      let lines = cell.code.split(separator: "\n").filter { $0.count < 70 && !others.contains($0) }
      let code = try #require(lines.max { $0.count < $1.count }).trimmingPrefix { $0 == " " }
      let walk = try TerminalSession(["chapter", "1", "--preset", "smoke"], in: desk.folder)
      for earlier in 1..<number + 1 {
        #expect(walk.wait(for: "[\(earlier)/\(cells.count)]"))
        walk.type("\n")
      }
      #expect(walk.wait(for: "The code that draws, "))
      #expect(walk.wait(for: "; c shows it"))
      #expect(walk.wait(for: "[\(number + 1)/\(cells.count)] \(cell.name)"))
      #expect(!walk.screen.contains(code))
      walk.type("c")
      #expect(walk.wait(for: String(code)))
      #expect(walk.wait(for: "[\(number + 1)/\(cells.count)] \(cell.name)"))
      walk.type("q")
      #expect(walk.status == 0)
    }

    private var store: StateStore {
      StateStore(folder: desk.folder.appendingPathComponent("logs/state/wkd-learn").path)
    }

    /// What lies in the folder of the reports.
    private func reports() throws -> [String] {
      try FileManager.default.contentsOfDirectory(
        atPath: desk.folder.appendingPathComponent("reports").path
      ).sorted()
    }

    @Test(
      "a signal at the prompt of an exercise ends the walk as q does, the terminal is as before")
    func signals() throws {
      let walk = try TerminalSession(["chapter", "1", "--preset", "smoke"], in: desk.folder)
      for number in 1...35 {
        #expect(walk.wait(for: "[\(number)/35]"))
        walk.type("\n")
      }
      #expect(walk.wait(for: "save, then Enter checks"))
      #expect(!walk.showsKeys)
      walk.send(SIGINT)
      #expect(walk.wait(for: "your place is kept"))
      #expect(walk.status == 0)
      #expect(walk.showsKeys)
      for signal in [SIGTERM, SIGHUP, SIGQUIT] {
        let later = try TerminalSession(["next"], in: desk.folder)
        #expect(later.wait(for: "Going on at peak-scale"))
        #expect(later.wait(for: "save, then Enter checks"))
        later.send(signal)
        #expect(later.wait(for: "your place is kept"))
        #expect(later.status == 0 && later.showsKeys)
        #expect(!later.screen.contains("finishing this cell"), "none runs")
        let state = try store.load()
        #expect(state.paused == 1 && state[1].status == .paused && state[1].cells.count == 35)
        #expect(try reports() == ["chapter-1"])
      }
    }

    @Test("a signal at the prompt of a cell keeps the place, and no cell is said to be finishing")
    func signalAtCell() throws {
      let walk = try TerminalSession(["chapter", "2", "--preset", "smoke"], in: desk.folder)
      #expect(walk.wait(for: "[1/"))
      walk.type("\n")
      #expect(walk.wait(for: "[2/"))
      walk.send(SIGINT)
      #expect(walk.wait(for: "your place is kept"))
      #expect(walk.status == 0)
      #expect(!walk.screen.contains("finishing this cell"))
      let later = try TerminalSession(["next"], in: desk.folder)
      #expect(later.wait(for: "Chapter 2") || later.wait(for: "[2/"))
    }

    @Test("a killed walk loses no cell that ended, and its folder goes with the next run")
    func killed() throws {
      let walk = try TerminalSession(["chapter", "1", "--preset", "smoke"], in: desk.folder)
      for number in 1...3 {
        #expect(walk.wait(for: "[\(number)/35]"))
        if number < 3 { walk.type("\n") }
      }
      walk.send(SIGKILL)
      #expect(walk.status == -SIGKILL)
      let state = try store.load()
      #expect(state.paused == 1 && state[1].cells.count == 2)
      #expect(try reports().count == 1)
      let later = try TerminalSession(["next"], in: desk.folder)
      #expect(later.wait(for: "Going on at hat"))
      #expect(later.wait(for: "[3/35]"))
      later.type("q")
      #expect(later.status == 0)
      #expect(try reports() == ["chapter-1"])
    }

    @Test("runs that nobody walks leave the place and the standing of a walk alone")
    func straightRuns() throws {
      let walk = try TerminalSession(["chapter", "1", "--preset", "smoke"], in: desk.folder)
      #expect(walk.wait(for: "[1/35]"))
      walk.type("\n")
      #expect(walk.wait(for: "[2/35]"))
      walk.type("q")
      #expect(walk.status == 0)
      let before = try store.load()
      for arguments in [
        ["chapter", "1", "--no-step"], ["export", "--ipynb", "1", "one.ipynb"],
        ["chapter", "2", "--json"],
      ] {
        let answer = try Program.run(arguments + ["--preset", "smoke"], in: desk.folder)
        #expect(answer.status == 0, "\(answer.errors)")
        let after = try store.load()
        #expect(after[1] == before[1] && after.paused == before.paused)
      }
      #expect(try store.load()[2].status == .passed)
    }

    /// A walk within the cell of chapter 5 that trains, which takes minutes on any machine.
    private func training() throws -> TerminalSession {
      let walk = try TerminalSession(["chapter", "5"], in: desk.folder)
      for number in 1...17 {
        #expect(walk.wait(for: "[\(number)/36]"))
        walk.type("\n")
      }
      Thread.sleep(forTimeInterval: 0.5)
      return walk
    }

    @Test("a cell is stopped with the walk, ended by a second Ctrl-C, and kept as the place")
    func runningCell() throws {
      let walk = try training()
      let child = try #require(walk.children.first)
      walk.send(SIGTSTP)
      #expect(walk.waits { $0.isStopped && TerminalSession.isStopped(child) })
      #expect(walk.showsKeys, "the shell has its terminal back")
      walk.send(SIGCONT)
      #expect(walk.waits { !$0.isStopped && !TerminalSession.isStopped(child) && !$0.showsKeys })
      walk.send(SIGINT)
      #expect(walk.wait(for: "finishing this cell"))
      walk.send(SIGINT)
      #expect(walk.wait(for: "goes on at training"))
      #expect(walk.status == 130)
      let state = try store.load()
      #expect(state.paused == 5 && state[5].status == .paused && state[5].cells.count == 16)
    }

    @Test("the process that computes ends with a walk that was killed")
    func orphan() throws {
      let walk = try training()
      let child = try #require(walk.children.first)
      walk.send(SIGKILL)
      #expect(walk.status == -SIGKILL)
      #expect(walk.waits { _ in kill(child, 0) != 0 })
    }

    @Test("after Ctrl-Z and fg the prompt is there again, and keys are taken unseen")
    func jobControl() throws {
      let walk = try TerminalSession(["chapter", "1", "--preset", "smoke"], in: desk.folder)
      #expect(walk.wait(for: "[1/35]"))
      walk.send(SIGTSTP)
      #expect(walk.waits { $0.isStopped && $0.showsKeys })
      walk.send(SIGCONT)
      #expect(walk.wait(for: "[1/35]"))
      #expect(!walk.showsKeys)
      walk.type("q")
      #expect(walk.status == 0)
      #expect(walk.showsKeys)
    }

    @Test(
      "only Enter and space run a cell; arrows and controls do nothing, capitals count as letters")
    func keys() throws {
      let walk = try TerminalSession(["chapter", "1", "--preset", "smoke"], in: desk.folder)
      #expect(walk.wait(for: "[1/35]"))
      for key in ["\u{C}", "\u{B}", "\u{1B}[A", "\u{1B}OP", "\u{1B}", "\t", "\u{85}", "\u{7F}"] {
        walk.type(key)
        #expect(walk.wait(for: "[1/35]"), "\(key.debugDescription)")
      }
      #expect(!walk.screen.contains("there is no key"))
      walk.type("x")
      #expect(walk.wait(for: "there is no key `x`"))
      #expect(walk.wait(for: "[1/35]"))
      #expect(!walk.screen.contains("PASS"))
      walk.type("\r")
      walk.type("xq\n\n")  // while the cell runs: seen by nobody, and no answer to the next prompt
      #expect(walk.wait(for: "[2/35]"))
      Thread.sleep(forTimeInterval: 1)
      walk.type("L")
      #expect(walk.wait(for: "-> spectra-figure"))
      #expect(walk.wait(for: "[2/35]"))
      #expect(!walk.screen.contains("xq"))
      walk.type("\u{4}")
      #expect(walk.wait(for: "your place is kept"))
      #expect(walk.status == 0)
    }

    @Test("text and figures follow the width of the window, and questions fit in one line")
    func width() throws {
      let walk = try TerminalSession(
        ["chapter", "1", "--preset", "smoke", "--images", "symbols"], in: desk.folder,
        columns: 100)
      #expect(walk.wait(for: "[1/35] two-signals: Enter runs it, ? keys"))
      walk.columns = 40
      walk.type("\n")
      #expect(walk.wait(for: "PASS peaks at 10 and 30 Hz, falling"))
      #expect(walk.wait(for: "[2/35] spectra"))
      walk.type("\n")
      #expect(walk.wait(for: "[3/35] hat: Enter runs it, ? keys"))
      walk.type("?")
      #expect(walk.wait(for: "these keys"))
      let shown = walk.screen.replacing(/\u{1B}\[[0-9;?]*[A-Za-z]/, with: "")
      let start = try #require(shown.firstRange(of: "\u{2594}") ?? shown.firstRange(of: "\u{2588}"))
      let lines = shown[start.lowerBound...].split(whereSeparator: \.isNewline)
      let wide = lines.filter { $0.count > 40 && !$0.hasPrefix("  ") }
      #expect(wide.isEmpty, "\(wide)")
      walk.type("q")
      #expect(walk.wait(for: "your place is kept"))
      #expect(walk.status == 0)
    }

    @Test(
      "at an exercise b shows the cell before, l lists, r runs again, and h ends with the solution")
    func exerciseKeys() throws {
      let walk = try TerminalSession(["chapter", "1", "--preset", "smoke"], in: desk.folder)
      for number in 1...35 {
        #expect(walk.wait(for: "[\(number)/35]"))
        walk.type("\n")
      }
      #expect(walk.wait(for: "save, then Enter checks"))
      walk.type("l")
      #expect(walk.wait(for: "-> peak-scale"))
      #expect(walk.wait(for: "save, then Enter checks"))
      walk.type("b")
      #expect(walk.wait(for: "[35/35]"))
      #expect(walk.wait(for: "save, then Enter checks"))
      for words in ["hint 1", "hint 2", "that was the last hint", "sqrt(5.0 / 2)"] {
        walk.type("h")
        #expect(walk.wait(for: words))
        #expect(walk.wait(for: "save, then Enter checks"))
      }
      #expect(!walk.screen.contains("helps"))
      walk.type("r")
      #expect(walk.wait(for: "[35/35]"))
      #expect(walk.wait(for: "Enter runs it"))
      walk.type("\n")
      #expect(walk.wait(for: "save, then Enter checks"))
      walk.type("s")
      #expect(walk.wait(for: "ramp: save, then Enter checks"))
      walk.send(SIGKILL)
      _ = walk.status
      let later = try TerminalSession(["next"], in: desk.folder)
      #expect(later.wait(for: "Going on at ramp"), "an exercise that is over is kept at once")
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
