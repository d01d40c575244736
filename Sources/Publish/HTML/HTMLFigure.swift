import Literate
import Markup

/// Sets a figure with its pictures inside the page.
enum HTMLFigure {
  typealias Pictures = HTMLPictures.Pair

  /// The figure; `id` is the attribute that makes it an anchor.
  static func text(
    of figure: WovenFigure, id: String, links: LessonLinks?, pictures: (FigureRecord) -> Pictures
  ) -> String {
    let words = HTMLMarkdown.line(figure.caption, links: links)
    let caption = "<b>\(figure.name.escapedForMarkup).</b> \(words)"
    return """
      <figure\(id)>
      \(HTMLPictures.text(of: pictures(figure.record), alt: figure.record.alt))
      <figcaption>\(caption)</figcaption></figure>
      """
  }
}
