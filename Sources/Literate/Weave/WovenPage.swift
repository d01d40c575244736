package import Markup

/// A lesson together with what its cells made: numbered, cross-referenced and in reading order.
///
/// Every writer sets this one list, so that a page says the same in Markdown, in HTML and in a
/// notebook. It holds no time and no date: two runs of the same program give the same page, unless a
/// cell itself looks at a clock.
public struct WovenPage: Sendable {
  /// The lesson.
  public let lesson: Lesson
  /// The page, piece by piece.
  package private(set) var chunks: [Chunk]
  /// References and marks of notes that lead nowhere, labels that are taken twice, formulas that cannot be
  /// read, and captions and notes of more than one paragraph.
  public let problems: [LessonError]
  /// How the chapter ran; nil where it ended before it could say so.
  public let facts: RunFacts?

  /// One piece of a page.
  ///
  /// In its texts every reference has its name and every labelled formula its number.
  package enum Chunk: Equatable, Sendable {
    /// Prose, without blank lines at its ends.
    case prose(Prose)
    /// The code of a cell that is no exercise.
    case code(Cell)
    /// The text that a cell printed.
    case output(String)
    case figure(WovenFigure)
    case table(WovenTable)
    /// The assertions of a cell; never empty.
    case checks([WovenCheck])
    case exercise(WovenExercise)
    /// The cell above did not run.
    case notRun
    /// The cell above did not come to its end.
    case notFinished
    /// The cell above failed, at a line of the lesson.
    case failed(message: String, line: Int)
  }

  /// Weaves a page.
  ///
  /// - Precondition: `results` holds one entry for each cell of the lesson.
  public init(lesson: Lesson, results: [CellResult], facts: RunFacts?) {
    precondition(
      results.count == lesson.cells.count,
      "weaving \(lesson.file) needs \(lesson.cells.count) results, found \(results.count)")
    var weaver = Weaver(lesson: lesson, results: results.map(\.printable))
    weaver.weave()
    self.lesson = lesson
    self.facts = facts?.printable
    chunks = weaver.chunks
    problems = weaver.problems
  }

  /// Weaves the page of a run.
  ///
  /// - Throws: ``LessonError`` where the lesson's cells are not the ones that ran.
  package init(lesson: Lesson, record: RunRecord) throws {
    guard record.matches(lesson) else {
      throw LessonError(
        file: lesson.file, line: 1,
        message: "cells were edited since this chapter ran; run it again")
    }
    self.init(lesson: lesson, results: record.results, facts: record.facts)
  }

  /// The page with the warning of its run, if any, under its title.
  package var warned: WovenPage {
    guard let warning = facts?.warning else { return self }
    var page = self
    for (index, chunk) in chunks.enumerated() {
      guard case .prose(let prose) = chunk, let warned = prose.inserting(afterTitle: "*\(warning)*")
      else {
        continue
      }
      page.chunks[index] = .prose(warned)
      break
    }
    return page
  }

  /// The page with other pieces in place of its own.
  func replacing(_ replacement: (Chunk) -> Chunk) -> WovenPage {
    var page = self
    page.chunks = chunks.map(replacement)
    return page
  }
}

/// A figure of a page.
package struct WovenFigure: Equatable, Sendable {
  package let record: FigureRecord
  /// The name, such as `Figure 3.2`.
  package let name: String
  package let caption: Prose

  /// The anchor, such as `fig-bands`.
  package var anchor: String { Reference(kind: .figure, label: record.label).anchor }
}

/// A table of a page.
package struct WovenTable: Equatable, Sendable {
  package let label: String
  /// The name, such as `Table 3.1`.
  package let name: String
  package let caption: Prose
  package let columns: [Prose]
  package let rows: [[Prose]]

  /// The anchor, such as `tbl-modes`.
  package var anchor: String { Reference(kind: .table, label: label).anchor }
}

/// An assertion on a page.
package struct WovenCheck: Equatable, Sendable {
  package let record: CheckRecord
  /// The words for what was asserted.
  package let name: Prose
}

