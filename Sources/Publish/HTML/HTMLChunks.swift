import Foundation
import Literate
import Markup

/// Writes the pieces of a woven page.
struct HTMLChunks {
  /// The anchors of the pieces written so far.
  private(set) var anchors: HTMLAnchors

  private let page: WovenPage
  /// The open elements of an author's own: a fold may hold cells, and is open until the author closes
  /// it.
  private var openTags: [String] = []
  private var notes: [HTMLNote] = []

  private let links: LessonLinks?

  init(page: WovenPage, links: PageLinks?) {
    self.page = page
    self.links = links.map { LessonLinks($0, of: page.lesson.file) }
    anchors = HTMLAnchors(of: page)
  }

  /// The next piece.
  mutating func text(
    of chunk: WovenPage.Chunk, pictures: (FigureRecord) -> HTMLFigure.Pictures
  ) -> String {
    switch chunk {
    case .prose(let prose): self.prose(prose)
    case .code(let cell):
      cell.isFolded
        ? folded(cell.foldedTitle, code(cell.code, of: cell)) : code(cell.code, of: cell)
    case .output(let text): HTMLCode.output(text)
    case .figure(let figure):
      HTMLFigure.text(
        of: figure, id: anchors.attribute(figure.anchor), links: links, pictures: pictures)
    case .table(let table): self.table(table)
    case .checks(let checks): HTMLTable.checks(checks)
    case .exercise(let exercise): self.exercise(exercise)
    case .notRun: "<p class=\"state\">Not run.</p>"
    case .notFinished: "<p class=\"state\">Not finished.</p>"
    case .failed(let message, let line): failure(message, line: line)
    }
  }

  /// The notes, and the facts that a reader needs to repeat the run, after all else.
  mutating func facts() -> String {
    let end = openTags.reversed().map { "</\($0)>" }.joined()
    let heading = anchors.add(HeadingTitle("How this page was made"), level: 2)
    let facts =
      page.facts.map { facts in
        HTMLTable(
          columns: [Prose("fact"), Prose("value")],
          cells: facts.all.map { [Prose($0.name), Prose($0.value)] }
        ).text
      } ?? "<p>The chapter ended before it could say where it ran.</p>"
    return """
      \(end)\(HTMLNote.list(notes))<footer class="facts"><h2\(anchors.attribute(heading.anchor))>\(heading.title)</h2>
      \(facts)
      </footer>
      """
  }

  private mutating func prose(_ prose: Prose) -> String {
    var writer = HTMLMarkdown(prose, anchors: anchors, links: links)
    writer.openTags = openTags
    let text = writer.text()
    anchors = writer.anchors
    openTags = writer.openTags
    notes += writer.notes
    return text
  }

  private func code(_ code: String, of cell: Cell) -> String {
    HTMLCode.block(code, head: "\(page.lesson.file):\(cell.line)")
  }

  private mutating func table(_ table: WovenTable) -> String {
    let caption =
      "<b>\(table.name.escapedForMarkup).</b> \(HTMLMarkdown.line(table.caption, links: links))"
    return """
      <figure class="table"\(anchors.attribute(table.anchor))>
      <figcaption>\(caption)</figcaption>
      \(HTMLTable(columns: table.columns, cells: table.rows, links: links).text)</figure>
      """
  }

  private func failure(_ message: String, line: Int) -> String {
    """
    <div class="failure" role="note"><p><strong>Failed</strong> at \
    <code>\(page.lesson.file.escapedForMarkup):\(line)</code>.</p>
    <pre><samp>\(message.trimmingBlankLines.escapedForMarkup)</samp></pre></div>
    """
  }

  /// The task for all to see; help, check and solution only for those who open them.
  private mutating func exercise(_ exercise: WovenExercise) -> String {
    let (cell, name, anchor) = (exercise.cell, exercise.name, exercise.anchor)
    let heading = anchors.addExercise(title: "\(name): \(cell.name)", anchor: anchor)
    let tag = "h\(heading.level)"
    let title = "\(name.escapedForMarkup) <code>\(cell.name.escapedForMarkup)</code>"
    let hints = exercise.hints.enumerated().map { number, hint in
      folded("Hint \(number + 1)", "<p>\(HTMLMarkdown.line(hint, links: links))</p>")
    }
    let parts =
      [
        "<section class=\"exercise\"\(anchors.attribute(anchor))>",
        "<\(tag)>\(title)</\(tag)>", "<p>\(HTMLMarkdown.line(exercise.task, links: links))</p>",
        code(cell.task, of: cell),
      ] + hints + [
        folded("The check", HTMLCode.block(cell.check, head: "check")),
        folded("A solution", HTMLCode.block(cell.solution, head: "solution")), "</section>",
      ]
    return parts.joined(separator: "\n")
  }
}

/// A part that the reader opens with a click.
private func folded(_ title: String, _ content: String) -> String {
  "<details><summary>\(title)</summary>\n\(content)</details>"
}

extension HTMLTable {
  /// A table of plain cells, with columns of numbers on their right.
  init(columns: [Prose], cells: [[Prose]], links: LessonLinks? = nil) {
    head = columns.map { HTMLMarkdown.cell($0, links: links) }
    rows = cells.map { $0.map { HTMLMarkdown.cell($0, links: links) } }
    alignments = columns.indices.map { column in
      let cells = cells.compactMap { $0.indices.contains(column) ? $0[column].source : nil }
      return cells.allSatisfy(isNumber) && !cells.isEmpty ? .right : .none
    }
  }

  /// The assertions of a cell, the verdict first: a narrow screen shows it without scrolling.
  static func checks(_ checks: [WovenCheck]) -> String {
    let columns = CheckRecord.columns
    let heads = [columns[columns.count - 1]] + columns.dropLast()
    let rows = checks.map { check in
      let verdict = check.record.passed ? "pass" : "fail"
      return ["<strong class=\"\(verdict)\">\(verdict.uppercased())</strong>"]
        + [HTMLMarkdown.line(check.name)]
        + check.record.row.dropFirst().dropLast().map(\.escapedForMarkup)
    }
    let table = HTMLTable(head: heads, rows: rows, alignments: []).text
    return "<div class=\"checks\"><p class=\"label\">checks</p>\n\(table)</div>"
  }
}

/// Whether a cell shows a number, with or without a sign and a unit.
private func isNumber(_ cell: String) -> Bool {
  cell.trimmed.firstMatch(of: /^[−+\-]?[0-9]/) != nil
}
