import Literate
import Markup

/// The entries of a chapter in the lists of the front page, each with a link to its place.
extension Book.Chapter {
  var figures: [String] {
    page.chunks.compactMap { chunk in
      guard case .figure(let figure) = chunk else { return nil }
      return item(figure.name, figure.anchor, figure.caption)
    }
  }

  var tables: [String] {
    page.chunks.compactMap { chunk in
      guard case .table(let table) = chunk else { return nil }
      return item(table.name, table.anchor, table.caption)
    }
  }

  var exercises: [String] {
    page.chunks.compactMap { chunk in
      guard case .exercise(let exercise) = chunk else { return nil }
      return item(exercise.name, exercise.anchor, exercise.task)
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

  private func item(_ name: String, _ anchor: String, _ text: Prose) -> String {
    let words = firstSentence(of: text.markdown(for: .codeHost))
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
