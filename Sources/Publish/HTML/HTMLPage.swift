public import Foundation
public import Literate
import Markup

/// Writes pages as HTML files that need nothing beside them.
public enum HTMLPage {
  /// A page before, after or above this one.
  public struct Neighbour: Equatable, Sendable {
    /// The page's title.
    public let title: String
    /// The name of its file, which lies in the same folder.
    public let file: String

    /// Names a page.
    public init(title: String, file: String) {
      self.title = title
      self.file = file
    }
  }

  /// The colours that a figure is drawn in.
  public enum Scheme: CaseIterable, Sendable {
    /// Dark ink on white paper.
    case light
    /// Light ink on dark paper.
    case dark
  }

  /// The text of a woven page; `others` are pages beside the chapters, such as the glossary.
  ///
  /// `picture` gives the PNG bytes of a figure as drawn for a scheme, with two pixels for each unit
  /// of the page. Where there is none for the dark scheme, the light one serves both.
  public static func text(
    of page: WovenPage, picture: (FigureRecord, Scheme) -> Data?, index: Neighbour?,
    previous: Neighbour?, next: Neighbour?, others: [Neighbour] = []
  ) -> String {
    let page = page.warned
    var chunks = HTMLChunks(page: page)
    let body = page.chunks.map { chunks.text(of: $0, picture: picture) } + [chunks.facts()]
    let frame = HTMLFrame(
      title: "\(page.lesson.number). \(page.lesson.title)", summary: page.lesson.summary,
      headings: chunks.anchors.headings, index: index, previous: previous, next: next,
      others: others)
    return frame.text(around: body.joined(separator: "\n"))
  }

  /// A page of plain Markdown in the same dress: the book's index, its glossary, its bibliography.
  public static func text(
    title: String, markdown: String, index: Neighbour?, previous: Neighbour?, next: Neighbour?,
    others: [Neighbour] = []
  ) -> String {
    let hasHeading = markdown.trimmed.hasPrefix("# ")
    let markdown = hasHeading ? markdown : "# \(title)\n\n\(markdown)"
    var writer = HTMLMarkdown(Prose(markdown), anchors: HTMLAnchors())
    let body = writer.text() + writer.closingTags()
    let frame = HTMLFrame(
      title: title, summary: title, headings: writer.anchors.headings, index: index,
      previous: previous, next: next, others: others)
    return frame.text(around: body)
  }
}
