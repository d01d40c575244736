import Literate
import Markup

/// Collects the cells of a notebook.
struct NotebookCells {
  private(set) var cells: [JSONValue] = []

  private let outputs: NotebookOutputs
  private let withSolutions: Bool
  private var identifiers = NotebookIdentifiers()
  private var runCount = 0

  init(outputs: NotebookOutputs, withSolutions: Bool) {
    self.outputs = outputs
    self.withSolutions = withSolutions
  }

  /// Adds what a reader must know who would press Jupyter's button to run the cells.
  mutating func addNote(on lesson: Lesson, of product: Product) {
    addMarkdown(
      """
      *This notebook is for reading and for handing out; Jupyter does not run its cells. To run \
      them, to edit them and to solve the exercises, type `\(product.command) \(lesson.number)` in \
      the course's repository.*
      """, name: "about")
  }

  mutating func add(_ part: PagePart) {
    switch part {
    case .prose(let prose): addProse(prose)
    case .code(let cell, let made): add(cell, made: made)
    case .exercise(let exercise): add(exercise)
    }
  }

  /// Adds one cell for each heading, so that Jupyter can fold what stands below it.
  mutating func addProse(_ prose: Prose) {
    for section in prose.sections {
      addMarkdown(
        section.markdown(for: .notebook), name: NotebookIdentifiers.name(of: section))
    }
  }

  private mutating func add(_ cell: Cell, made: [WovenPage.Chunk]) {
    let name = NotebookIdentifiers.name(of: cell)
    if cell.kind == .skip {
      addMarkdown(fencedBlock(cell.code, as: "swift"), name: name)
      return
    }
    addCode(
      cell.code, name: name, tags: cell.kind == .expectError ? ["raises-exception"] : [],
      hasRun: hasRun(cell, made: made), outputs: made.flatMap { outputs.outputs(of: $0) })
  }

  /// A cell of types and functions runs with its chapter and leaves no trace of its own.
  private func hasRun(_ cell: Cell, made: [WovenPage.Chunk]) -> Bool {
    cell.kind.takesPart ? !made.contains(.notRun) : outputs.page.facts != nil
  }

  private mutating func add(_ exercise: WovenExercise) {
    let cell = exercise.cell
    let (task, hints) = exercise.markdown(for: .notebook)
    let stem = "exercise-\(cell.name)"
    addMarkdown(([task] + hints).joined(separator: "\n\n"), name: stem)
    addCode(cell.task, name: "\(stem)-blanks", tags: ["exercise"])
    addCode(cell.check, name: "\(stem)-check", tags: ["check"])
    if withSolutions {
      addCode("// A solution\n" + cell.solution, name: "\(stem)-solution", tags: ["solution"])
    }
  }

  private mutating func addMarkdown(_ source: String, name: String) {
    cells.append([
      "cell_type": "markdown", "id": .string(identifiers.unique(name)), "metadata": [:],
      "source": .lines(of: source),
    ])
  }

  private mutating func addCode(
    _ source: String, name: String, tags: [String], hasRun: Bool = false, outputs: [JSONValue] = []
  ) {
    if hasRun { runCount += 1 }
    cells.append([
      "cell_type": "code", "execution_count": hasRun ? .number(runCount) : .null,
      "id": .string(identifiers.unique(name)),
      "metadata": tags.isEmpty ? [:] : ["tags": .list(tags.map { .string($0) })],
      "outputs": .list(outputs), "source": .lines(of: source),
    ])
  }
}
