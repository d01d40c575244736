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
  /// of the page. Where there is none for the dark scheme, the light one serves both. `links` says where
  /// the course's files are, seen from the page; without it links stay as they are written.
  public static func text(
    of page: WovenPage, picture: (FigureRecord, Scheme) -> Data?, index: Neighbour?,
    previous: Neighbour?, next: Neighbour?, others: [Neighbour] = [], links: PageLinks? = nil
  ) -> String {
    let page = page.warned
    var chunks = HTMLChunks(page: page, links: links)
    let body =
      page.chunks.map {
        chunks.text(of: $0) { (light: picture($0, .light), dark: picture($0, .dark)) }
      } + [chunks.facts()]
    let frame = HTMLFrame(
      title: "\(page.lesson.number). \(page.lesson.title)", summary: page.lesson.summary,
      headings: chunks.anchors.headings, index: index, previous: previous, next: next,
      others: others)
    return frame.text(around: body.joined(separator: "\n"))
  }

  /// A page of plain Markdown in the same dress: the book's index, its glossary, its bibliography.
  ///
  /// `picture` gives the PNG bytes of a picture that stands alone, by its address, as those of a figure.
  public static func text(
    title: String, markdown: String, index: Neighbour?, previous: Neighbour?, next: Neighbour?,
    others: [Neighbour] = [], picture: (String, Scheme) -> Data? = { _, _ in nil }
  ) -> String {
    let hasHeading = markdown.trimmed.hasPrefix("# ")
    let markdown = hasHeading ? markdown : "# \(title)\n\n\(markdown)"
    var writer = HTMLMarkdown(Prose(markdown), anchors: HTMLAnchors())
    for case .image(let url) in writer.lonePictures.map(\.kind) {
      writer.pictures[url] = (light: picture(url, .light), dark: picture(url, .dark))
    }
    let body = writer.text() + writer.closingTags() + HTMLNote.list(writer.notes)
    let frame = HTMLFrame(
      title: title, summary: title, headings: writer.anchors.headings, index: index,
      previous: previous, next: next, others: others)
    return frame.text(around: body)
  }
}

/// The frame around the text of a page: its head, its contents and the links to other pages.
private struct HTMLFrame {
  let title: String
  let summary: String
  let headings: [HTMLAnchors.Heading]
  let index: HTMLPage.Neighbour?
  let previous: HTMLPage.Neighbour?
  let next: HTMLPage.Neighbour?
  let others: [HTMLPage.Neighbour]

  /// The whole file.
  func text(around body: String) -> String {
    """
    <!DOCTYPE html>
    <html lang="en">
    \(head)
    <body>
    <a class="skip" href="#\(HTMLAnchors.main)">Skip to the text</a>
    \(sidebar)
    <div class="page">
    \(bar)
    \(fold)
    <main id="\(HTMLAnchors.main)" tabindex="-1">
    \(body)
    </main>
    \(turn)
    </div>
    <div class="unseen" role="status" aria-live="polite"></div>
    <script>\(pageScript)</script>
    </body>
    </html>

    """.printableLines
  }

  /// The policy forbids every request, and every script and style but the page's own, whatever the text
  /// may hold.
  private var head: String {
    """
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; \
    style-src \(ownStyle); script-src \(ownScripts); base-uri 'none'; form-action 'none'">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="description" content="\(summary.escapedForMarkup)">
    <title>\(title.escapedForMarkup)</title>
    <style>\(styleSheet)</style>
    <script>\(startScript)</script>
    </head>
    """
  }

  private var bar: String {
    let home = index.map { link(to: $0, relation: "up", words: $0.title.escapedForMarkup) }
    let links = [home].compactMap(\.self) + others.map { link(to: $0) }
    return """
      <header class="bar"><span>\(links.joined(separator: " "))</span>\
      <button type="button" class="scheme">colours: auto</button></header>
      """
  }

  /// Wide screens show the contents beside the text, narrow ones fold them above it.
  private var sidebar: String {
    contents.isEmpty ? "" : "<nav class=\"sidebar\" aria-label=\"Contents\">\n\(contents)\n</nav>"
  }

  private var fold: String {
    guard !contents.isEmpty else { return "" }
    return """
      <nav class="fold" aria-label="Contents"><details><summary>Contents</summary>
      \(contents)
      </details></nav>
      """
  }

  private var contents: String {
    let items = headings.filter { (2...3).contains($0.level) }.map { heading in
      let anchor = heading.anchor.escapedForMarkup
      let title = heading.title.escapedForMarkup
      return "<li class=\"level-\(heading.level)\"><a href=\"#\(anchor)\">\(title)</a></li>"
    }
    guard items.count > 1 else { return "" }
    let ways = others.map { "<li>\(link(to: $0))</li>" }
    return list(items) + (ways.isEmpty ? "" : "\n" + list(ways, class: "others"))
  }

  private func list(_ items: [String], class name: String? = nil) -> String {
    let attribute = name.map { " class=\"\($0)\"" } ?? ""
    return "<ol\(attribute)>\n\(items.joined(separator: "\n"))\n</ol>"
  }

  private var turn: String {
    let links = [
      previous.map { link(to: $0, relation: "prev", words: way("previous", $0)) },
      index.map { link(to: $0, relation: "up", words: way("index", $0)) },
      next.map { link(to: $0, relation: "next", words: way("next", $0)) },
    ].compactMap { $0 }
    guard !links.isEmpty else { return "" }
    return "<nav class=\"turn\" aria-label=\"Pages\">\n\(links.joined(separator: "\n"))\n</nav>"
  }

  private func way(_ name: String, _ page: HTMLPage.Neighbour) -> String {
    "<small>\(name)</small> \(page.title.escapedForMarkup)"
  }

  private func link(to page: HTMLPage.Neighbour) -> String {
    "<a href=\"\(page.file.escapedForMarkup)\">\(page.title.escapedForMarkup)</a>"
  }

  private func link(to page: HTMLPage.Neighbour, relation: String, words: String) -> String {
    "<a rel=\"\(relation)\" href=\"\(page.file.escapedForMarkup)\">\(words)</a>"
  }
}

/// The rules of a page; dark screens and readers who choose dark get the same list of colours.
private let styleSheet =
  "\n"
  + embedded(PackageResources.page_css)
  .replacing("    /* dark.css */\n", with: embedded(PackageResources.dark_css))

private let startScript = "\n" + embedded(PackageResources.start_js)
private let pageScript = "\n" + embedded(PackageResources.page_js)

/// The digests by which a browser knows the page's own style and scripts.
private let ownStyle = source(of: styleSheet)
private let ownScripts = "\(source(of: startScript)) \(source(of: pageScript))"

/// A source of the policy: the text within an element, and no other.
private func source(of text: String) -> String {
  "'sha256-\(Data(SHA256.bytes(of: Array(text.utf8))).base64EncodedString())'"
}

/// A file that is part of the program.
private func embedded(_ resource: [UInt8]) -> String {
  String(decoding: resource, as: UTF8.self)
}
