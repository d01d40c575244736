import Console
import Console
import Foundation
import Literate
import Markup

/// Walks a reader through a chapter: prose, then one cell at a time, at the reader's pace.
///
/// Everything is printed below what was there, so that all of it can be scrolled back to.
final class ChapterWalk: ChapterView {
  private let lesson: Lesson
  private let desk: ExerciseDesk
  private let screen: Screen
  private let figures: URL
  private let echo: ChapterEcho
  private let runCells: [Cell]

  /// The block that is shown next.
  private var block = 0
  /// Cells before this one run without being shown.
  private var firstShown: Int
  private var isSilent = false
  private var lastFigure: URL?
  /// The cell before which the reader quit; nil where the walk came to its end.
  private(set) var stoppedBefore: Cell?

  /// Walks through a lesson, from the cell whose fingerprint is `start` on.
  ///
  /// Its figures are in the folder `figures` for now.
  init(
    lesson: Lesson, desk: ExerciseDesk, screen: Screen, figures: URL, start: String?
  ) {
    self.lesson = lesson
    self.desk = desk
    self.screen = screen
    self.figures = figures
    echo = ChapterEcho(lesson: lesson, report: nil, figures: figures, screen: screen)
    runCells = lesson.cells.filter(\.kind.takesPart)
    firstShown = lesson.cells.first { $0.fingerprint == start }?.index ?? 0
  }

  let isStepped = true
  var showsPreviews: Bool { echo.showsPreviews }

  func begin() {
    say("Enter goes on, ? shows the keys, q quits and keeps your place.\n")
    guard firstShown > 0 else { return }
    say("Going on at \(lesson.cells[firstShown].name); the cells before it run again, unseen.\n")
    let seen = lesson.cells[..<firstShown].last { $0.kind.takesPart || $0.kind == .exercise }
    block = lesson.firstBlock(after: seen?.index)
  }

  func show(_ item: EventReader.Item) {
    if case .event(.failed) = item { isSilent = false }
    if case .event(.figure(let figure)) = item {
      lastFigure = figures.appendingPathComponent(figure.path)
    }
    if isSilent { echo.note(item) } else { echo.show(item) }
  }

  func call(for index: Int, _ transcript: Transcript) -> CellCall {
    isSilent = index < firstShown
    if isSilent { return .run }
    while block < lesson.blocks.count {
      switch lesson.blocks[block] {
      case .prose(let prose, _):
        say(text(of: prose))
        block += 1
      case .cell(let cell) where cell.kind == .exercise:
        guard work(on: cell) else { return quit(before: index) }
        block += 1
      case .cell(let cell):
        show(cell)
        guard cell.kind.takesPart else {
          block += 1
          continue
        }
        if cell.index < index {  // shown again after a step back
          replay(transcript.results[cell.index], of: cell)
          block += 1
          continue
        }
        guard let call = ask(about: cell, transcript) else { continue }
        return call
      }
    }
    return .run
  }

  func end(_ transcript: Transcript) {
    guard stoppedBefore == nil, transcript.isFinished else { return }
    for rest in lesson.blocks.dropFirst(block) {
      switch rest {
      case .prose(let prose, _): say(text(of: prose))
      case .cell(let cell) where cell.kind == .exercise: if !work(on: cell) { return }
      case .cell(let cell): show(cell)
      }
    }
    block = lesson.blocks.count
  }

  /// Asks until the cell is to run or the walk to end; nil where blocks are to be shown anew.
  private func ask(about cell: Cell, _ transcript: Transcript) -> CellCall? {
    let position = (runCells.firstIndex { $0.index == cell.index } ?? 0) + 1
    while true {
      let key = screen.stepKey(
        "[\(position)/\(runCells.count)] \(cell.name): Enter runs it, ? keys")
      switch key {
      case .next:
        block += 1
        return .run
      case .skip:
        block += 1
        isSilent = true
        return .run
      case .back:
        let earlier = runCells.last { $0.index < cell.index }
        block = lesson.firstBlock(after: runCells.last { $0.index < earlier?.index ?? 0 }?.index)
        return nil
      case .rerun:
        firstShown = runCells.last { $0.index < cell.index }?.index ?? 0
        block = lesson.firstBlock(after: runCells.last { $0.index < firstShown }?.index)
        return .restart
      case .quit: return quit(before: cell.index)
      case .code: say(TerminalText.highlighted(cell.code, style: style) + "\n")
      case .figure: openLastFigure()
      case .list: list(at: cell, transcript)
      case .hint: say("hints belong to exercises; this cell only wants to be run\n")
      case .help: say(StepKey.listing)
      }
    }
  }

  /// Lets the reader solve an exercise or leave it; false where the walk is to end.
  private func work(on cell: Cell) -> Bool {
    let walk = ExerciseWalk(
      title: echo.title(of: cell), desk: desk, screen: screen, text: echo.text,
      lastFigure: lastFigure)
    if walk.work(on: cell) == .done { return true }
    stoppedBefore = cell
    return false
  }

  private func quit(before index: Int) -> CellCall {
    stoppedBefore = stoppedBefore ?? lesson.cells[index]
    return .quit
  }

  private func show(_ cell: Cell) {
    say("\n" + style.dim("\(lesson.file):\(cell.line)") + "\n")
    let shown = FoldedCode(cell.task)
    say(TerminalText.highlighted(shown.code, style: style) + "\n")
    if shown.isFolded { say(style.dim("c shows the whole code") + "\n") }
  }

  private func replay(_ result: CellResult, of cell: Cell) {
    echo.show(.event(.cellBegan(index: cell.index)))
    for item in result.items {
      switch item {
      case .output(let text): echo.show(.output(text))
      case .figure(let figure): echo.show(.event(.figure(figure)))
      case .table(let table): echo.show(.event(.table(table)))
      case .markdown(let text): echo.show(.event(.markdown(text)))
      }
    }
    for check in result.checks { echo.show(.event(.check(check))) }
  }

  private func list(at current: Cell, _ transcript: Transcript) {
    for cell in lesson.cells where cell.kind != .skip && cell.kind != .file {
      let mark = cell.index == current.index ? "->" : "  "
      let isDone = transcript.results[cell.index].state == .done
      say("\(mark) \(cell.name)\(isDone ? ", done" : ""), line \(cell.line)\n")
    }
  }

  private func openLastFigure() {
    screen.openFigure(lastFigure)
  }

  private func text(of prose: Prose) -> String {
    "\n" + echo.text(prose) + "\n"
  }

  private var style: TerminalStyle { screen.style }

  private func say(_ text: String) { screen.say(text) }
}

extension Lesson {
  /// The first block after a cell; without a cell, the first block of all.
  fileprivate func firstBlock(after cell: Int?) -> Int {
    guard let cell else { return 0 }
    let place = blocks.firstIndex { block in
      if case .cell(let other) = block { other.index == cell } else { false }
    }
    return place.map { $0 + 1 } ?? 0
  }
}
