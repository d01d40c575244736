import Literate
import Publish
import SampleLessons
import Testing

@Suite("Addresses of the book in its HTML pages")
struct BookAddressTests {
  private func html(of page: WovenPage) -> String {
    HTMLPage.text(of: page, picture: { _, _ in nil }, index: nil, previous: nil, next: nil)
  }

  private func headings(of html: String) -> [String] {
    html.matches(of: /<h[1-6] id="([^"]*)">/).map { String($0.1) }
  }

  @Test("a section's address is its heading's id: repeated, with a formula, with any signs")
  func headings() throws {
    let body = """
      # Bands

      ## Main

      ## The $\\hat a_1^2$ law, *twice*: 2² – `x_y`?

      > ## Again

      ## Again

      ### Again

      ## Again

      ## How this page was made

      ## Own

      """
    let page = WovenPage(lesson: try lesson(body), results: [], facts: nil)
    let book = Book(
      front: .init(text: "# T\n", file: "f.md"), chapters: [.init(page: page, address: "3.html")],
      glossary: .init(text: "", file: "g.md", address: "g.html"),
      bibliography: .init(text: "", file: "b.md", address: "b.html"), lists: "l.html")
    let html = html(of: page)
    let sections = BookLink.all(in: book.frontPage).map(\.anchor)
    #expect(
      sections == [
        "main", "the-hat-a_12-law-twice-2--x_y", "again-1", "again-3", "how-this-page-was-made",
        "own",
      ])
    let skipped = ["bands", "again", "again-2", "how-this-page-was-made-1"]
    #expect(headings(of: html).filter { !skipped.contains($0) } == sections)
    #expect(headings(of: html).count == sections.count + skipped.count)
    #expect(html.contains(">The â₁² law, twice: 2² – x_y?</a>"))
  }

  @Test("in the lessons every address of every page of the book is an id")
  func lessons() throws {
    let book = try BookFiles.book(withResults: true)
    let pages = Dictionary(
      uniqueKeysWithValues: book.chapters.map { ($0.address, html(of: $0.page)) })
    let links = [book.frontPage, book.listsPage, book.glossaryPage, book.bibliographyPage]
      .flatMap(BookLink.all(in:)).filter { pages[$0.page] != nil }
    #expect(links.count > 100)
    for link in links {
      let page = try #require(pages[link.page])
      let isSection = link.anchor.prefixMatch(of: /(fig|tbl|eq|ex)-/) == nil
      #expect(page.contains(" id=\"\(link.anchor)\""), "\(link)")
      #expect(!isSection || headings(of: page).contains(link.anchor), "\(link)")
    }
  }
}
