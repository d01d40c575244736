import Console
import Foundation
import Lessons
import Literate

/// How an exercise stands after an attempt, for an editor.
struct ExerciseAnswer: Encodable {
  /// How the attempt ended.
  enum Status: String, Encodable {
    case solved
    /// A blank is left.
    case open
    /// A check does not hold, or the answer did not come to its end.
    case failed
    /// The page cannot be compiled, or is no lesson any more.
    case broken
  }

  /// Something to change, at its place.
  struct Problem: Encodable {
    let file: String
    let line: Int
    let column: Int
    let message: String
  }

  let chapter: Int
  let exercise: String
  let status: Status
  /// The place of the exercise, or of the first problem.
  let file: String
  let line: Int
  /// The first problem in words, or that there is none.
  let message: String
  let problems: [Problem]
  /// Text that the answer printed.
  let output: String
  /// News of the page for the reader.
  let news: [String]

  /// Checks an exercise; what is wrong with the page is part of the answer.
  ///
  /// - Throws: what keeps the check from taking place for other reasons.
  init(_ cell: Cell, on desk: ExerciseDesk) throws {
    chapter = desk.chapter.number
    exercise = cell.name
    news = try desk.news()
    let page = desk.workspace.file(of: desk.chapter).relativePath
    var place = (file: page, line: cell.line)
    do {
      let outcome = try desk.check(cell)
      place.line = outcome.cell.line
      problems = Self.problems(of: outcome, in: page)
      status = outcome.result == nil ? .open : outcome.isSolved ? .solved : .failed
      output =
        outcome.result?.items.compactMap {
          if case .output(let text) = $0 { text } else { nil }
        }.joined() ?? ""
    } catch ExerciseError.mistakes(let mistakes) {
      let all = mistakes.all.map {
        Problem(file: $0.file, line: $0.line, column: $0.column, message: $0.message)
      }
      let whole = Problem(file: page, line: cell.line, column: 1, message: "\(mistakes)")
      problems = all.isEmpty ? [whole] : all
      (status, output) = (.broken, "")
    } catch ExerciseError.outOfShape(let slip, _, _) {
      problems = [
        Problem(file: slip.file, line: slip.line, column: 1, message: slip.message)
      ]
      (status, output) = (.broken, "")
    } catch let error as ExerciseError {
      problems = [Problem(file: page, line: cell.line, column: 1, message: "\(error)")]
      (status, output) = (.broken, "")
    }
    file = problems.first?.file ?? place.file
    line = problems.first?.line ?? place.line
    message = problems.first?.message ?? "every check holds"
  }

  private static func problems(of outcome: ExerciseOutcome, in page: String) -> [Problem] {
    let cell = outcome.cell
    guard let result = outcome.result else {
      return cell.blankLines.map {
        Problem(file: page, line: $0, column: 1, message: "put your answer in place of `___`")
      }
    }
    var problems = result.checks.filter { !$0.passed }.map { check in
      Problem(
        file: page, line: cell.line, column: 1, message: "\(check.name): \(check.found) is not it")
    }
    if problems.isEmpty, case .failed(let message, let line) = result.state {
      problems.append(Problem(file: page, line: line ?? cell.line, column: 1, message: message))
    }
    if let reason = outcome.reason {
      problems.append(Problem(file: page, line: cell.line, column: 1, message: reason))
    }
    return problems
  }
}
