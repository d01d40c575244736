import Literate
import Markup

extension Book {
  /// The figures, the tables, the numbered equations and the exercises of all chapters.
  public var listsPage: String {
    let lists = [
      list("Figures", chapters.flatMap { $0.figures(links) }, separator: "\n"),
      list("Tables", chapters.flatMap { $0.tables(links) }, separator: "\n"),
      list("Equations", chapters.flatMap(\.equations), separator: "\n\n"),
      list("Exercises", chapters.flatMap { $0.exercises(links) }, separator: "\n"),
    ].compactMap(\.self)
    return (["# Lists"] + lists).joined(separator: "\n\n") + "\n"
  }

  private func list(_ title: String, _ items: [String], separator: String) -> String? {
    items.isEmpty ? nil : "## \(title)\n\n" + items.joined(separator: separator)
  }
}

/// The entries of a chapter in the lists, each with a link to its place.
extension Book.Chapter {
  fileprivate func figures(_ links: PageLinks) -> [String] {
    page.chunks.compactMap { chunk in
      guard case .figure(let figure) = chunk else { return nil }
      return "- " + item(figure.name, figure.anchor, figure.caption, links)
    }
  }

  fileprivate func tables(_ links: PageLinks) -> [String] {
    page.chunks.compactMap { chunk in
      guard case .table(let table) = chunk else { return nil }
      return "- " + item(table.name, table.anchor, table.caption, links)
    }
  }

  fileprivate func exercises(_ links: PageLinks) -> [String] {
    page.chunks.compactMap { chunk in
      guard case .exercise(let exercise) = chunk else { return nil }
      return "- " + item(exercise.name, exercise.anchor, exercise.task, links)
    }
  }

  /// The formulas that have a number, each below its link.
  fileprivate var equations: [String] {
    page.chunks.flatMap { chunk -> [String] in
      guard case .prose(let prose) = chunk else { return [] }
      return prose.formulas.compactMap { formula in
        guard let label = formula.label, let number = formula.number else { return nil }
        return "[Equation \(number)](\(address)#\(label))\n\n$$\(unended(formula.latex))$$"
      }
    }
  }

  /// A link to something that has a name, and the first sentence of its caption or its task.
  func item(_ name: String, _ anchor: String, _ text: Prose, _ links: PageLinks) -> String {
    let reader = MarkdownReader(.extract, LessonLinks(links, of: page.lesson.file))
    let words = firstSentence(of: text.markdown(for: reader))
      .replacing("](#", with: "](\(address)#")
    return "[\(name)](\(address)#\(anchor)): \(words)"
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
