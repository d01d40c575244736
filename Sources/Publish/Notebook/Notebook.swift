public import Foundation
public import Literate
import Markup

/// Writes a woven page as a Jupyter notebook, which a teacher can hand out.
public enum Notebook {
  /// A notebook of format 4.5, byte for byte as Jupyter itself would save it.
  ///
  /// - Parameters:
  ///   - page: The page.
  ///   - picture: The PNG file of a figure, or nil where there is none.
  ///   - withSolutions: Whether the notebook holds what solves the exercises.
  ///   - product: The program with which a reader runs the cells.
  ///   - links: Where the course's files are, seen from the notebook; nil leaves links as they are written.
  /// - Returns: The bytes of the file.
  public static func json(
    of page: WovenPage, picture: (FigureRecord) -> Data?, withSolutions: Bool, product: Product,
    links: PageLinks? = nil
  ) -> Data {
    withoutActuallyEscaping(picture) { picture in
      let reader = MarkdownReader(.notebook, links.map { LessonLinks($0, of: page.lesson.file) })
      let outputs = NotebookOutputs(page: page, picture: picture, reader: reader)
      var cells = NotebookCells(outputs: outputs, withSolutions: withSolutions)
      cells.addNote(on: page.lesson, of: product)
      for part in page.parts { cells.add(part) }
      cells.addProse(Prose(page.footerInMarkdown))
      let notebook: JSONValue = [
        "cells": .list(cells.cells), "metadata": metadata(of: page, product),
        "nbformat": .number(4),
        "nbformat_minor": .number(5),
      ]
      return Data((notebook.text() + "\n").utf8)
    }
  }

  private static func metadata(of page: WovenPage, _ product: Product) -> JSONValue {
    let facts = page.facts?.all.map { ($0.name, JSONValue.string($0.value)) } ?? []
    return [
      "kernelspec": ["display_name": "Swift", "language": "swift", "name": "swift"],
      "language_info": [
        "file_extension": ".swift", "mimetype": "text/x-swift", "name": "swift",
      ],
      "title": .string(page.lesson.title),
      product.metadataKey: [
        "chapter": .number(page.lesson.number), "facts": .object(Dictionary(facts) { $1 }),
        "lesson": .string(page.lesson.file),
      ],
    ]
  }
}

/// The program that runs a course.
public struct Product: Equatable, Sendable {
  /// The name, such as `other-course`.
  public let name: String
  /// The words that a reader types before a chapter's number to run and edit its cells.
  public let command: String

  /// Names a program.
  public init(name: String, command: String) {
    self.name = name
    self.command = command
  }

  /// The key of the product's entry in the metadata of a notebook, such as `other_course`.
  public var metadataKey: String { name.replacing("-", with: "_") }
}

/// Collects the cells of a notebook.
private struct NotebookCells {
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
        section.markdown(for: outputs.reader).trimmingBlankLines,
        name: NotebookIdentifiers.name(of: section))
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
      isHidden: cell.isFolded, hasRun: hasRun(cell, made: made),
      outputs: made.flatMap { outputs.outputs(of: $0) })
  }

  /// A cell of types and functions runs with its chapter and leaves no trace of its own.
  private func hasRun(_ cell: Cell, made: [WovenPage.Chunk]) -> Bool {
    cell.kind.takesPart ? !made.contains(.notRun) : outputs.page.facts != nil
  }

  private mutating func add(_ exercise: WovenExercise) {
    let cell = exercise.cell
    let (task, hints) = exercise.markdown(for: outputs.reader)
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
    _ source: String, name: String, tags: [String], isHidden: Bool = false, hasRun: Bool = false,
    outputs: [JSONValue] = []
  ) {
    if hasRun { runCount += 1 }
    var metadata: [String: JSONValue] = [:]
    if !tags.isEmpty { metadata["tags"] = .list(tags.map { .string($0) }) }
    // Jupyter shows three dots in the place of the code.
    if isHidden { metadata["jupyter"] = ["source_hidden": .truth(true)] }
    cells.append([
      "cell_type": "code", "execution_count": hasRun ? .number(runCount) : .null,
      "id": .string(identifiers.unique(name)),
      "metadata": .object(metadata),
      "outputs": .list(outputs), "source": .lines(of: source),
    ])
  }
}

/// A stretch of a woven page that becomes cells of a notebook.
private enum PagePart {
  /// Prose of the lesson.
  case prose(Prose)
  /// A cell and what it put on the page.
  case code(Cell, made: [WovenPage.Chunk])
  /// An exercise.
  case exercise(WovenExercise)
}

extension WovenPage {
  /// The page with what a cell made, its prose included, at that cell.
  fileprivate var parts: [PagePart] {
    var parts: [PagePart] = []
    var rest = chunks[...]
    while let chunk = rest.popFirst() {
      switch chunk {
      case .code(let cell):
        var made = rest.prefix { !$0.beginsCell }
        rest = rest.dropFirst(made.count)
        let next = cellsBeforeProse.contains(cell.index) ? made.popLast() : nil
        parts.append(.code(cell, made: Array(made)))
        if case .prose(let prose) = next { parts.append(.prose(prose)) }
      case .exercise(let exercise):
        parts.append(.exercise(exercise))
      case .prose(let prose):
        parts.append(.prose(prose))
      case .output, .figure, .table, .checks, .notRun, .notFinished, .failed:
        break  // stands after a cell only
      }
    }
    return parts
  }

  /// The cells after which the lesson goes on with prose of its own.
  private var cellsBeforeProse: Set<Int> {
    Set(
      zip(lesson.blocks, lesson.blocks.dropFirst()).compactMap { block, next in
        guard case .cell(let cell) = block, case .prose = next else { return nil }
        return cell.index
      })
  }
}

extension WovenPage.Chunk {
  fileprivate var beginsCell: Bool {
    switch self {
    case .code, .exercise: true
    default: false
    }
  }
}

/// Gives the cells of a notebook names that stay when other cells come and go.
private struct NotebookIdentifiers {
  private var taken: Set<String> = []

  /// A name that no other cell has: at most 64 letters, digits, `-` and `_`.
  mutating func unique(_ name: String) -> String {
    let safe = String(name.map { $0.isNameInNotebooks ? $0 : "-" })
    let short = safe.count <= 58 ? safe : "\(safe.prefix(41))-\(fingerprint(of: name))"
    return taken.insertFree(short, countingFrom: 2)
  }

  /// The name of a stretch of prose: its heading's, or a fingerprint in which no number of a figure counts.
  static func name(of prose: Prose) -> String {
    if let first = prose.document.children.first, first.isHeading {
      return "section-\(HeadingSlug.of(first.plainText))"
    }
    let text = prose.markdown { node, _ in
      guard case .reference(let reference) = node.kind else { return nil }
      return reference.name == nil
        ? "\(reference.kind.word.lowercased()) *\(reference.label)*" : "(#\(reference.anchor))"
    }
    return "prose-\(fingerprint(of: text))"
  }

  /// The name of a cell of code: its label's, or a fingerprint of its code.
  static func name(of cell: Cell) -> String {
    cell.label.map { "cell-\($0)" } ?? "cell-\(cell.fingerprint)"
  }
}

extension Character {
  fileprivate var isNameInNotebooks: Bool {
    isASCII && (isLetter || isNumber || self == "-" || self == "_")
  }
}
