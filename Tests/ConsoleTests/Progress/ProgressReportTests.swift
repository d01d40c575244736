import Console
import Foundation
import Testing

/// A clock that a test sets, and what was written.
private final class Stage {
  var time = 0.0
  var written: [String] = []

  func progress(_ style: ProgressReport.Style, total: Int = 100) -> ProgressReport {
    ProgressReport(
      "training", total: total, style: style, now: { self.time }, write: { self.written.append($0) }
    )
  }
}

@Suite("Progress")
struct ProgressTests {
  private let stage = Stage()

  @Test("a bar shows step, rate, time left and note on one line")
  func bar() {
    let progress = stage.progress(.bar(width: 79))
    stage.time = 10
    progress.advance(to: 50, note: "loss 0.5")
    #expect(
      stage.written == [
        "\rtraining [##########..........]  50/100  5.0/s  10 s left  loss 0.5\u{1B}[K"
      ])
  }

  @Test("steps of different lengths are told by their share of the work, with no rate")
  func share() {
    let progress = stage.progress(.bar(width: 79), total: 4)
    progress.advance(to: 0, share: 0, note: "a.png")
    stage.time = 30
    progress.advance(to: 1, share: 0.75, note: "b.png")
    #expect(
      stage.written == [
        "\rtraining [....................]  0/4  a.png\u{1B}[K",
        "\rtraining [###############.....]  1/4  10 s left  b.png\u{1B}[K",
      ])
  }

  @Test("a bar is erased at the last step, once")
  func erased() {
    let progress = stage.progress(.bar(width: 79))
    stage.time = 1
    progress.advance(to: 1)
    progress.advance(to: 100)
    progress.finish()
    #expect(stage.written.dropFirst() == ["\r\u{1B}[K"])
  }

  @Test("a bar that goes out of scope is erased")
  func scope() {
    do {
      let progress = stage.progress(.bar(width: 79))
      stage.time = 1
      progress.advance(to: 1)
    }
    #expect(stage.written.last == "\r\u{1B}[K")
  }

  @Test("a bar is drawn at most ten times a second")
  func rate() {
    let progress = stage.progress(.bar(width: 79), total: 1000)
    for step in 1...100 {
      stage.time = Double(step) / 100  // one second in all
      progress.advance(to: step)
    }
    #expect((9...11).contains(stage.written.count))
  }

  @Test("a long note does not break the line")
  func longNote() {
    let progress = stage.progress(.bar(width: 79))
    stage.time = 1
    progress.advance(to: 1, note: String(repeating: "x", count: 200))
    #expect(stage.written.first?.count == 1 + 79 + "\u{1B}[K".count)
  }

  @Test("lines say nothing for work under ten seconds")
  func shortWork() {
    let progress = stage.progress(.lines)
    for step in 1...100 {
      stage.time = Double(step) * 0.099
      progress.advance(to: step)
    }
    progress.finish()
    #expect(stage.written.isEmpty)
  }

  @Test("lines come every ten seconds")
  func lines() {
    let progress = stage.progress(.lines)
    for second in 1...25 {
      stage.time = Double(second)
      progress.advance(to: second, note: "loss 1")
    }
    #expect(
      stage.written == [
        "training: 10/100, 1.0/s, 1 min 30 s left, loss 1\n",
        "training: 20/100, 1.0/s, 1 min 20 s left, loss 1\n",
      ])
  }

  @Test(
    "slow work and long waits read as people say them",
    arguments: [
      (20.0, 2, "10.0 s each, 16 min 20 s left"), (7200.0, 50, "144.0 s each, 2 h 00 min"),
    ])
  func slow(time: Double, step: Int, words: String) {
    let progress = stage.progress(.lines)
    stage.time = time
    progress.advance(to: step)
    #expect(stage.written.first?.contains(words) == true)
  }

  @Test("a loss is shown as a number and as a curve over the steps so far")
  func loss() {
    let progress = stage.progress(.bar(width: 100), total: 8)
    for step in 1...4 {
      stage.time = Double(step)
      progress.advance(to: step, loss: Double(8 - step))
    }
    #expect(stage.written.last?.contains("loss 4.000 █▆▃▁") == true)
    stage.time = 5
    progress.advance(to: 5, loss: .nan)
    #expect(stage.written.last?.contains("loss nan █▆▃▁") == true)
  }

  @Test("pictures are counted, not steps, and a narrow terminal keeps the facts")
  func images() {
    for (width, bar) in [(79, "[#####"), (60, "[##"), (45, "training 25/100")] {
      let stage = Stage()
      let progress = ProgressReport(
        "training", total: 100, images: 8, style: .bar(width: width), now: { stage.time },
        write: { stage.written.append($0) })
      stage.time = 10
      progress.advance(to: 25)
      #expect(stage.written.first?.contains(bar) == true)
      #expect(stage.written.first?.contains("20.0 images/s  30 s left") == true)
      #expect((stage.written.first?.count ?? 0) <= width + 1 + "\u{1B}[K".count)
    }
  }

  #if os(Linux)  // pseudo-terminals are opened by Linux's own calls
    @Test("a bar is as wide as the window of its terminal at the time")
    func resized() throws {
      let terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY)
      defer { close(terminal) }
      var number: Int32 = 0
      let (unlock, askForNumber) = (UInt(0x4004_5431), UInt(0x8004_5430))  // TIOCSPTLCK, TIOCGPTN
      try #require(
        ioctl(terminal, unlock, &number) == 0 && ioctl(terminal, askForNumber, &number) == 0)
      let progress = stage.progress(.bar(width: 79, terminal: "/dev/pts/\(number)"))
      for (step, columns) in [80, 40, 24, 300].enumerated() {
        var size = winsize(ws_row: 40, ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        try #require(ioctl(terminal, UInt(TIOCSWINSZ), &size) == 0)
        stage.time += 1
        progress.advance(to: step + 1, note: String(repeating: "n", count: 200))
        let line = try #require(stage.written.last).dropFirst().dropLast("\u{1B}[K".count)
        #expect(line.count == min(columns, 120) - 1)
      }
    }
  #endif

  @Test("work of no steps is no division by zero")
  func nothing() {
    let progress = stage.progress(.lines, total: 0)
    stage.time = 20
    progress.advance(to: 0)
    #expect(stage.written == ["training: 0/0\n"])
  }
}
