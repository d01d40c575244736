import Console
import Foundation
import Literate
import Markup

/// The part of a walk at which the reader solves an exercise.
struct ExerciseWalk {
  /// How the reader left an exercise.
  enum Ending {
    case done
    case quit
  }

  /// The exercise's title on the page, such as `Exercise 3.1`.
  let title: String
  let desk: ExerciseDesk
  let screen: Screen
  /// Sets a text of the page for the terminal.
  let text: (Prose) -> String
  /// The last figure that was drawn, if any.
  let lastFigure: URL?

  /// Lets the reader solve an exercise or leave it.
  func work(on cell: Cell) -> Ending {
    say("\n" + style.bold("\(title), \(cell.name)") + "\n")
    say(text(Prose(cell.exercise?.task ?? "")) + "\n")
    say(TerminalText.highlighted(cell.task, style: style) + "\n")
    do {
      return try askUntilDone(cell)
    } catch {
      say("\(error)\n")
      return .done
    }
  }

  private func askUntilDone(_ cell: Cell) throws -> Ending {
    var mine = try desk.exercise(named: cell.name)
    let file = desk.workspace.file(of: desk.chapter).relativePath
    tell("Write your answer into \(file), line \(mine.blankLines.first ?? mine.line).")
    while true {
      switch screen.stepKey("\(cell.name): save, then Enter checks; h hint, s skip, ? keys") {
      case .next:
        mine = try desk.exercise(named: cell.name)
        if check(mine) { return .done }
      case .hint: tell(try help(with: mine, hints: cell.exercise?.hints.count ?? 0))
      case .skip:
        try desk.skip(mine)
        return .done
      case .code: say(TerminalText.highlighted(cell.code, style: style) + "\n")
      case .figure: screen.openFigure(lastFigure)
      case .back, .rerun, .list: say("solve or skip the exercise first\n")
      case .quit: return .quit
      case .help: say(StepKey.listing)
      }
    }
  }

  private var style: TerminalStyle { screen.style }

  private func say(_ text: String) { screen.say(text) }

  private func tell(_ text: String) {
    say(TerminalText.wrapped(text, width: style.width) + "\n")
  }

  /// Whether what the reader wrote solves the exercise; a mistake is shown and may be fixed.
  private func check(_ mine: Cell) -> Bool {
    do {
      let outcome = try desk.check(mine)
      tell(ExerciseText(desk, style: style).lines(of: outcome))
      return outcome.isSolved
    } catch {
      say("\(error)\n")
      return false
    }
  }

  /// The next hint; after the last one, the way to the solution.
  private func help(with mine: Cell, hints: Int) throws -> String {
    let text = ExerciseText(desk, style: style)
    let isLast = try desk.state(of: mine).hints >= hints
    return try isLast ? text.solution(mine) : text.hint(mine)
  }
}
