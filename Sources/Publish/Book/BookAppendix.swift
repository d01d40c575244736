package import Literate
import Markup

extension Book {
  /// A page of entries in alphabetical order, written by hand: the glossary or the bibliography.
  public struct Appendix: Sendable {
    /// The path that messages name, such as `lessons/glossary.md`.
    public let file: String
    /// How the book's other pages link to it, such as `glossary.md`.
    public let address: String

    let blocks: [Block]

    enum Block {
      case prose(String)
      case entry(BookEntry)
    }

    /// Reads a page whose paragraphs begin with a name in bold where they are entries.
    public init(text: String, file: String, address: String) {
      self.file = file
      self.address = address
      blocks = paragraphs(of: text).map { paragraph, line in
        BookEntry(paragraph, line: line).map { .entry($0) } ?? .prose(paragraph)
      }
    }

    var entries: [BookEntry] {
      blocks.compactMap { if case .entry(let entry) = $0 { entry } else { nil } }
    }
  }
}

extension WovenPage {
  /// The page with a link where it first speaks of each entry of some pages that are written by hand.
  ///
  /// Outside of a book their entries have no anchors to link to.
  package func linked(to appendices: [Book.Appendix], inBook isInBook: Bool) -> WovenPage {
    let entries = appendices.flatMap { appendix in
      appendix.mentions(from: lesson.file, withAnchors: isInBook)
    }
    return linkingFirstUses(of: entries)
  }
}

extension Book.Appendix {
  /// The entries with their addresses as another file of the course links to them.
  func mentions(from file: String, withAnchors: Bool = true) -> [MentionedEntry] {
    let way = way(from: file)
    return entries.map { entry in
      MentionedEntry(
        name: entry.name, phrases: entry.phrases,
        address: withAnchors ? "\(way)#\(entry.anchor)" : way)
    }
  }

  /// The way to the page's file from the folder of another one, as an author would write it.
  private func way(from other: String) -> String {
    let target = file.split(separator: "/")
    let folder = other.split(separator: "/").dropLast()
    let common = zip(target.dropLast(), folder).prefix { $0 == $1 }.count
    let steps =
      Array(repeating: "..", count: folder.count - common) + target.dropFirst(common)
    return steps.joined(separator: "/")
  }
}

extension Book.Appendix {
  /// The page; each entry has an anchor before it, and after it links to where it occurs.
  func text(_ words: String, in sections: [BookSection], links: PageLinks) -> String {
    let reader = MarkdownReader(.codeHost, LessonLinks(links, of: file))
    let parts = blocks.map { block in
      switch block {
      case .prose(let text): return Prose(text).markdown(for: reader)
      case .entry(let entry):
        let links = entry.sections(in: sections).map { "[\($0.number)](\($0.address))" }
        let index = links.isEmpty ? "" : " *\(words):* \(links.joined(separator: ", "))."
        return "<a id=\"\(entry.anchor)\"></a>\(Prose(entry.text).markdown(for: reader))\(index)"
      }
    }
    return parts.joined(separator: "\n\n") + "\n"
  }

  /// Entries that no section speaks of, that stand at a wrong place, or that stand there twice.
  func problems(in sections: [BookSection]) -> [LessonError] {
    func mistake(_ entry: BookEntry, _ message: String) -> LessonError {
      LessonError(file: file, line: entry.line, message: message)
    }
    let strangers = entries.filter { $0.sections(in: sections).isEmpty }.map {
      mistake(
        $0, "no chapter speaks of `\($0.name)`; drop the entry, or name its words in {find: }")
    }
    let misplaced = zip(entries, entries.dropFirst()).compactMap { entry, next -> LessonError? in
      let (name, nextName) = (entry.name.lowercased(), next.name.lowercased())
      if name == nextName { return mistake(next, "`\(next.name)` stands here twice; keep one") }
      guard nextName < name else { return nil }
      return mistake(next, "`\(next.name)` belongs before `\(entry.name)`; keep the alphabet")
    }
    return (strangers + misplaced).sorted { $0.line < $1.line }
  }
}

/// The paragraphs of a text with their first lines, counted from 1.
private func paragraphs(of text: String) -> [(text: String, line: Int)] {
  let lines = PageText(text).lines.enumerated()
  return lines.split { $0.element.trimmed.isEmpty }.map { paragraph in
    let text = paragraph.map(\.element).joined(separator: "\n")
    return (text, (paragraph.first?.offset ?? 0) + 1)
  }
}

/// An entry of a hand-written list: a paragraph that begins with its name in bold.
///
/// `**Kullback–Leibler divergence** (KL): How far ... {find: KL; Kullback–Leibler divergence}`
/// is looked for in the chapters by the words in braces, or by its name where there are none. Of words such as
/// `the [scale]` those in brackets alone become a link.
struct BookEntry {
  /// The term or the work.
  let name: String
  /// The paragraph without the words in braces.
  let text: String
  /// Its names in the chapters, each a phrase of whole words.
  let phrases: [MentionedEntry.Phrase]
  /// The line of the file on which it begins.
  let line: Int

  /// Reads a paragraph, or gives nil where it is no entry.
  init?(_ paragraph: String, line: Int) {
    guard let head = paragraph.prefixMatch(of: /\*\*([^*]+)\*\*/) else { return nil }
    let find = paragraph.firstMatch(of: /\s*\{find:([^}]*)\}\s*$/)
    name = String(head.1)
    text = find.map { String(paragraph[..<$0.range.lowerBound]) } ?? paragraph
    phrases = (find?.1.split(separator: ";") ?? [head.1]).map { .init(String($0)) }
    self.line = line
  }

  /// The anchor of the entry on its page.
  var anchor: String { HeadingSlug.of(name) }

  /// The sections that speak of it.
  func sections(in book: [BookSection]) -> [BookSection] {
    book.filter { section in phrases.contains { section.words.contain($0.words) } }
  }
}
