/// A lesson together with what its cells made: numbered, cross-referenced and in reading order.
///
/// Every writer sets this one list, so that a page says the same in Markdown, in HTML and in a
/// notebook. It holds no time and no date: two runs of the same program give the same page, unless a
/// cell itself looks at a clock.
public struct WovenPage: Sendable {
  /// The lesson.
  public let lesson: Lesson
  /// The page, piece by piece.
  public let chunks: [Chunk]
  /// References that lead nowhere and labels that are taken twice.
  public let problems: [LessonError]
  /// Where the chapter ran; nil where it ended before it could say so.
  public let environment: Environment?

  private let references: References

  /// One piece of a page.
  public enum Chunk: Equatable, Sendable {
    /// Markdown in which every reference is a link to an anchor of the page, such as `#fig-bands`.
    ///
    /// A labelled formula still has its label, as in `$$a = b$$ {#eq-sum}`; ask
    /// ``WovenPage/number(ofEquation:)`` for its number.
    case prose(String)
    /// The code of a cell that is no exercise.
    case code(Cell)
    /// What a cell printed.
    case output(String)
    /// A figure and its name, such as `Figure 3.2`; its anchor is `fig-label`.
    case figure(FigureRecord, name: String)
    /// A table and its name, such as `Table 3.1`; its anchor is `tbl-label`.
    case table(TableRecord, name: String)
    /// What a cell asserted; never empty.
    case checks([CheckRecord])
    /// An exercise and its name, such as `Exercise 3.1`; its anchor is `ex-label`.
    case exercise(Cell, Exercise, name: String)
    /// The cell above did not run.
    case notRun
    /// The cell above did not come to its end.
    case notFinished
    /// The cell above failed, at a line of the lesson.
    case failed(message: String, line: Int)
  }

  /// Weaves a page; `results` holds one entry for each cell of the lesson.
  public init(lesson: Lesson, results: [CellResult], environment: Environment?) {
    precondition(
      results.count == lesson.cells.count,
      "weaving \(lesson.file) needs \(lesson.cells.count) results, found \(results.count)")
    references = References(lesson, results: results)
    var weaver = Weaver(lesson: lesson, results: results, references: references)
    weaver.weave()
    self.lesson = lesson
    self.environment = environment
    chunks = weaver.chunks
    problems = weaver.problems
  }

  /// Weaves the page of a run; throws where the lesson's cells are not the ones that ran.
  public init(lesson: Lesson, record: RunRecord) throws {
    guard record.matches(lesson) else {
      throw LessonError(
        file: lesson.file, line: 1,
        message: "cells were edited since this chapter ran; run it again")
    }
    self.init(lesson: lesson, results: record.results, environment: record.environment)
  }

  /// The number of a labelled formula, such as `3.1` for `eq-sum`; nil where there is none.
  public func number(ofEquation label: String) -> String? {
    references.number(ofEquation: label)
  }

  /// What a reader needs to repeat the run: the names of the facts and the facts.
  public var facts: [(name: String, value: String)] {
    guard let environment else { return [] }
    return [
      ("wkd-learn", environment.toolVersion),
      ("LibTorch", environment.libTorchVersion ?? "not known"),
      ("processor", "\(environment.processor), \(environment.cores) cores"),
      ("threads", "\(environment.threads)"),
      ("seed", "\(environment.seed)"),
      ("preset", environment.preset),
    ] + (environment.options.map { [("options", $0.joined(separator: " "))] } ?? [])
  }
}
