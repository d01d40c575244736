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
    /// Back to the cell before.
    case back
    /// The chapter runs again from the cell before on.
    case rerun
  }

  /// The exercise's title on the page, such as `Exercise 3.1`.
  let title: String
  let desk: ExerciseDesk
  let screen: Screen
  let prompt: StepPrompt
  /// Sets a text of the page for the terminal.
  let text: (Prose) -> String
  /// The last figure that was drawn, if any.
  let lastFigure: URL?
  /// Lists the cells of the chapter.
  let list: () -> Void

  /// Lets the reader solve an exercise or leave it.
  func work(on cell: Cell) -> Ending {
    say("\n" + style.bold("\(title), \(cell.name)") + "\n")
    say(text(Prose(cell.exercise?.task ?? "")) + "\n")
    say(TerminalText.highlighted(cell.task, style: style) + "\n")
    do {
      return try askUntilDone(cell)
    } catch {
      screen.tell("\(error)")
      return .done
    }
  }

  private func askUntilDone(_ cell: Cell) throws -> Ending {
    var mine = try desk.exercise(named: cell.name)
    let file = desk.workspace.file(of: desk.chapter).relativePath
    screen.tell("Write your answer into \(file), line \(mine.blankLines.first ?? mine.line).")
    while true {
      switch prompt.ask("\(cell.name): save, then Enter checks; h hint, s skip, ? keys") {
      case .next:
        mine = try desk.exercise(named: cell.name)
        switch check(mine) {
        case .solved: return .done
        case .open: break
        case .ended: return .quit
        }
      case .hint: screen.tell(try help(with: mine, hints: cell.exercise?.hints.count ?? 0))
      case .skip:
        try desk.skip(mine)
        return .done
      case .code: say(TerminalText.highlighted(cell.code, style: style) + "\n")
      case .figure: screen.openFigure(lastFigure)
      case .list: list()
      case .back: return .back
      case .rerun: return .rerun
      case .quit: return .quit
      case .help: screen.tell(StepKey.listing)
      }
    }
  }

  private var style: TerminalStyle { screen.style }

  private func say(_ text: String) { screen.say(text) }

  /// How a check went.
  private enum Check {
    case solved
    case open
    /// The program was asked to end.
    case ended
  }

  /// Checks what the reader wrote; a mistake is shown and may be fixed.
  private func check(_ mine: Cell) -> Check {
    do {
      let outcome = try desk.check(mine)
      screen.tell(ExerciseText(desk, style: style).lines(of: outcome))
      return outcome.isSolved ? .solved : .open
    } catch {
      screen.tell("\(error)")
      // Ctrl-C ends the check, other signals the walk.
      let signal = (error as? Interruption)?.signal ?? SIGINT
      return signal == SIGINT ? .open : .ended
    }
  }

  /// The next hint; after the last one, the solution, which is asked for twice.
  private func help(with mine: Cell, hints: Int) throws -> String {
    guard try desk.state(of: mine).hints >= hints else {
      return try ExerciseText(desk, style: style).hint(mine)
    }
    return try desk.solution(mine)
      ?? "that was the last hint: try once more; h again shows the solution"
  }
}
