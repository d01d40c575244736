import Markup

/// Walks through a lesson and lays what its cells made between its prose.
struct Weaver {
  private(set) var chunks: [WovenPage.Chunk] = []
  private(set) var problems: [LessonError]

  private let lesson: Lesson
  private let results: [CellResult]
  private let references: References

  init(lesson: Lesson, results: [CellResult], references: References) {
    self.lesson = lesson
    self.results = results
    self.references = references
    problems = references.problems
  }

  mutating func weave() {
    if !startsWithHeading {
      chunks.append(.prose("# \(lesson.number) \(lesson.title)"))
    }
    for block in lesson.blocks {
      switch block {
      case .prose(let text, let line):
        let resolved = references.resolve(text)
        chunks.append(.prose(resolved.text.trimmingBlankLines))
        problems += resolved.unknown.map { mistake($0.message, line: line + $0.line) }
      case .cell(let cell):
        weave(cell)
      }
    }
  }

  private var startsWithHeading: Bool {
    guard case .prose(let text, _) = lesson.blocks.first else { return false }
    return text.trimmed.hasPrefix("# ")
  }

  private mutating func weave(_ cell: Cell) {
    if let exercise = cell.exercise {
      let resolved = Exercise(
        task: resolve(exercise.task, of: cell),
        hints: exercise.hints.map { resolve($0, of: cell) },
        answers: exercise.answers, wrongAnswers: exercise.wrongAnswers)
      chunks.append(.exercise(cell, resolved, name: references.title(of: cell)))
      return
    }
    chunks.append(.code(cell))
    if cell.kind.takesPart { weave(results[cell.index], of: cell) }
  }

  private mutating func weave(_ result: CellResult, of cell: Cell) {
    for item in result.items {
      switch item {
      case .output(let text):
        chunks.append(.output(text.trimmingBlankLines))
      case .figure(let figure):
        let name = references.title(of: figure)
        let caption = resolve(figure.caption, of: cell)
        chunks.append(
          .figure(FigureRecord(label: figure.label, caption: caption, alt: figure.alt), name: name))
      case .table(let table):
        let name = references.title(of: table)
        let caption = resolve(table.caption, of: cell)
        chunks.append(
          .table(
            TableRecord(
              label: table.label, columns: table.columns, rows: table.rows, caption: caption),
            name: name))
      case .markdown(let text):
        chunks.append(.prose(resolve(text, of: cell)))
      }
    }
    if !result.checks.isEmpty { chunks.append(.checks(result.checks)) }
    switch result.state {
    case .done: break
    case .notRun: chunks.append(.notRun)
    case .running: chunks.append(.notFinished)
    case .failed(let message, let line):
      chunks.append(.failed(message: message, line: line ?? cell.line))
    }
  }

  /// Text that a cell wrote or that asks an exercise, with links in place of its references.
  private mutating func resolve(_ text: String, of cell: Cell) -> String {
    let resolved = references.resolve(text)
    problems += resolved.unknown.map { mistake($0.message, line: cell.line) }
    return resolved.text
  }

  private func mistake(_ message: String, line: Int) -> LessonError {
    LessonError(file: lesson.file, line: line, message: message)
  }
}
