import Literate
import Markup

extension WovenPage {
  /// Markdown as a notebook shows it: labelled formulas tagged, and no formula with a mark escaped.
  ///
  /// Jupyter takes formulas out before it reads the Markdown, so the backslash in `a^\*`, which
  /// keeps a code host from seeing emphasis, would come through to the formula.
  func notebookMarkdown(_ markdown: String) -> String {
    let mask = MathMask(taggingFormulas(in: markdown))
    return mask.pieces(of: mask.text).map { piece in
      switch piece {
      case .text(let text): return text
      case .formula(let formula):
        let marks = formula.isDisplay ? "$$" : "$"
        return marks + formula.latex.replacing("\\*", with: "*") + marks
      }
    }
    .joined()
  }
}
