import Literate
import Markup
import Publish
import SampleLessons
import Testing

@Suite("Book")
struct BookTests {
  private func book(
    _ body: String, front: String = "# T\n\nS.\n", glossary: String = "",
    bibliography: String = "",
    results: [CellResult] = []
  ) throws -> Book {
    let page = WovenPage(lesson: try lesson(body), results: results, facts: nil)
    return Book(
      front: Book.FrontPage(text: front, file: "f.md"),
      chapters: [Book.Chapter(page: page, address: "3.html")],
      glossary: Book.Appendix(text: glossary, file: "g.md", address: "g.html"),
      bibliography: Book.Appendix(text: bibliography, file: "b.md", address: "b.html"),
      lists: "l.html")
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
      front: .init(text: "# T\n", file: "f.md"),
      chapters: ["1/README.md", "2/README.md"].map { .init(page: page, address: $0) },
      glossary: .init(text: "", file: "lessons/g.md", address: "g.md"),
      bibliography: .init(text: "", file: "lessons/b.md", address: "b.md"), lists: "l.md")
    let middle =
      "[Contents](../README.md) · [Glossary](../g.md) · [Bibliography](../b.md) · [Lists](../l.md)"
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
      book.listsPage.contains(
        "- [Figure 3.1](3.html#fig-f): See [two](3.html#again), [a](../assets/a.csv).\n"))
    #expect(book.glossaryPage.contains("In [three](3.html), [a](../assets/a.csv#b)."))
  }

  @Test("the lists hold what a chapter holds, with the first sentence of each caption")
  func lists() throws {
    let figure = FigureRecord(label: "f", caption: "One, see [Figure 3.1](#fig-f). Two.", alt: "A.")
    let book = try book(
      body + "\n$$a = b .$$ {#eq-e}\n\n```swift\nf()\n```\n",
      results: [CellResult(state: .done, items: [.figure(figure)])])
    #expect(
      book.listsPage == """
        # Lists

        ## Figures

        - [Figure 3.1](3.html#fig-f): One, see [Figure 3.1](3.html#fig-f).

        ## Equations

        [Equation 3.1](3.html#eq-e)

        $$a = b$$

        """)
  }

  private let contents = """
    Reading all of it takes about 20 minutes.

    3. [Bands](3.html), 20 minutes. What each band holds.
       - [3.1 Again](3.html#31-again)
       - [3.2 Again x](3.html#32-again-x)

    After them: the [glossary](g.html), the [bibliography](b.html), and the [lists](l.html) of all \
    figures, tables, equations and exercises.
    """

  @Test("the front page is the author's, and its comment is where the contents stand")
  func frontPage() throws {
    let front =
      "# A *title*\n\nS, $x$.\n\n<!-- contents -->\n\n## End\n\n[3](03-bands.md) [a](a.md)\n"
    let book = try book(body, front: front)
    #expect(book.title == "A title")
    #expect(
      book.frontPage
        == "# A *title*\n\nS, $x$.\n\n\(contents)\n\n## End\n\n[3](3.html) [a](../a.md)\n")
  }

  @Test("without a place the contents stand at the end")
  func contentsAtEnd() throws {
    #expect(
      try book(body).frontPage == "# T\n\nS.\n\n## Contents\n\n\(contents)\n")
  }

  @Test("a comment shows a figure of a chapter, described, named and linked")
  func frontFigure() throws {
    let figure = FigureRecord(label: "f", caption: "One. Two.", alt: "A [box].")
    let front = "# T\n\n<!-- figure f of chapter 3 -->\n\nS.\n"
    let text = body + "\n```swift\nf()\n```\n"
    let book = try book(
      text, front: front, results: [CellResult(state: .done, items: [.figure(figure)])])
    #expect(
      book.frontPage.hasPrefix(
        """
        # T

        ![A \\[box\\].](figures/f.png)

        [Figure 3.1](3.html#fig-f): One.

        S.

        """))
    #expect(book.problems.isEmpty)
    let other = try self.book(
      text, front: "# T\n\n\n<!-- figure g of chapter 3 -->\n", results: [CellResult()])
    #expect(other.problems.map(\.line) == [4])
    #expect(other.problems.first?.message.contains("chapter 3 has no figure `g`") == true)
    #expect(!other.frontPage.contains("<!--"))
  }

  @Test("a comment shows what a cell of a chapter has written")
  func frontText() throws {
    let text = body + "\n```swift\n//| label: said\nf()\n```\n"
    let found = [CellResult(state: .done, items: [.markdown("It is **2**.")])]
    let front = "# T\n\n<!-- text said of chapter 3 -->\n\nS.\n"
    let book = try book(text, front: front, results: found)
    #expect(book.frontPage.hasPrefix("# T\n\nIt is **2**.\n\nS.\n"))
    #expect(book.problems.isEmpty)
    let other = try self.book(
      text, front: "# T\n\n<!-- text unsaid of chapter 3 -->\n", results: found)
    #expect(other.problems.first?.message.contains("chapter 3 has no text `unsaid`") == true)
    #expect(!other.frontPage.contains("<!--"))
  }
}
