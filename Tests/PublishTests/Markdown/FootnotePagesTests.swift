import Foundation
import Literate
import Publish
import SampleLessons
import Testing

@Suite("Notes, tasks and alerts on the pages")
struct FootnotePagesTests {
  private let cell = "```swift\nf()\n```\n"

  private func page(_ body: String, _ items: [CellResult.Item] = []) throws -> WovenPage {
    let lesson = try lesson(body)
    return WovenPage(
      lesson: lesson, results: lesson.cells.map { _ in CellResult(state: .done, items: items) },
      facts: nil)
  }

  private func html(_ page: WovenPage) -> String {
    HTMLPage.text(of: page, picture: { _, _ in nil }, index: nil, previous: nil, next: nil)
  }

  private func notebook(_ page: WovenPage) throws -> String {
    try NotebookFile(page).cells.filter { $0.cell_type == "markdown" }
      .map { $0.source.joined() }.joined(separator: "\n\n")
  }

  private let body = """
    First[^late] and second[^early], then first again[^late].

    - [ ] open
    - [x] done

    > [!WARNING]
    > Hot.

    [^early]: The *early* one.

    ```swift
    f()
    ```

    After it.

    [^late]: The late one.
    """

  @Test("marks and notes of a lesson find each other over its cells, on every page")
  func footnotes() throws {
    let page = try page(body)
    #expect(page.problems.isEmpty)
    let markdown = MarkdownPage.text(of: page)
    #expect(markdown.contains("First[^late] and second[^early], then first again[^late]."))
    #expect(markdown.contains("\n[^late]: The late one.\n"))
    let html = html(page)
    #expect(
      html.contains(
        """
        <p>First<sup><a id="note.1.mark" href="#note.1">1</a></sup> and \
        second<sup><a id="note.2.mark" href="#note.2">2</a></sup>, then first \
        again<sup><a href="#note.1">1</a></sup>.</p>
        """))
    let list = try #require(html.firstRange(of: "<section class=\"notes\" aria-label=\"Notes\">"))
    let notes = html[list.lowerBound...]
    #expect(notes.contains("<li id=\"note.1\" value=\"1\">The late one. <a href=\"#note.1.mark\""))
    #expect(notes.contains("<li id=\"note.2\" value=\"2\">The <em>early</em> one. <a"))
    #expect(try #require(html.firstRange(of: "After it.")).lowerBound < list.lowerBound)
    #expect(!html.contains("[^"))
    let notebook = try notebook(page)
    #expect(notebook.contains("First<sup>[1](#note-1)</sup> and second<sup>[2](#note-2)</sup>"))
    #expect(notebook.contains("<a id=\"note-1\"></a><sup>1</sup> The late one."))
    #expect(!notebook.contains("[^"))
  }

  @Test("tasks and alerts are on every page")
  func tasksAndAlerts() throws {
    let page = try page(body)
    let html = html(page)
    #expect(
      html.contains(
        """
        <li class="task"><input type="checkbox" disabled aria-label="to do"> open</li>
        <li class="task"><input type="checkbox" disabled checked aria-label="done"> done</li>
        """))
    #expect(
      html.contains(
        """
        <blockquote class="alert warning">
        <p class="alert-title">Warning</p>
        <p>Hot.</p>
        </blockquote>
        """))
    let markdown = MarkdownPage.text(of: page)
    #expect(markdown.contains("- [ ] open\n- [x] done\n\n> [!WARNING]\n> Hot."))
    #expect(try notebook(page).contains("- [x] done\n\n> **Warning**<br>\n> Hot."))
  }

  @Test("a page that is no lesson has its notes too")
  func otherPages() {
    let html = HTMLPage.text(
      title: "T", markdown: "# T\n\na[^x]\n\n[^x]: N", index: nil, previous: nil, next: nil)
    #expect(html.contains("a<sup><a id=\"note.1.mark\" href=\"#note.1\">1</a></sup>"))
    #expect(html.contains("<li id=\"note.1\" value=\"1\">N "))
  }

  @Test("what a cell writes has notes of its own, numbered after those of the text")
  func computed() throws {
    let page = try page("a[^x]\n\n[^x]: X\n\n" + cell, [.markdown("b[^y] c[^x]\n\n[^y]: Y")])
    #expect(page.problems.isEmpty)
    #expect(html(page).contains("<li id=\"note.2\" value=\"2\">Y "))
  }

  @Test(
    "a mark without a note, a note without a mark, a second and a long note are problems at their lines",
    arguments: [
      ("a[^x]", 6, "no note `[^x]:` stands"), ("a\n\n[^x]: b", 8, "nothing refers to the note"),
      ("a[^x]\n\n[^x]: b\n\n[^X]: c", 10, "stands here a second time"),
      ("a[^x]\n\n[^x]: b\n\n    c", 8, "more than one paragraph"),
    ])
  func problems(body: String, line: Int, words: String) throws {
    let problems = try page(body).problems
    #expect(problems.count == 1)
    #expect(problems.first?.line == line)
    #expect(problems.first?.message.contains(words) == true)
  }
}
