import Literate
import Markup
import Publish
import SampleLessons
import Testing

@Suite("First uses of terms and works in the book")
struct FirstUseTests {
  private let glossary = """
    # Glossary

    **Band**: In a picture.

    **Box**: What holds things. {find: box; crate}

    """

  private let works = "# Works\n\n**Doe, 1999.** J. Doe: *A Title.* {find: [Doe] and Roe}\n"

  private func book(_ body: String, results: [CellResult] = []) throws -> Book {
    let page = WovenPage(lesson: try lesson(body), results: results, facts: nil)
    return Book(
      front: .init(text: "# T\n\nA band.\n\n[b](03-bands.md)\n", file: "lessons/front.md"),
      chapters: [.init(page: page, address: "chapter-3/README.md")],
      glossary: .init(text: glossary, file: "lessons/glossary.md", address: "glossary.md"),
      bibliography: .init(text: works, file: "lessons/works.md", address: "works.md"),
      lists: "lists.md")
  }

  private var entries: [FirstUseAudit.Entry] {
    FirstUseAudit.Entry.all(in: glossary) + FirstUseAudit.Entry.all(in: works)
  }

  @Test("a chapter of the book links to its glossary and its bibliography")
  func links() throws {
    let book = try book("\n# Bands\n\nA **crate** of bands, by Doe and Roe. A box, a band.\n")
    #expect(
      book.chapterPage(0).contains(
        """
        A **[crate](../glossary.md#box)** of [bands](../glossary.md#band), by \
        [Doe](../works.md#doe-1999) and Roe. A box, a band.
        """))
    #expect(
      book.frontPage.hasPrefix("# T\n\nA [band](glossary.md#band).\n\n[b](chapter-3/README.md)\n"))
    #expect(!book.listsPage.contains("glossary.md") && book.glossaryPage.contains("*In:* [3]"))
  }

  @Test("the links of a page for a browser lead to the pages of the book")
  func html() throws {
    let book = try book("\n# Bands\n\nA **box**.\n")
    let pages = ["lessons/glossary.md": "glossary.html"]
    let text = HTMLPage.text(
      of: book.linkedPage(0), picture: { _, _ in nil }, index: nil, previous: nil, next: nil,
      links: PageLinks(chapter: { _ in nil }, page: { pages[$0] }))
    #expect(text.contains("<p>A <strong><a href=\"glossary.html#box\">box</a></strong>.</p>"))
  }

  @Test("a chapter that stands alone links to the lessons' own pages, which have no anchors")
  func alone() throws {
    let book = try book("\n# Bands\n\nA **box** by Doe and Roe.\n")
    let page = book.chapters[0].page.linked(to: [book.glossary, book.bibliography], inBook: false)
    #expect(
      MarkdownPage.text(of: page).contains(
        "A **[box](../../lessons/glossary.md)** by [Doe](../../lessons/works.md) and Roe."))
  }

  @Test(
    "the audit finds a word that comes before its explanation",
    arguments: [
      ("A crate.", ["Box: A crate."]), ("A **crate**.", []), ("A [crate](a.md).", []),
      ("Bands, then a **band**.", ["Band: Bands, then a band."]), ("# A band\n\n`box` $box$", []),
      ("As Doe and Roe say.", ["Doe, 1999.: As Doe and Roe say."]),
      ("| a |\n|---|\n| box |", ["Box: box"]),
      ("<details><summary>A box</summary>\n\n**Box**.\n\n</details>", ["Box: A box"]),
    ])
  func audit(text: String, early: [String]) throws {
    let page = try book("\n# Bands\n\n\(text)\n").chapters[0].page
    #expect(FirstUseAudit.earlyUses(of: entries, on: page) == early)
  }

  @Test("links leave early only what stands where no link can")
  func linkedAudit() throws {
    let body =
      "\n# Bands\n\nA crate.\n\n<details><summary>A band</summary>\n\nA band.\n\n</details>\n"
    let book = try book(body)
    #expect(FirstUseAudit.earlyUses(of: entries, on: book.linkedPage(0)) == ["Band: A band"])
  }

  @Test("no lesson uses a term or names a work before it is explained or linked")
  func lessons() throws {
    let book = try BookFiles.book(withResults: true)
    let entries = try ["glossary", "bibliography"].map(BookFiles.text)
      .flatMap(FirstUseAudit.Entry.all)
    #expect(entries.count > 100)
    for index in book.chapters.indices {
      let early = FirstUseAudit.earlyUses(of: entries, on: book.linkedPage(index))
      #expect(early == [], "chapter \(index + 1)")
    }
  }
}
