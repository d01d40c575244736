package import Markup

/// The numbers of a chapter's figures, tables, equations, exercises and notes.
///
/// Equations, exercises and notes take theirs from the text. Figures and tables take them in the order in
/// which cells make them, which only a run can tell: a cell may make one under a condition, or
/// several in a loop. So what no cell has made yet has no number, and a text that speaks of it
/// early names it by its label.
package struct Numbering: Sendable {
  /// Labels of formulas and notes that are taken twice.
  private(set) var problems: [LessonError] = []

  private let chapter: Int
  private var numbers: [Reference.Kind: [String: Int]] = [:]
  private var notes: [String: Int] = [:]
  /// The anchors of what has been named by its label.
  private var namedEarly: Set<String> = []

  /// Numbers what the text of a lesson labels.
  package init(_ lesson: Lesson) {
    chapter = lesson.number
    var (marks, notes): ([String], Set<String>) = ([], [])
    for block in lesson.blocks {
      switch block {
      case .prose(let prose, let line):
        addFormulas(of: prose, from: line, in: lesson)
        marks += prose.footnoteMarks.map(\.note.label)
        for (note, number, _) in prose.footnotes where !notes.insert(note.label).inserted {
          problems.append(
            LessonError(
              file: lesson.file, line: line + number,
              message: "the note `[^\(note.label)]` stands here a second time; keep one"))
        }
      case .cell(let cell):
        guard let exercise = cell.exercise else { continue }
        add(.exercise, cell.name)
        for text in [exercise.task] + exercise.hints {
          marks += Prose(text).footnoteMarks.map(\.note.label)
        }
      }
    }
    addNotes(notes, marks: marks)
  }

  /// Numbers what cells made as well.
  init(_ lesson: Lesson, results: [CellResult]) {
    self.init(lesson)
    for item in results.flatMap(\.items) { add(item) }
  }

  /// Gives a figure, a table and the notes of a text the next numbers, unless they have some.
  package mutating func add(_ item: CellResult.Item) {
    switch item {
    case .figure(let figure): add(.figure, figure.label)
    case .table(let table): add(.table, table.label)
    case .markdown(let text):
      let prose = Prose(text)
      addNotes(
        Set(prose.footnotes.map(\.note.label)), marks: prose.footnoteMarks.map(\.note.label))
    case .output: break
    }
  }

  /// Gives those notes that a mark refers to the next numbers, in order of the marks.
  private mutating func addNotes(_ labels: Set<String>, marks: [String]) {
    for label in marks where labels.contains(label) && notes[label] == nil {
      notes[label] = notes.count + 1
    }
  }

  /// Forgets what cells made, for a chapter that begins again.
  package mutating func forgetRun() {
    numbers[.figure] = nil
    numbers[.table] = nil
  }

  private mutating func addFormulas(of prose: Prose, from first: Int, in lesson: Lesson) {
    for (label, line) in prose.formulaLabels where label.hasPrefix("eq-") {
      if !add(.equation, String(label.dropFirst(3))) {
        problems.append(
          LessonError(
            file: lesson.file, line: first + line,
            message: "the label `\(label)` is taken by another formula; choose another"))
      }
    }
  }

  @discardableResult
  private mutating func add(_ kind: Reference.Kind, _ label: String) -> Bool {
    guard numbers[kind]?[label] == nil else { return false }
    numbers[kind, default: [:]][label] = (numbers[kind]?.count ?? 0) + 1
    return true
  }
}

// Names for what has a number.
extension Numbering {
  /// A text with the names of its references and the numbers of its formulas.
  package func numbered(_ prose: Prose) -> Prose {
    prose.numbered {
      name(of: $0.kind, $0.label)
    } formula: { label in
      guard label.hasPrefix("eq-") else { return nil }
      return number(of: .equation, String(label.dropFirst(3)))
    } note: {
      notes[$0]
    }
  }

  /// The same for a reader whose chapter still runs; what is named by its label is noted.
  package mutating func numberedEarly(_ prose: Prose) -> Prose {
    let numbered = numbered(prose)
    for (reference, _) in numbered.references where reference.name == nil {
      namedEarly.insert(reference.anchor)
    }
    return numbered
  }

  /// The caption of a figure after its name, and after its label where a text has used that.
  package func caption(of figure: FigureRecord) -> Prose {
    caption(.figure, figure.label, figure.caption)
  }

  /// The caption of a table after its name, and after its label where a text has used that.
  package func caption(of table: TableRecord) -> Prose {
    caption(.table, table.label, table.caption)
  }

  private func caption(_ kind: Reference.Kind, _ label: String, _ caption: String) -> Prose {
    let isNamedEarly = namedEarly.contains(Reference(kind: kind, label: label).anchor)
    let title = title(of: kind, label) + (isNamedEarly ? " (*\(label)*)" : "")
    return numbered(Prose("**\(title).** \(caption)"))
  }

  /// The name of an exercise, such as `Exercise 3.1`.
  package func title(of exercise: Cell) -> String { title(of: .exercise, exercise.name) }

  /// The name of a figure, such as `Figure 3.2`.
  func title(of figure: FigureRecord) -> String { title(of: .figure, figure.label) }

  /// The name of a table, such as `Table 3.1`.
  func title(of table: TableRecord) -> String { title(of: .table, table.label) }

  private func title(of kind: Reference.Kind, _ label: String) -> String {
    name(of: kind, label) ?? kind.word
  }

  private func name(of kind: Reference.Kind, _ label: String) -> String? {
    number(of: kind, label).map { "\(kind.word) \($0)" }
  }

  private func number(of kind: Reference.Kind, _ label: String) -> String? {
    numbers[kind]?[label].map { "\(chapter).\($0)" }
  }
}
