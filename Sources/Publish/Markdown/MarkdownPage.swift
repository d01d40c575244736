public import Literate
import Markup

/// Writes a woven page as Markdown that reads well on a code host.
public enum MarkdownPage {
  /// The text of a page; its pictures are in the folder `figures` beside it.
  ///
  /// `root` leads from the page's folder to the folder of the lessons' files, as `../..` does; the pages of
  /// other chapters are in the folders `chapter-N` beside the page's.
  public static func text(of page: WovenPage, root: String = "../..") -> String {
    text(of: page, links: .beside(root: root))
  }

  /// The text of a page from which other files are seen as `links` says.
  public static func text(of page: WovenPage, links: PageLinks) -> String {
    let reader = MarkdownReader(.codeHost, LessonLinks(links, of: page.lesson.file))
    let chunks = page.chunks.map { text(of: $0, in: page, root: links.root, for: reader) }
    let parts = chunks + ["---", page.footerInMarkdown]
    return parts.joined(separator: "\n\n") + "\n"
  }

  private static func text(
    of chunk: WovenPage.Chunk, in page: WovenPage, root: String, for reader: MarkdownReader
  ) -> String {
    let file = page.lesson.file
    switch chunk {
    case .prose(let prose): return prose.markdown(for: reader)
    case .code(let cell):
      let code = fencedBlock(cell.code, as: "swift") + source(of: cell, file, root)
      return cell.isFolded ? foldedBlock(cell.foldedTitle, code) : code
    case .output(let output): return fencedBlock(output, as: "text")
    case .figure(let figure):
      return """
        <a id="\(figure.anchor)"></a>

        ![\(figure.record.alt.escapedInMarkdown)](\(figure.record.path))

        \(figure.namedCaption(for: reader))
        """
    case .table(let table): return table.markdown(for: reader)
    case .checks(let checks): return checks.markdown(for: reader)
    case .exercise(let exercise):
      return text(of: exercise, source: source(of: exercise.cell, file, root), for: reader)
    case .notRun: return "*Not run.*"
    case .notFinished: return "*Not finished.*"
    case .failed(let message, let line):
      return "**Failed** at `\(file):\(line)`:\n\n" + fencedBlock(message, as: "text")
    }
  }

  /// The task for all to see; help, check and solution only for those who open them.
  private static func text(
    of exercise: WovenExercise, source: String, for reader: MarkdownReader
  ) -> String {
    let (task, hints) = exercise.markdown(for: reader)
    let parts =
      [task, fencedBlock(exercise.cell.task, as: "swift") + source] + hints + [
        foldedBlock("The check", fencedBlock(exercise.cell.check, as: "swift")),
        foldedBlock("A solution", fencedBlock(exercise.cell.solution, as: "swift")),
      ]
    return parts.joined(separator: "\n\n")
  }

  /// The line of the lesson; a code host shows lines of Markdown only where it is asked for plain text.
  private static func source(of cell: Cell, _ file: String, _ root: String) -> String {
    "\n\n<sub>[\(file):\(cell.line)](\(root)/\(file)?plain=1#L\(cell.line))</sub>"
  }
}
