import Literate
import Markup

extension Book {
  /// The page from which everything else can be reached.
  public var frontPage: String {
    let parts = ["# \(title)", summary, guide, contents] + lists
    return parts.joined(separator: "\n\n") + "\n"
  }

  private var guide: String {
    let minutes = chapters.reduce(0) { $0 + $1.page.lesson.minutes }
    return """
      ## How to read this book

      Read the chapters in order: each uses what the ones before it have built. To read them all \
      takes about \(minutes) minutes.

      - Where a page says **Predict**, stop and guess. A wrong guess teaches more than none.
      - Code is not decoration. Every cell was compiled and run; what stands below it is what it \
      printed, drew and checked.
      - The exercises at the end of each chapter have hints to open, one at a time.
      - A word you do not know is in the [glossary](\(glossary.address)), with the sections that \
      use it. The [bibliography](\(bibliography.address)) does the same for other people's work.
      """
  }

  private var contents: String {
    let chapters = chapters.map { chapter in
      let lesson = chapter.page.lesson
      let sections = chapter.sections.filter { !$0.isOpening }
        .map { "\n   - [\($0.title)](\($0.address))" }
      return "\(lesson.number). [\(lesson.title)](\(chapter.address)), \(lesson.minutes) minutes. "
        + lesson.summary + sections.joined()
    }
    return """
      ## Contents

      \(chapters.joined(separator: "\n"))

      Behind them: the [glossary](\(glossary.address)) and the \
      [bibliography](\(bibliography.address)).
      """
  }

  private var lists: [String] {
    [
      list("Figures", chapters.flatMap { $0.figures(links) }, separator: "\n"),
      list("Tables", chapters.flatMap { $0.tables(links) }, separator: "\n"),
      list("Equations", chapters.flatMap(\.equations), separator: "\n\n"),
      list("Exercises", chapters.flatMap { $0.exercises(links) }, separator: "\n"),
    ].compactMap { $0 }
  }

  private func list(_ title: String, _ items: [String], separator: String) -> String? {
    items.isEmpty ? nil : "## \(title)\n\n" + items.joined(separator: separator)
  }
}

/// The entries of a chapter in the lists of the front page, each with a link to its place.
extension Book.Chapter {
  func figures(_ links: PageLinks) -> [String] {
    page.chunks.compactMap { chunk in
      guard case .figure(let figure) = chunk else { return nil }
      return item(figure.name, figure.anchor, figure.caption, links)
    }
  }

  func tables(_ links: PageLinks) -> [String] {
    page.chunks.compactMap { chunk in
      guard case .table(let table) = chunk else { return nil }
      return item(table.name, table.anchor, table.caption, links)
    }
  }

  func exercises(_ links: PageLinks) -> [String] {
    page.chunks.compactMap { chunk in
      guard case .exercise(let exercise) = chunk else { return nil }
      return item(exercise.name, exercise.anchor, exercise.task, links)
    }
  }

  /// The formulas that have a number, each below its link.
  var equations: [String] {
    page.chunks.flatMap { chunk -> [String] in
      guard case .prose(let prose) = chunk else { return [] }
      return prose.formulas.compactMap { formula in
        guard let label = formula.label, let number = formula.number else { return nil }
        return "[Equation \(number)](\(address)#\(label))\n\n$$\(unended(formula.latex))$$"
      }
    }
  }

  private func item(
    _ name: String, _ anchor: String, _ text: Prose, _ links: PageLinks
  ) -> String {
    let reader = MarkdownReader(.extract, LessonLinks(links, of: page.lesson.file))
    let words = firstSentence(of: text.markdown(for: reader))
      .replacing("](#", with: "](\(address)#")
    return "- [\(name)](\(address)#\(anchor)): \(words)"
  }

  /// A formula without the mark that ends its sentence.
  private func unended(_ latex: String) -> String {
    latex.last == "." || latex.last == "," ? String(latex.dropLast()).trimmed : latex
  }
}

/// The text up to the first mark that ends a sentence and is followed by a new one or by nothing.
private func firstSentence(of text: String) -> String {
  text.firstMatch(of: /^.*?[.!?](?=\s+[A-Z`*]|\s*$)/).map { String($0.0) } ?? text
}
