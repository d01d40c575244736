import Literate
import Markup

/// What a chapter adds to the lists of the front page, each with a link to where it stands.
extension Book.Chapter {
  var figures: [String] {
    page.chunks.compactMap { chunk in
      guard case .figure(let figure, let name) = chunk else { return nil }
      return item(name, "fig-\(figure.label)", firstSentence(of: figure.caption))
    }
  }

  var tables: [String] {
    page.chunks.compactMap { chunk in
      guard case .table(let table, let name) = chunk else { return nil }
      return item(name, "tbl-\(table.label)", firstSentence(of: table.caption))
    }
  }

  var exercises: [String] {
    page.chunks.compactMap { chunk in
      guard case .exercise(let cell, let exercise, let name) = chunk else { return nil }
      return item(name, "ex-\(cell.name)", firstSentence(of: exercise.task))
    }
  }

  /// The formulas that have a number, each below its link.
  var equations: [String] {
    page.chunks.flatMap { chunk -> [String] in
      guard case .prose(let markdown) = chunk else { return [] }
      return MathMask(markdown).formulas.compactMap { formula in
        guard let label = formula.label, let number = page.number(ofEquation: label) else {
          return nil
        }
        return "[Equation \(number)](\(address)#\(label))\n\n$$\(unended(formula.latex))$$"
      }
    }
  }

  private func item(_ name: String, _ anchor: String, _ words: String) -> String {
    let words = words.replacing("](#", with: "](\(address)#")
    return "- [\(name)](\(address)#\(anchor)): \(words)"
  }

  /// A formula without the mark that ends its sentence.
  private func unended(_ latex: String) -> String {
    latex.last == "." || latex.last == "," ? String(latex.dropLast()).trimmed : latex
  }
}

/// The text up to the first mark that ends a sentence and has a new one, or nothing, behind it.
private func firstSentence(of text: String) -> String {
  text.firstMatch(of: /^.*?[.!?](?=\s+[A-Z`*]|\s*$)/).map { String($0.0) } ?? text
}
