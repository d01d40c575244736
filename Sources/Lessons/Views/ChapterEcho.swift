import Console
import Foundation
import Literate
import Markup

/// Shows a running chapter on the terminal, in plain lines.
final class ChapterEcho: ChapterView {
  private let lesson: Lesson
  private let report: String?
  /// Draws a figure of the report between the lines; gives nil where that is impossible.
  private let picture: (String) -> String?
  private let runCells: [Int]
  private var numbering: Numbering
  private var printed: TerminalOutput
  private let screen: Screen
  private var isAtLineStart = true
  /// Those of the cell that runs.
  private var failedChecks: [CheckRecord] = []
  let showsPreviews: Bool

  /// Shows a chapter whose figures are in a folder for now, and in the end in `report`; without it the
  /// reader opens them by a key.
  init(
    lesson: Lesson, report: String?, figures: URL, screen: Screen
  ) {
    // Asked anew for each, because the window may have another width by then.
    picture = { screen.pictures?.text(of: figures.appendingPathComponent($0)) }
    showsPreviews = screen.pictures?.showsPixels ?? false
    self.screen = screen
    printed = TerminalOutput(style: screen.style)
    numbering = Numbering(lesson)
    self.lesson = lesson
    self.report = report
    self.runCells = lesson.cells.filter { $0.kind.takesPart }.map(\.index)
  }

  private var style: TerminalStyle { screen.style }

  func begin() {
    line(style.bold("Chapter \(lesson.number): \(lesson.title)"))
  }

  /// Numbers what a cell made, shown or not.
  func note(_ item: EventReader.Item) {
    switch item {
    case .event(.started): numbering.forgetRun()
    case .event(.figure(let figure)): numbering.add(.figure(figure))
    case .event(.table(let table)): numbering.add(.table(table))
    case .event(.markdown(let text)): numbering.add(.markdown(text))
    default: break
    }
  }

  func show(_ item: EventReader.Item) {
    note(item)
    switch item {
    case .output(let text): output(printed.add(text))
    case .event(let event):
      output(printed.finish())
      show(event.printable)
    case .truncated: break
    }
  }

  private func show(_ event: CellEvent) {
    switch event {
    case .cellBegan(let index):
      failedChecks = []
      let position = (runCells.firstIndex(of: index) ?? 0) + 1
      let cell = lesson.cells[index]
      let name = cell.label.map { "\($0), " } ?? ""
      let head = "[\(position)/\(runCells.count)] \(name)\(lesson.file):\(cell.line)"
      line("\n" + style.bold(head))
    case .check(let check):
      if !check.passed { failedChecks.append(check) }
      let verdict = check.passed ? style.good("PASS") : style.bad("FAIL")
      line(wrapped("\(verdict) \(check.name): \(check.found)\(check.wish)"))
    case .figure(let figure):
      let drawn = picture(figure.path)
      line(
        (drawn ?? wrapped(figure.alt) + "\n")
          + wrapped(
            text(numbering.caption(of: figure))
              + (report.map { "\nfigure: \($0)/\(figure.path)" } ?? " (f opens it)")))
    case .table(let table):
      line(
        text(numbering.caption(of: table)) + "\n\n"
          + text(Prose(markdownTable(columns: table.columns, rows: table.rows))) + "\n")
    case .markdown(let markdown):
      line(text(Prose(markdown)))
    case .cached(let name, let seconds):
      let time = ProgressReport.duration(seconds)
      line("cached: \(name) took \(time) in an earlier run; --fresh computes it anew")
    case .preview(let path, let caption):
      if let drawn = picture(path) { line(drawn + caption) }
    case .failed(let index, let at, let message):
      let place = "\(lesson.file):\(at ?? lesson.cells[index].line)"
      // Failed checks have been shown one by one.
      let words = message == failedChecks.failure ? "a check does not hold" : message
      line(wrapped("\(style.bad("failed")) at \(place): \(words)"))
    case .started, .cellWaits, .value, .cellEnded, .finished:
      break
    }
  }

  /// A text of the page with numbers for what has been made.
  func text(_ prose: Prose) -> String {
    TerminalText.render(numbering.numberedEarly(prose), style: style)
  }

  /// The name of an exercise on the page, such as `Exercise 3.1`.
  func title(of exercise: Cell) -> String { numbering.title(of: exercise) }

  private func wrapped(_ text: String) -> String {
    TerminalText.wrapped(text, width: style.width)
  }

  private func output(_ text: String) {
    guard !text.isEmpty else { return }
    screen.say(text)
    isAtLineStart = text.hasSuffix("\n")
  }

  private func line(_ text: String) {
    screen.say((isAtLineStart ? "" : "\n") + text + "\n")
    isAtLineStart = true
  }
}
