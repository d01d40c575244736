import Markup

/// An entry of a hand-written list: a paragraph that begins with its name in bold.
///
/// `**Kullback–Leibler divergence** (KL): How far ... {find: KL; Kullback–Leibler divergence}`
/// is looked for in the chapters by the words in braces, or by its name where there are none.
struct BookEntry {
  /// The term or the work.
  let name: String
  /// The paragraph without the words in braces.
  let text: String
  /// Its names in the chapters, each a phrase of whole words.
  let phrases: [Words]
  /// The line of the file on which it begins.
  let line: Int

  /// Reads a paragraph, or gives nil where it is no entry.
  init?(_ paragraph: String, line: Int) {
    guard let head = paragraph.prefixMatch(of: /\*\*([^*]+)\*\*/) else { return nil }
    let find = paragraph.firstMatch(of: /\s*\{find:([^}]*)\}\s*$/)
    name = String(head.1)
    text = find.map { String(paragraph[..<$0.range.lowerBound]) } ?? paragraph
    phrases = (find?.1.split(separator: ";") ?? [head.1]).map { Words(String($0)) }
    self.line = line
  }

  /// The anchor of the entry on its page.
  var anchor: String { HeadingSlug.of(name) }

  /// The sections that speak of it.
  func sections(in book: [BookSection]) -> [BookSection] {
    book.filter { section in phrases.contains { section.words.contain($0) } }
  }
}
