import Literate
import Markup
import Publish
import SampleLessons
import Testing

@Suite("Book")
struct BookTests {
  private func book(
    _ body: String, glossary: String = "", bibliography: String = "",
    results: [CellResult] = []
  ) throws -> Book {
    let page = WovenPage(lesson: try lesson(body), results: results, facts: nil)
    return Book(
      title: "T", summary: "S.", chapters: [Book.Chapter(page: page, address: "3.html")],
      glossary: Book.Appendix(text: glossary, file: "g.md", address: "g.html"),
      bibliography: Book.Appendix(text: bibliography, file: "b.md", address: "b.html"))
  }

  private let body = """

    # Bands

    A box has bands.

    ## 3.1 Again

    Two boundaries, and *LL3*.

    ```text
    stripe
    ```

    ## 3.2 Again `x`

    | a | b |
    |---|---|
    | Doe and Roe (1999) | Band-pass |

    """

  @Test(
    "a term is found as whole words in any case, in the plural, numbered and in tables",
    arguments: [
      ("Box", "[3](3.html#bands)"), ("Boxes have bands", ""),
      ("Band", "[3](3.html#bands), [3.2](3.html#32-again-x)"),
      ("Boundary", "[3.1](3.html#31-again)"), ("LL", "[3.1](3.html#31-again)"),
      ("Again", "[3.1](3.html#31-again), [3.2](3.html#32-again-x)"), ("Ban", ""), ("Stripe", ""),
    ])
  func terms(name: String, links: String) throws {
    let book = try book(body, glossary: "# Glossary\n\n**\(name)**: What it is.\n")
    let anchor = HeadingSlug.of(name)
    let index = links.isEmpty ? "" : " *In:* \(links)."
    #expect(
      book.glossaryPage
        == "# Glossary\n\n<a id=\"\(anchor)\"></a>**\(name)**: What it is.\(index)\n")
    #expect(book.problems.isEmpty == !links.isEmpty)
  }

  @Test("an entry with words of its own is looked for by them alone, and the page hides them")
  func phrases() throws {
    let book = try book(
      body, bibliography: "**Box, 1999.** J. Doe: *A Title.* {find: nobody; Doe and Roe}\n")
    #expect(
      book.bibliographyPage == """
        <a id="box-1999"></a>**Box, 1999.** J. Doe: *A Title.* *Cited in:* [3.2](3.html#32-again-x).

        """)
  }

  @Test("an entry that nobody uses, stands at a wrong place or stands there twice is a mistake")
  func problems() throws {
    let book = try book(
      body, glossary: "# G\n\n**Box**: A.\n\n**None**: B.\n\n**Band**: C.\n\n**Band**: D.\n")
    #expect(book.problems.map(\.line) == [5, 7, 9])
    #expect(book.problems.map(\.file) == ["g.md", "g.md", "g.md"])
    let words = ["no chapter speaks of `None`", "belongs before `None`", "stands here twice"]
    for (problem, words) in zip(book.problems, words) {
      #expect(problem.message.contains(words))
    }
  }

  @Test("a chapter's page leads to its neighbours and to the pages beside them, above and below")
  func navigation() throws {
    let page = WovenPage(lesson: try lesson(body), results: [], facts: nil)
    let book = Book(
      title: "T", summary: "S.",
      chapters: ["1/README.md", "2/README.md"].map { .init(page: page, address: $0) },
      glossary: .init(text: "", file: "lessons/g.md", address: "g.md"),
      bibliography: .init(text: "", file: "lessons/b.md", address: "b.md"))
    let middle = "[Contents](../README.md) · [Glossary](../g.md) · [Bibliography](../b.md)"
    let first = book.chapterPage(0).split(separator: "\n")
    #expect(first.first == "\(middle) · [3 Bands](../2/README.md) →")
    #expect(first.last == first.first)
    #expect(book.chapterPage(1).hasPrefix("← [3 Bands](../1/README.md) · \(middle)\n\n"))
  }

  @Test("links to files lead from the folder of the book, on its other pages too")
  func links() throws {
    let caption = "See [two](03-bands.md#again), [a](../assets/a.csv)[^n]. More."
    let figure = FigureRecord(label: "f", caption: caption, alt: "A.")
    let book = try book(
      body + "\n\nx[^n]\n\n[^n]: N\n\n```swift\nf()\n```\n",
      glossary: "# G\n\n**Box**: In [three](03-bands.md), [a](assets/a.csv#b).\n",
      results: [CellResult(state: .done, items: [.figure(figure)])])
    #expect(
      book.frontPage.contains(
        "- [Figure 3.1](3.html#fig-f): See [two](3.html#again), [a](../assets/a.csv).\n"))
    #expect(book.glossaryPage.contains("In [three](3.html), [a](../assets/a.csv#b)."))
  }

  @Test("the front page lists what a chapter holds, with the first sentence of each caption")
  func frontPage() throws {
    let figure = FigureRecord(label: "f", caption: "One, see [Figure 3.1](#fig-f). Two.", alt: "A.")
    let book = try book(
      body + "\n$$a = b .$$ {#eq-e}\n\n```swift\nf()\n```\n",
      results: [CellResult(state: .done, items: [.figure(figure)])])
    let page = book.frontPage
    #expect(page.hasPrefix("# T\n\nS.\n\n## How to read this book\n"))
    #expect(
      page.contains(
        "3. [Bands](3.html), 20 minutes. What each band holds.\n"
          + "   - [3.1 Again](3.html#31-again)\n   - [3.2 Again x](3.html#32-again-x)\n"))
    #expect(page.contains("[glossary](g.html) and the [bibliography](b.html)"))
    #expect(
      page.contains(
        "## Figures\n\n- [Figure 3.1](3.html#fig-f): One, see [Figure 3.1](3.html#fig-f).\n"))
    #expect(page.contains("## Equations\n\n[Equation 3.1](3.html#eq-e)\n\n$$a = b$$\n"))
    #expect(!page.contains("## Tables") && !page.contains("## Exercises"))
  }
}
