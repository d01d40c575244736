/// Weaves a lesson and the results of its cells into one Markdown page.
///
/// The body holds no time and no date, so that two runs of the same program give the same text;
/// times stand in the footer alone.
public struct Weaver {
  private let lesson: Lesson
  private let results: [CellResult]
  private let references: References
  private var parts: [String] = []

  /// A page and the mistakes found while weaving it.
  public struct Page: Equatable, Sendable {
    /// The Markdown text.
    public let markdown: String
    /// References to figures and tables that no cell made.
    public let problems: [LessonError]
  }

  /// Weaves a page; `results` holds one entry for each cell of the lesson.
  public static func page(
    of lesson: Lesson, results: [CellResult], environment: Environment?
  ) -> Page {
    precondition(
      results.count == lesson.cells.count,
      "weaving \(lesson.file) needs \(lesson.cells.count) results, found \(results.count)")
    var weaver = Weaver(lesson: lesson, results: results)
    let problems = weaver.weave()
    weaver.parts.append(footer(of: lesson, results: results, environment: environment))
    return Page(markdown: weaver.parts.joined(separator: "\n\n") + "\n", problems: problems)
  }

  private init(lesson: Lesson, results: [CellResult]) {
    self.lesson = lesson
    self.results = results
    self.references = References(lesson, results: results)
  }

  private mutating func weave() -> [LessonError] {
    var problems: [LessonError] = []
    if !startsWithHeading {
      parts.append("# \(lesson.number) \(lesson.title)")
    }
    for block in lesson.blocks {
      switch block {
      case .prose(let text, let line):
        let resolved = references.resolve(text)
        parts.append(references.numberEquations(resolved.text).trimmingBlankLines)
        problems += resolved.unknown.map { mistake($0.message, line: line + $0.line) }
      case .cell(let cell) where cell.kind == .exercise:
        weave(exercise: cell)
      case .cell(let cell):
        parts.append(fenced(cell.code, as: "swift"))
        parts.append("<sub>\(lesson.file):\(cell.line)</sub>")
        if cell.kind.takesPart { problems += weave(results[cell.index], of: cell) }
      }
    }
    return problems
  }

  /// The task for all to see; help, check and solution only for those who open them.
  private mutating func weave(exercise cell: Cell) {
    guard let exercise = cell.exercise else { return }
    let name = references.name(of: .exercise, cell.name) ?? "Exercise"
    parts.append("<a id=\"ex-\(cell.name)\"></a>")
    parts.append("**\(name), `\(cell.name)`.** \(exercise.task)")
    parts.append(fenced(cell.task, as: "swift"))
    parts.append("<sub>\(lesson.file):\(cell.line)</sub>")
    for (number, hint) in exercise.hints.enumerated() {
      parts.append(folded("Hint \(number + 1)", hint))
    }
    parts.append(folded("The check", fenced(cell.check, as: "swift")))
    let solution = cell.code(filling: exercise.answers)
    parts.append(folded("A solution", fenced(solution, as: "swift")))
  }

  private var startsWithHeading: Bool {
    guard case .prose(let text, _) = lesson.blocks.first else { return false }
    return text.trimmed.hasPrefix("# ")
  }

  private mutating func weave(_ result: CellResult, of cell: Cell) -> [LessonError] {
    var problems: [LessonError] = []
    for item in result.items {
      switch item {
      case .output(let text):
        parts.append(fenced(text, as: "text"))
      case .figure(let figure):
        parts.append(weave(figure))
      case .table(let table):
        parts.append(weave(table))
      case .markdown(let text):
        let resolved = references.resolve(text)
        parts.append(resolved.text)
        problems += resolved.unknown.map { mistake($0.message, line: cell.line) }
      }
    }
    if !result.checks.isEmpty {
      parts.append(weave(result.checks))
    }
    switch result.state {
    case .done: break
    case .notRun: parts.append("*Not run.*")
    case .running: parts.append("*Not finished.*")
    case .failed(let message, let line):
      parts.append("**Failed** at `\(lesson.file):\(line ?? cell.line)`:")
      parts.append(fenced(message, as: "text"))
    }
    return problems
  }

  private func weave(_ figure: FigureRecord) -> String {
    let name = references.name(of: .figure, figure.label) ?? "Figure"
    return """
      <a id="fig-\(figure.label)"></a>

      ![\(figure.alt)](\(figure.path))

      **\(name).** \(figure.caption)
      """
  }

  private func weave(_ table: TableRecord) -> String {
    let name = references.name(of: .table, table.label) ?? "Table"
    return """
      <a id="tbl-\(table.label)"></a>

      **\(name).** \(table.caption)

      \(markdownTable(columns: table.columns, rows: table.rows))
      """
  }

  private func weave(_ checks: [CheckRecord]) -> String {
    markdownTable(
      columns: ["check", "value", "expected", "tolerance", "result"],
      rows: checks.map {
        [$0.name, $0.found, $0.expected, $0.tolerance, $0.passed ? "PASS" : "FAIL"]
      })
  }

  private func mistake(_ message: String, line: Int) -> LessonError {
    LessonError(file: lesson.file, line: line, message: message)
  }
}

private func fenced(_ content: String, as language: String) -> String {
  let fence = Fence.around(content)
  return "\(fence)\(language)\n\(content.trimmingBlankLines)\n\(fence)"
}

/// Markdown that the reader opens with a click.
private func folded(_ title: String, _ content: String) -> String {
  "<details><summary>\(title)</summary>\n\n\(content)\n\n</details>"
}
