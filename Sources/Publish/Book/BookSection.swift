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

/// A text as its words in lower case; whatever is no letter and no digit stands between two words.
struct Words {
  private let words: [Substring]

  /// A text over which no phrase reaches, such as one in place of a formula.
  static let boundary = " 0 "

  init(_ text: String) {
    words = text.lowercased().split { !$0.isLetter && !$0.isNumber }
  }

  /// Whether a phrase occurs as whole words, its last one as it is, in the plural or numbered.
  func contain(_ phrase: Words) -> Bool {
    guard let last = phrase.words.last else { return false }
    let start = phrase.words.dropLast()
    return words.indices.contains { index in
      isForm(words[index], of: last) && words[..<index].suffix(start.count).elementsEqual(start)
    }
  }

  /// `bands` and `boxes` are forms of `band` and `box`, `boundaries` of `boundary`, `LL3` of `LL`.
  private func isForm(_ word: Substring, of singular: Substring) -> Bool {
    if word == singular { return true }
    if singular.last == "y" && word == singular.dropLast() + "ies" { return true }
    guard word.hasPrefix(singular) else { return false }
    let ending = word.dropFirst(singular.count)
    return ending == "s" || ending == "es" || ending.allSatisfy(\.isNumber)
  }
}
