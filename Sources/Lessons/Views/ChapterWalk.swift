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
  private let prompt: StepPrompt
  private let figures: URL
  private let echo: ChapterEcho
  private let runCells: [Cell]
  private let moved: (Transcript, Cell) -> Void

  /// The block that is shown next.
  private var block = 0
  /// Cells before this one run without being shown.
  private var firstShown: Int
  private var isSilent = false
  /// Whether the cell that began last has failed.
  private var hasFailed = false
  private var lastFigure: URL?
  private(set) var place: Cell?
  private(set) var hasQuit = false

  /// Walks through a lesson, from the cell `start` on.
  ///
  /// Its figures are in the folder `figures` for now; `moved` is called when the reader has left an
  /// exercise for the next place, for the run tells of cells alone.
  init(
    lesson: Lesson, desk: ExerciseDesk, screen: Screen, keyboard: Keyboard, figures: URL,
    start: Cell?, moved: @escaping (Transcript, Cell) -> Void
  ) {
    self.lesson = lesson
    self.desk = desk
    self.screen = screen
    self.figures = figures
    self.moved = moved
    prompt = StepPrompt(screen: screen, keyboard: keyboard)
    echo = ChapterEcho(lesson: lesson, report: nil, figures: figures, screen: screen)
    runCells = lesson.cells.filter(\.kind.takesPart)
    firstShown = start?.index ?? 0
    place = start ?? lesson.place(after: -1)
  }

  let isStepped = true
  var showsPreviews: Bool { echo.showsPreviews }

  func begin() {
    screen.tell("Enter goes on, ? shows the keys, q quits and keeps your place.")
    guard firstShown > 0 else { return }
    screen.tell(
      "Going on at \(lesson.cells[firstShown].name); the cells before it run again, unseen.")
    let seen = lesson.cells[..<firstShown].last { $0.kind.takesPart || $0.kind == .exercise }
    block = lesson.firstBlock(after: seen?.index)
  }

  func show(_ item: EventReader.Item) {
    if case .event(.failed) = item { isSilent = false }
    if case .event(.figure(let figure)) = item {
      lastFigure = figures.appendingPathComponent(figure.path)
    }
    if isSilent { echo.note(item) } else { echo.show(item) }
    switch item {
    case .event(.cellBegan): hasFailed = false
    case .event(.failed): hasFailed = true
    case .event(.cellEnded(let index, _)) where !hasFailed: move(behind: index)
    default: break
    }
  }

  /// Moves the place on, never back: cells before it run again when a walk goes on.
  private func move(behind index: Int) {
    guard index >= place?.index ?? 0 else { return }
    // Behind the last cell there is only prose.
    if let next = lesson.place(after: index) { place = next }
  }

  func call(for index: Int, _ transcript: Transcript) -> CellCall {
    isSilent = index < firstShown
    return isSilent ? .run : walk(to: index, transcript)
  }

  func end(_ transcript: Transcript) -> CellCall {
    guard !hasQuit, transcript.isFinished else { return .run }
    let call = walk(to: nil, transcript)
    if call == .run { place = nil }
    return call
  }

  /// Shows what comes before a cell that waits, and asks about that; without one, all the rest.
  private func walk(to waiting: Int?, _ transcript: Transcript) -> CellCall {
    while block < lesson.blocks.count {
      switch lesson.blocks[block] {
      case .prose(let prose, _):
        say(text(of: prose))
        block += 1
      case .cell(let cell) where cell.kind == .exercise:
        if let call = work(on: cell, transcript) { return call }
      case .cell(let cell):
        show(cell)
        guard cell.kind.takesPart else {
          block += 1
          continue
        }
        guard cell.index == waiting else {  // shown again after a step back
          replay(transcript.results[cell.index], of: cell)
          block += 1
          continue
        }
        if let call = ask(about: cell, transcript) { return call }
      }
    }
    return .run
  }

  /// Asks until the cell is to run or the walk to end; nil where blocks are to be shown anew.
  private func ask(about cell: Cell, _ transcript: Transcript) -> CellCall? {
    let position = (runCells.firstIndex { $0.index == cell.index } ?? 0) + 1
    while true {
      let key = prompt.ask("[\(position)/\(runCells.count)] \(cell.name): Enter runs it, ? keys")
      switch key {
      case .next:
        block += 1
        return .run
      case .skip:
        block += 1
        isSilent = true
        return .run
      case .back:
        goBack(from: cell)
        return nil
      case .rerun: return rerun(before: cell)
      case .quit: return quit(at: cell)
      case .code: say(TerminalText.highlighted(cell.code, style: style) + "\n")
      case .figure: openLastFigure()
      case .list: list(at: cell, transcript)
      case .hint: screen.tell("hints belong to exercises; this cell only wants to be run")
      case .help: screen.tell(StepKey.listing)
      }
    }
  }

  /// Lets the reader solve an exercise or leave it; nil where the walk goes on with the next block.
  private func work(on cell: Cell, _ transcript: Transcript) -> CellCall? {
    let walk = ExerciseWalk(
      title: echo.title(of: cell), desk: desk, screen: screen, prompt: prompt, text: echo.text,
      lastFigure: lastFigure, list: { [self] in list(at: cell, transcript) })
    switch walk.work(on: cell) {
    case .done:
      block += 1
      move(behind: cell.index)
      if let place { moved(transcript, place) }
      return nil
    case .quit: return quit(at: cell)
    case .rerun: return rerun(before: cell)
    case .back:
      goBack(from: cell)
      return nil
    }
  }

  /// Shows the cell before again.
  private func goBack(from cell: Cell) {
    let earlier = runCells.last { $0.index < cell.index }?.index ?? 0
    block = lesson.firstBlock(after: runCells.last { $0.index < earlier }?.index)
  }

  /// Lets the chapter run again, and the cell before be the first that is asked for.
  private func rerun(before cell: Cell) -> CellCall {
    firstShown = runCells.last { $0.index < cell.index }?.index ?? 0
    place = lesson.cells[firstShown]
    block = lesson.firstBlock(after: runCells.last { $0.index < firstShown }?.index)
    return .restart
  }

  private func quit(at cell: Cell) -> CellCall {
    hasQuit = true
    place = cell
    return .quit
  }

  private func show(_ cell: Cell) {
    say("\n" + style.dim("\(lesson.file):\(cell.line)") + "\n")
    // At a cell that takes no part nobody is asked, so that `c` would show the next one.
    if cell.isFolded, cell.kind.takesPart {
      return say(style.dim("\(cell.foldedTitle); c shows it") + "\n")
    }
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
  /// The next cell after one at which a reader can stand.
  fileprivate func place(after index: Int) -> Cell? {
    cells.first { $0.index > index && ($0.kind.takesPart || $0.kind == .exercise) }
  }

  /// The first block after a cell; without a cell, the first block of all.
  fileprivate func firstBlock(after cell: Int?) -> Int {
    guard let cell else { return 0 }
    let place = blocks.firstIndex { block in
      if case .cell(let other) = block { other.index == cell } else { false }
    }
    return place.map { $0 + 1 } ?? 0
  }
}
