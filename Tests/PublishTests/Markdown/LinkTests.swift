import Foundation
import Literate
import Publish
import SampleLessons
import Testing

@Suite("Links, pictures and money on the pages")
struct LinkTests {
  private let body = """
    See [two](02-three-level-dwt.md#a-b), [same](#here) and [source](../Sources/A.swift).

    ![p](../assets/p.png "T") ![lost](gone.png) <https://swift.org> `[c](02-x.md)` [d][ref]

    [ref]: ../assets/my%20file.txt

    A sum of $100 is $20 more, $x$ is none, `$5` and \\$7 are not, **$8**.
    """

  private func page() throws -> WovenPage {
    WovenPage(lesson: try lesson(body), results: [], facts: nil)
  }

  private let png = Data([0x89, 0x50, 0x4E, 0x47])

  @Test("Markdown leads to the other chapter's page, and to files from the new place")
  func markdown() throws {
    let text = MarkdownPage.text(of: try page())
    #expect(text.contains("[two](../chapter-2/README.md#a-b), [same](#here)"))
    #expect(text.contains("[source](../../Sources/A.swift)."))
    #expect(text.contains("![p](../../assets/p.png \"T\") ![lost](../../lessons/gone.png)"))
    #expect(text.contains("`[c](02-x.md)` [d][ref]\n\n[ref]: ../../assets/my%20file.txt"))
    #expect(text.contains("$100 is $20 more"))
  }

  @Test("HTML holds the pictures, and leads to the pages beside it")
  func html() throws {
    let png = png
    let links = PageLinks(root: "../..", chapter: { "chapter-\($0).html" }) { path in
      path == "assets/p.png" ? png : nil
    }
    let html = HTMLPage.text(
      of: try page(), picture: { _, _ in nil }, index: nil, previous: nil, next: nil, links: links)
    #expect(html.contains("<a href=\"chapter-2.html#a-b\">two</a>"))
    #expect(html.contains("<a href=\"#here\">same</a>"))
    #expect(html.contains("<a href=\"../../assets/my%20file.txt\">d</a>"))
    #expect(html.contains("<img src=\"data:image/png;base64,iVBORw==\" alt=\"p\">"))
    #expect(html.contains("<span class=\"elsewhere\">lost</span>"))
  }

  @Test("a notebook escapes money, and nothing else")
  func notebook() throws {
    let json = Notebook.json(
      of: try page(), picture: { _ in nil }, withSolutions: false,
      product: Product(name: "p", command: "p"),
      links: PageLinks(root: "..", chapter: { _ in nil }) { _ in Data([0x89, 0x50, 0x4E, 0x47]) })
    let text = String(decoding: json, as: UTF8.self)
    #expect(text.contains(#"A sum of \\$100 is \\$20 more, $x$ is none, `$5` and \\$7 are not"#))
    #expect(text.contains("[two](../lessons/02-three-level-dwt.md#a-b)"))
    #expect(text.contains("![p](data:image/png;base64,iVBORw=="))
  }

  @Test("the description of a picture is words on a code host, whatever it holds")
  func descriptions() throws {
    for alt in [
      "Values in [0, 1) rise.", "one ] bracket", "ends in \\", "two\n\nparagraphs", "a `code](x) b",
      "a <b](x) c>", "&lt; stays", "[x](y) ![z](w)",
    ] {
      let lesson = try lesson("```swift\nf()\n```")
      let figure = FigureRecord(label: "f", caption: "C.", alt: alt)
      let text = MarkdownPage.text(
        of: WovenPage(
          lesson: lesson, results: [CellResult(state: .done, items: [.figure(figure)])], facts: nil)
      )
      let html = HTMLPage.text(
        title: "T", markdown: text, index: nil, previous: nil, next: nil)
      // The writer shows the words of a picture that lies elsewhere.
      let words = alt.replacing("\n\n", with: " ").replacing("&", with: "&amp;")
        .replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      #expect(html.contains("<span class=\"elsewhere\">\(words)</span>"), "\(alt)")
    }
  }
}
