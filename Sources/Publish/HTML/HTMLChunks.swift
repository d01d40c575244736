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

  init(page: WovenPage) {
    self.page = page
    anchors = HTMLAnchors(of: page)
  }

  /// The next piece.
  mutating func text(
    of chunk: WovenPage.Chunk, picture: (FigureRecord, HTMLPage.Scheme) -> Data?
  ) -> String {
    switch chunk {
    case .prose(let prose): self.prose(prose)
    case .code(let cell): code(cell.code, of: cell)
    case .output(let text): HTMLCode.output(text)
    case .figure(let figure):
      HTMLFigure.text(of: figure, id: anchors.attribute(figure.anchor), picture: picture)
    case .table(let table): self.table(table)
    case .checks(let checks): HTMLTable.checks(checks)
    case .exercise(let exercise): self.exercise(exercise)
    case .notRun: "<p class=\"state\">Not run.</p>"
    case .notFinished: "<p class=\"state\">Not finished.</p>"
    case .failed(let message, let line): failure(message, line: line)
    }
  }

  /// The facts that a reader needs to repeat the run, after all else.
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
      \(end)<footer class="facts"><h2\(anchors.attribute(heading.anchor))>\(heading.title)</h2>
      \(facts)
      </footer>
      """
  }

  private mutating func prose(_ prose: Prose) -> String {
    var writer = HTMLMarkdown(prose, anchors: anchors)
    writer.openTags = openTags
    let text = writer.text()
    anchors = writer.anchors
    openTags = writer.openTags
    return text
  }

  private func code(_ code: String, of cell: Cell) -> String {
    HTMLCode.block(code, head: "\(page.lesson.file):\(cell.line)")
  }

  private mutating func table(_ table: WovenTable) -> String {
    let caption = "<b>\(table.name.escapedForMarkup).</b> \(HTMLMarkdown.line(table.caption))"
    return """
      <figure class="table"\(anchors.attribute(table.anchor))>
      <figcaption>\(caption)</figcaption>
      \(HTMLTable(columns: table.columns, cells: table.rows).text)</figure>
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
      folded("Hint \(number + 1)", "<p>\(HTMLMarkdown.line(hint))</p>")
    }
    let parts =
      [
        "<section class=\"exercise\"\(anchors.attribute(anchor))>",
        "<\(tag)>\(title)</\(tag)>", "<p>\(HTMLMarkdown.line(exercise.task))</p>",
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