/// An exercise of a page.
package struct WovenExercise: Equatable, Sendable {
  package let cell: Cell
  /// The name, such as `Exercise 3.1`.
  package let name: String
  package let task: Prose
  package let hints: [Prose]

  /// The anchor, such as `ex-filter`.
  package var anchor: String { Reference(kind: .exercise, label: cell.name).anchor }
}

/// Walks through a lesson and lays what its cells made between its prose.
private struct Weaver {
  private(set) var chunks: [WovenPage.Chunk] = []
  private(set) var problems: [LessonError]

  private let lesson: Lesson
  private let results: [CellResult]
  private let numbering: Numbering

  init(lesson: Lesson, results: [CellResult]) {
    self.lesson = lesson
    self.results = results
    numbering = Numbering(lesson, results: results)
    problems = numbering.problems
  }

  mutating func weave() {
    if !startsWithHeading {
      chunks.append(.prose(Prose("# \(lesson.number) \(lesson.title)")))
    }
    for block in lesson.blocks {
      switch block {
      case .prose(let prose, let line):
        chunks.append(.prose(numbered(prose) { line + $0 }.trimmed))
      case .cell(let cell):
        weave(cell)
      }
    }
  }

  private var startsWithHeading: Bool {
    guard case .prose(let prose, _) = lesson.blocks.first else { return false }
    return prose.document.children.first?.kind == .heading(level: 1)
  }

  private mutating func weave(_ cell: Cell) {
    if let exercise = cell.exercise {
      chunks.append(
        .exercise(
          WovenExercise(
            cell: cell, name: numbering.title(of: cell), task: numbered(exercise.task, of: cell),
            hints: exercise.hints.map { numbered($0, of: cell) })))
      return
    }
    chunks.append(.code(cell))
    if cell.kind.takesPart { weave(results[cell.index], of: cell) }
  }

  private mutating func weave(_ result: CellResult, of cell: Cell) {
    for item in result.items {
      switch item {
      case .output(let text): chunks.append(.output(text.trimmingBlankLines))
      case .figure(let figure):
        chunks.append(
          .figure(
            WovenFigure(
              record: figure, name: numbering.title(of: figure),
              caption: caption(figure.caption, "figure `\(figure.label)`", of: cell))))
      case .table(let table):
        chunks.append(
          .table(
            WovenTable(
              label: table.label, name: numbering.title(of: table),
              caption: caption(table.caption, "table `\(table.label)`", of: cell),
              columns: table.columns.map { numbered($0, of: cell) },
              rows: table.rows.map { $0.map { numbered($0, of: cell) } })))
      case .markdown(let text):
        // What it leaves open would hold the rest of the page.
        chunks.append(.prose(numbered(Prose(text).closed) { _ in cell.line }))
      }
    }
    if !result.checks.isEmpty {
      chunks.append(
        .checks(result.checks.map { WovenCheck(record: $0, name: numbered($0.name, of: cell)) }))
    }
    switch result.state {
    case .done: break
    case .notRun: chunks.append(.notRun)
    case .running: chunks.append(.notFinished)
    case .failed(let message, let line):
      chunks.append(.failed(message: message, line: line ?? cell.line))
    }
  }

  /// A text that a cell wrote or that asks an exercise.
  private mutating func numbered(_ text: String, of cell: Cell) -> Prose {
    numbered(Prose(text)) { _ in cell.line }
  }

  /// A caption, which stands in one paragraph after its name.
  private mutating func caption(_ text: String, _ owner: String, of cell: Cell) -> Prose {
    if Prose("x \(text)").line != nil { return numbered(text, of: cell) }
    problem(
      at: cell.line,
      "the caption of \(owner) is more than one paragraph; write prose into the lesson")
    return numbered(text.onOneLine, of: cell)
  }

  private mutating func problem(at line: Int, _ message: String) {
    problems.append(LessonError(file: lesson.file, line: line, message: message))
  }

  /// A text with its names and numbers; what cannot be shown and a reference that leads nowhere are
  /// problems at a line.
  private mutating func numbered(_ prose: Prose, line: (Int) -> Int) -> Prose {
    let numbered = numbering.numbered(prose)
    problems += numbered.problems.map { message, number in
      LessonError(file: lesson.file, line: line(number), message: message)
    }
    return numbered
  }
}
