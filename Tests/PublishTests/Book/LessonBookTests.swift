import Literate
import Markup
import Publish
import Testing

@Suite("The book of the lessons")
struct LessonBookTests {
  @Test("every term of the glossary is used, every work is cited, and both follow the alphabet")
  func problems() throws {
    #expect(try BookFiles.book().problems == [])
  }

  @Test("every link of every page leads to an anchor of its chapter")
  func links() throws {
    let book = try BookFiles.book(withResults: true)
    let anchors = Dictionary(
      uniqueKeysWithValues: book.chapters.map { ($0.address, self.anchors(of: $0.page)) })
    let pages = [book.frontPage, book.glossaryPage, book.bibliographyPage]
    for link in pages.flatMap(BookLink.all(in:)) {
      #expect(anchors[link.page]?.contains(link.anchor) == true, "\(link)")
    }
  }

  @Test("every figure, table, numbered equation and exercise is listed once, in order")
  func lists() throws {
    let book = try BookFiles.book(withResults: true)
    let found = BookLink.all(in: book.frontPage).filter {
      $0.anchor.prefixMatch(of: /(fig|tbl|eq|ex)-/) != nil
    }
    let wanted = ["fig", "tbl", "eq", "ex"].flatMap { kind in
      book.chapters.flatMap { chapter in
        MarkdownPage.text(of: chapter.page).matches(of: /<a id="([a-z]+)-([^"]+)"><\/a>/)
          .filter { $0.1 == kind }.map { "\(chapter.address)#\(kind)-\($0.2)" }
      }
    }
    #expect(found.map { "\($0.page)#\($0.anchor)" } == wanted)
    #expect(wanted.count > 60)
  }

  @Test("every section is listed under its chapter")
  func sections() throws {
    let book = try BookFiles.book()
    for chapter in book.chapters {
      let names = BookLink.all(in: book.frontPage).filter { $0.page == chapter.address }.map(\.name)
      for heading in headings(of: chapter.page) where heading.level == 2 {
        #expect(names.contains(heading.title))
      }
      #expect(book.frontPage.contains("[\(chapter.page.lesson.title)](\(chapter.address))"))
    }
  }

  @Test("every formula of the glossary can be set")
  func formulas() throws {
    for formula in Prose(try BookFiles.text("glossary")).formulas {
      #expect(throws: Never.self) { try MathParser.parse(formula.latex) }
    }
  }

  private func anchors(of page: WovenPage) -> Set<String> {
    let text = MarkdownPage.text(of: page)
    let given = text.matches(of: /<a id="([^"]+)"><\/a>/).map { String($0.1) }
    return Set(given + headings(of: page).map { HeadingSlug.of($0.title) })
  }

  /// The headings of the lesson's text, read line by line.
  private func headings(of page: WovenPage) -> [(level: Int, title: String)] {
    page.lesson.blocks.flatMap { block -> [(level: Int, title: String)] in
      guard case .prose(let prose, _) = block else { return [] }
      return prose.source.split(separator: "\n").compactMap { line in
        line.wholeMatch(of: /(#+) (.+)/).map { ($0.1.count, String($0.2)) }
      }
    }
  }
}
