import Literate
import Publish
import SampleLessons
import Testing

@Suite("The note on a test run")
struct TestRunNoteTests {
  private let note = "A test run at the smallest size (preset smoke): its numbers mean nothing."

  private func page(warning: String?) throws -> WovenPage {
    let body = "# Bands\n\nText.\n\n# More\n"
    return WovenPage(
      lesson: try lesson(body), results: [], facts: RunFacts(["seed": "7"], warning: warning))
  }

  private func forms(warning: String?) throws -> (markdown: String, html: String) {
    let page = try page(warning: warning)
    let book = Book(
      front: .init(text: "# T\n", file: "f.md"),
      chapters: [.init(page: page, address: "3/README.md")],
      glossary: .init(text: "", file: "g.md", address: "g.md"),
      bibliography: .init(text: "", file: "b.md", address: "b.md"), lists: "l.md")
    let html = HTMLPage.text(
      of: page, picture: { _, _ in nil }, index: nil, previous: nil, next: nil)
    return (book.chapterPage(0), html)
  }

  @Test("a page of the smallest size says once, under its title, that its numbers mean nothing")
  func smoke() throws {
    let (markdown, html) = try forms(warning: note)
    #expect(markdown.contains("# Bands\n\n*\(note)*\n\nText."))
    #expect(markdown.ranges(of: note).count == 1)
    #expect(html.contains("Bands</h1>\n<p><em>\(note)</em></p>\n<p>Text.</p>"))
    #expect(html.ranges(of: note).count == 1)
  }

  @Test("any other page says nothing of the kind")
  func quick() throws {
    let (markdown, html) = try forms(warning: nil)
    #expect(!markdown.contains(note) && !html.contains(note))
  }
}
