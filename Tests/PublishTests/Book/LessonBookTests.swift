import Literate
import Markup
import Publish
import Testing

@Suite("The book of the lessons")
struct LessonBookTests {
  @Test("every term of the glossary is used, every work is cited, and both follow the alphabet")
  func problems() throws {
    #expect(try BookFiles.book(withResults: true).problems == [])
  }

  @Test("every link of every page leads to an anchor of its chapter, or to an entry")
  func links() throws {
    let book = try BookFiles.book(withResults: true)
    var anchors = Dictionary(
      uniqueKeysWithValues: book.chapters.map { ($0.address, self.anchors(of: $0.page)) })
    anchors["glossary.md"] = self.anchors(in: book.glossaryPage)
    anchors["bibliography.md"] = self.anchors(in: book.bibliographyPage)
    let pages = [book.frontPage, book.listsPage, book.glossaryPage, book.bibliographyPage]
    for link in pages.flatMap(BookLink.all(in:)) {
      #expect(anchors[link.page]?.contains(link.anchor) == true, "\(link)")
    }
    for index in book.chapters.indices {
      let links = BookLink.all(in: book.chapterPage(index)).filter { $0.page.hasPrefix("../") }
      #expect(links.count > 10)
      for link in links {
        let page = String(link.page.dropFirst(3))
        #expect(anchors[page]?.contains(link.anchor) == true, "\(link)")
      }
    }
  }

  @Test("every figure, table, numbered equation and exercise is listed once, in order")
  func lists() throws {
    let book = try BookFiles.book(withResults: true)
    let found = BookLink.all(in: book.listsPage).filter {
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

  @Test(
    "every formula of the glossary and of the front page can be set",
    arguments: ["glossary", "front"])
  func formulas(page: String) throws {
    for formula in Prose(try BookFiles.text(page)).formulas {
      #expect(throws: Never.self) { try MathParser.parse(formula.latex) }
    }
  }

  private func anchors(of page: WovenPage) -> Set<String> {
    anchors(in: MarkdownPage.text(of: page))
      .union(headings(of: page).map { HeadingSlug.of($0.title) })
  }

  private func anchors(in text: String) -> Set<String> {
    Set(text.matches(of: /<a id="([^"]+)"><\/a>/).map { String($0.1) })
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
