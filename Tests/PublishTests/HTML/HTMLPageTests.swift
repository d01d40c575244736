import Literate
import Markup
import Publish
import SampleLessons
import Testing

@Suite("HTML page")
struct HTMLPageTests {
  private let html: String

  init() throws {
    html = try SamplePage.html()
  }

  private func values(of attribute: String) -> [String] {
    html.split(separator: " \(attribute)=\"").dropFirst()
      .compactMap { $0.split(separator: "\"").first.map(String.init) }
  }

  @Test("no id is given twice")
  func uniqueIDs() {
    let ids = values(of: "id")
    #expect(Set(ids).count == ids.count)
    #expect(Set(ids).isSuperset(of: ["a-section", "a-section-1", "a-section-2"]))
  }

  @Test("every link inside the page has its target")
  func targets() {
    let ids = Set(values(of: "id"))
    let links = values(of: "href").filter { $0.hasPrefix("#") }.map { String($0.dropFirst()) }
    #expect(links.count > 10)
    #expect(Set(links).isSubset(of: ids))
    #expect(
      ids.isSuperset(of: ["fig-both", "fig-lost", "tbl-wide", "eq-sum", "eq-wide", "ex-fill"]))
  }

  @Test("only the page's own two scripts are scripts, whatever the lesson and its cells say")
  func escaping() {
    #expect(html.ranges(of: "<script>").count == 2)
    #expect(!html.contains("alert(1)</script>"))
    #expect(html.contains("<title>3. Bands &lt;script&gt;"))
    #expect(html.contains("content=\"What &quot;each&quot; band &lt;holds&gt;.\""))
    #expect(html.contains("alt=\"A &lt;script&gt;alert(1)&lt;/script&gt;&quot;\""))
    #expect(!html.contains("<b onclick"))
    #expect(!html.contains("href=\"javascript"))
    #expect(!html.contains("dropped"))
  }

  @Test("nothing is fetched: no style sheet, no font, no picture from elsewhere")
  func requests() {
    for request in ["<link", "url(", "@import", "@font-face", "srcset", "<iframe", "fetch("] {
      #expect(!html.contains(request), "\(request)")
    }
    #expect(values(of: "src").allSatisfy { $0.hasPrefix("data:image/png;base64,") })
    #expect(html.contains("default-src 'none'; img-src data:;"))
  }

  @Test("figures are numbered, sized by half their pixels, and show one picture a scheme")
  func figures() {
    #expect(html.contains("<b>Figure 3.1.</b> In <code>both</code> <math"))
    #expect(html.contains("<img class=\"for-light\" width=\"600\" height=\"4\" alt="))
    #expect(html.contains("<img class=\"for-dark\" width=\"4\" height=\"2\" alt="))
    #expect(html.ranges(of: "class=\"mat\"").count == 1)
    #expect(html.ranges(of: "<div class=\"scroll wide\">").count == 1)
    #expect(html.contains("<div class=\"scroll wide\">\n<img class=\"for-light\" width=\"800\""))
    #expect(html.contains("<p class=\"elsewhere\">What was drawn &lt;script&gt;"))
  }

  @Test("tables have their caption above, and numbers on their right")
  func tables() throws {
    let start = try #require(html.firstRange(of: "id=\"tbl-wide\""))
    let table = html[start.lowerBound...]
    let caption = try #require(table.firstRange(of: "<figcaption><b>Table 3.1.</b> Too wide"))
    let body = try #require(table.firstRange(of: "<table>"))
    #expect(caption.lowerBound < body.lowerBound)
    #expect(html.contains("<td class=\"right\">1.5</td>"))
    #expect(html.contains("<td>two<br>lines</td>"))
    #expect(html.contains("<td class=\"center\">b</td>"))
    #expect(html.contains("<th scope=\"col\">- &lt;script&gt;"))
  }

  @Test("formulas are MathML with a number, and LaTeX that is not known stays readable")
  func formulas() {
    #expect(html.contains("<div class=\"equation\" id=\"eq-sum\"><div class=\"scroll\"><math"))
    #expect(html.contains("<span class=\"number\">(3.2)</span>"))
    #expect(html.contains("<code class=\"latex\">\\nosuchcommand{x}</code>"))
    #expect(html.contains("<span class=\"unbroken\">(<math"))
    #expect(html.contains("<span class=\"long\"><math"))
  }

  @Test("checks say their verdict in words, and cells that did not end say so")
  func verdicts() {
    #expect(html.contains("<td><strong class=\"pass\">PASS</strong></td><td>sum</td>"))
    #expect(html.contains("<strong class=\"fail\">FAIL</strong>"))
    #expect(html.contains("Not run."))
    #expect(html.contains("Not finished."))
    #expect(html.contains("<strong>Failed</strong> at <code>lessons/03-bands.md:42</code>"))
  }

  @Test("an exercise shows its blank and folds hints, check and solution away")
  func exercise() {
    #expect(html.contains("<section class=\"exercise\" id=\"ex-fill\">"))
    #expect(html.contains("<span class=\"blank\">___</span>"))
    for title in ["Hint 1", "Hint 2", "The check", "A solution"] {
      #expect(html.contains("<details><summary>\(title)</summary>"))
    }
    #expect(html.contains("<span class=\"number\">1</span> + <span class=\"number\">2</span>"))
    #expect(html.ranges(of: "//| check").isEmpty)
  }

  @Test("the ways to other pages, the contents and the facts of the run are there")
  func frame() {
    #expect(html.contains("<a rel=\"prev\" href=\"chapter-2.html\">"))
    #expect(html.contains("<a rel=\"next\" href=\"chapter-4.html\">"))
    #expect(html.contains("<a rel=\"up\" href=\"index.html\">The course</a>"))
    #expect(html.contains("<li class=\"level-3\"><a href=\"#ex-fill\">Exercise 3.1: fill</a>"))
    #expect(html.contains("<a class=\"skip\" href=\"#page.text\">"))
    #expect(html.contains("<h2 id=\"how-this-page-was-made\">How this page was made</h2>"))
    #expect(html.contains("<td>preset</td><td>quick</td>"))
  }

  @Test("other pages stand beside the index in the bar, and behind the contents")
  func others() throws {
    let bar = try #require(html.firstMatch(of: /<header class="bar"><span>(.*)<\/span><button/)).1
    #expect(
      bar.hasPrefix(
        "<a rel=\"up\" href=\"index.html\">The course</a> "
          + "<a href=\"glossary.html\">Glossary</a> <a href=\"works.html\">Works "))
    let ends = html.ranges(
      of: "</ol>\n<ol class=\"others\">\n<li><a href=\"glossary.html\">Glossary</a></li>\n")
    #expect(ends.count == 2)
  }

  @Test("what an author folds away may hold cells, and is closed at the end of the page at last")
  func foldedCells() throws {
    let cell = "```swift\n//| kind: skip\nf()\n```\n"
    func html(_ body: String) throws -> Substring {
      let page = WovenPage(lesson: try lesson(body), results: [CellResult()], facts: nil)
      let text = HTMLPage.text(
        of: page, picture: { _, _ in nil }, index: nil, previous: nil, next: nil)
      return try #require(text.split(separator: "<details>").last)
    }
    let opening = "<details>\n<summary>More</summary>\n\n" + cell
    #expect(try html(opening + "\n</details>\n\nEnd.").contains("</pre></div>\n</details>"))
    #expect(try html(opening).contains("</details><footer"))
  }

  @Test("folded code opens at its line, with its link to the source")
  func foldedCode() throws {
    let page = WovenPage(
      lesson: try lesson("```swift\n//| fold: true\nf()\ng()\n```\n"), results: [CellResult()],
      facts: nil)
    let text = HTMLPage.text(
      of: page, picture: { _, _ in nil }, index: nil, previous: nil, next: nil)
    #expect(
      text.contains(
        "<details><summary>The code that draws, 2 lines</summary>\n<div class=\"code\">"))
  }

  @Test("a reader who asks for dark colours gets those of a dark system, and every one of them")
  func darkColours() throws {
    let html = try SamplePage.html()
    func colours(_ selector: String) throws -> [String: Substring] {
      let start = try #require(html.firstRange(of: selector)).upperBound
      let rule = html[start...].prefix { $0 != "}" }
      let found = rule.matches(of: /--([a-z-]+): (#[0-9a-f]+);/).map { (String($0.1), $0.2) }
      return Dictionary(uniqueKeysWithValues: found)
    }
    let system = try colours("@media screen and (prefers-color-scheme: dark) {")
    let asked = try colours(":root[data-scheme=dark] {")
    let light = try colours(":root {")
    #expect(asked == system)
    #expect(asked.keys == light.keys && asked.count > 20)
    #expect(!asked.contains { light[$0.key] == $0.value })
  }
}
