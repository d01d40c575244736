package import Console
import Foundation
package import Literate

/// Messages about an exercise for its reader.
package struct ExerciseText {
  private let desk: ExerciseDesk
  private let style: TerminalStyle

  /// Speaks about the exercises of a desk.
  package init(_ desk: ExerciseDesk, style: TerminalStyle) {
    self.desk = desk
    self.style = style
  }

  /// How an attempt went, and what to do next.
  package func lines(of outcome: ExerciseOutcome) -> String {
    let cell = outcome.cell
    guard let result = outcome.result else {
      return """
        \(style.bad("OPEN")) \(cell.name): put your answer in place of `___` \
        at \(place(cell.blankLines.first ?? cell.line)); \(help(cell))
        """
    }
    var lines: [String] = []
    for case .output(let text) in result.items {
      lines.append(text.trimmingCharacters(in: .newlines))
    }
    lines += result.checks.map { check in
      guard check.passed else {
        // What is wanted would be the answer.
        return "\(style.bad("FAIL")) \(check.name): \(check.found) is not it"
      }
      return "\(style.good("PASS")) \(check.name): \(check.found)\(check.wish)"
    }
    if case .failed(let message, let line) = result.state, result.checks.allSatisfy(\.passed) {
      lines.append("\(style.bad("failed")) at \(place(line ?? cell.line)): \(message)")
    }
    if let reason = outcome.reason { lines.append("\(style.bad("failed")): \(reason)") }
    if outcome.hasOtherCheck {
      lines.append(
        "the check on your page is not the lesson's, which was run: "
          + "`\(programCall()) reset \(desk.chapter.number) \(cell.name)` puts it back")
    }
    lines.append(
      outcome.isSolved
        ? "\(cell.name) is solved; `\(programCall()) solution \(desk.chapter.number) \(cell.name)` shows ours"
        : "not yet: change \(place(cell.line)), or ask: \(help(cell))")
    return lines.joined(separator: "\n")
  }

  /// The next hint, or what else helps.
  package func hint(_ cell: Cell) throws -> String {
    guard let hint = try desk.hint(cell) else {
      return """
        there is no further hint for \(cell.name): \
        `\(programCall()) solution \(desk.chapter.number) \(cell.name)` shows the solution
        """
    }
    return "hint \(hint.number) for \(cell.name): \(hint.text)"
  }

  /// The solution, or why it is not shown yet.
  package func solution(_ cell: Cell) throws -> String {
    try desk.solution(cell) ?? refusal(of: cell)
  }

  /// Why a solution is not shown yet.
  package func refusal(of cell: Cell) -> String {
    "try once more (\(help(cell)) helps); ask again for the solution and it is shown"
  }

  private func help(_ cell: Cell) -> String {
    "`\(programCall()) hint \(desk.chapter.number) \(cell.name)`"
  }

  private func place(_ line: Int) -> String {
    "\(desk.workspace.file(of: desk.chapter).relativePath):\(line)"
  }
}
