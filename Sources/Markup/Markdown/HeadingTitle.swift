/// The words of a heading, without any marks.
package struct HeadingTitle {
  /// With formulas as they are written: code hosts make the heading's anchor of this.
  package let source: String
  /// With formulas as Unicode, for places that cannot set them.
  package let line: String

  /// A title of plain words.
  package init(_ words: String) {
    source = words
    line = words
  }

  /// Reads a heading of a masked text.
  package init(of heading: MarkdownNode, in mask: MathMask) {
    let words = heading.plainText
    source = mask.unmasked(words)
    line = mask.pieces(of: words).map { piece in
      switch piece {
      case .text(let text): text
      case .formula(let formula): MathText.line(of: formula.latex)
      }
    }.joined()
  }
}
