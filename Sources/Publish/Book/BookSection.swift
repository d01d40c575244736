import Literate
import Markup

/// A section of a chapter: what stands under a heading such as `## 2.1 Eight numbers`.
struct BookSection {
  /// The heading in full.
  let title: String
  /// The section's name in a list: `2.1`, or `2` for the opening of a chapter.
  let number: String
  /// How the book's other pages link to it.
  let address: String
  /// Whether it is what stands before the chapter's first section.
  let isOpening: Bool
  /// The words of its heading, prose and captions, without code and formulas.
  let words: Words
}

extension BookSection {
  /// The opening and the sections of a chapter in reading order, with the anchors that GitHub gives
  /// them.
  static func all(of page: WovenPage, at address: String) -> [BookSection] {
    var slugs = HeadingSlug()
    var parts: [(title: String, anchor: String, isOpening: Bool, text: String)] = []
    for text in page.chunks.compactMap(\.readableText) {
      for node in text.document.children {
        for heading in node.headings {
          let title = HeadingTitle(of: heading).source
          let anchor = slugs.next(for: title)
          if case .heading(let level) = node.kind, level <= 2 {
            parts.append((title, anchor, level == 1, ""))
          }
        }
        if !parts.isEmpty { parts[parts.count - 1].text += node.prose + "\n" }
      }
    }
    return parts.map { part in
      BookSection(
        title: part.title,
        number: part.isOpening ? "\(page.lesson.number)" : number(from: part.title),
        address: "\(address)#\(part.anchor)", isOpening: part.isOpening, words: Words(part.text))
    }
  }

  private static func number(from title: String) -> String {
    title.prefixMatch(of: /[0-9]+(\.[0-9]+)*/).map { String($0.0) } ?? title
  }
}

extension WovenPage.Chunk {
  fileprivate var readableText: Prose? {
    switch self {
    case .prose(let prose): prose
    case .figure(let figure): figure.caption
    case .table(let table): table.caption
    default: nil
    }
  }
}

extension MarkdownNode {
  /// The headings at or within a block: one in a quote takes an anchor, though it opens no section.
  fileprivate var headings: [MarkdownNode] {
    if case .heading = kind { [self] } else { children.flatMap(\.headings) }
  }

  /// The text of all leaves but code blocks, each block apart from the next.
  fileprivate var prose: String {
    switch kind {
    case .document, .blockQuote, .alert, .footnote, .list, .item, .table, .tableRow:
      children.map(\.prose).joined(separator: "\n")
    case .codeBlock: ""
    case .formula: Words.boundary
    case .heading, .paragraph, .tableCell, .emphasis, .strong, .strikethrough, .link, .image:
      children.map(\.prose).joined()
    default: plainText
    }
  }
}
