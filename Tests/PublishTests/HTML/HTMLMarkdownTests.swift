import Publish
import Testing

@Suite("HTML of plain Markdown")
struct HTMLMarkdownTests {
  /// What stands in the page's main part.
  private func body(_ markdown: String) -> String {
    let html = HTMLPage.text(
      title: "T", markdown: markdown, index: nil, previous: nil, next: nil)
    let main = html.split(separator: "<main id=\"page.text\" tabindex=\"-1\">\n").last ?? ""
    return String(main.prefix(upTo: main.firstRange(of: "\n</main>")?.lowerBound ?? main.endIndex))
  }

  @Test("a page without a heading gets its title as one, escaped")
  func heading() {
    #expect(body("Text.") == "<h1 id=\"t\">T</h1>\n<p>Text.</p>")
    #expect(body("# Own\n") == "<h1 id=\"own\">Own</h1>")
    let html = HTMLPage.text(title: "a < b", markdown: "", index: nil, previous: nil, next: nil)
    #expect(html.contains("<title>a &lt; b</title>"))
    #expect(html.contains("<h1 id=\"a--b\">a &lt; b</h1>"))
  }

  @Test("no level of headings is skipped")
  func levels() {
    #expect(
      body("# A\n\n#### B\n\n## C") == """
        <h1 id="a">A</h1>
        <h2 id="b">B</h2>
        <h2 id="c">C</h2>
        """)
  }

  @Test(
    "each kind of block and of inline text has its element",
    arguments: [
      ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
      ("3. a\n\n4. b", "<ol start=\"3\">\n<li><p>a</p></li>\n<li><p>b</p></li>\n</ol>"),
      ("> a", "<blockquote>\n<p>a</p>\n</blockquote>"),
      ("***", "<hr>"),
      (
        "a *b* **c** ~~d~~ `e<`",
        "<p>a <em>b</em> <strong>c</strong> <del>d</del> <code>e&lt;</code></p>"
      ),
      ("a\\\nb", "<p>a<br>\nb</p>"),
      ("[a](b.html#c)", "<p><a href=\"b.html#c\">a</a></p>"),
      ("[a](java&#10;script:b)", "<p>a</p>"),
      ("![a $x$](b.png)", "<p><span class=\"elsewhere\">a $x$</span></p>"),
    ])
  func kinds(markdown: String, html: String) {
    #expect(body("# H\n\n" + markdown) == "<h1 id=\"h\">H</h1>\n" + html)
  }

  @Test(
    "a sign that a mark joins to its neighbour is escaped, and so is a scheme's colon seen",
    arguments: [
      (
        "![x\"\u{301} onload=a() y](data:image/png;base64,AA)",
        "<p><img src=\"data:image/png;base64,AA\" alt=\"x&quot;\u{301} onload=a() y\"></p>"
      ),
      ("`\u{D4E}<b>`", "<p><code>\u{D4E}&lt;b&gt;</code></p>"),
      ("[a](javascript:\u{301}b)", "<p>a</p>"),
    ])
  func joined(markdown: String, html: String) {
    let scalars = body("# H\n\n" + markdown).unicodeScalars
    #expect(scalars.elementsEqual("<h1 id=\"h\">H</h1>\n\(html)".unicodeScalars))
  }

  @Test(
    "a few elements pass, comments are dropped, and the rest is shown as written",
    arguments: [
      ("H<sub>2</sub>O<br/>x", "<p>H<sub>2</sub>O<br>x</p>"),
      ("a <sup>b", "<p>a <sup>b</sup></p>"),
      ("a </sub> b", "<p>a &lt;/sub&gt; b</p>"),
      ("a <!-- b --> c", "<p>a  c</p>"),
      ("a <u>b</u>", "<p>a &lt;u&gt;b&lt;/u&gt;</p>"), ("a <i>b</i>", "<p>a <i>b</i></p>"),
      ("<sub onclick=\"a()\">b", "<p>&lt;sub onclick=&quot;a()&quot;&gt;b</p>"),
      ("x <a id=\"own\"></a>", "<p>x <a id=\"own\"></a></p>"),
      ("x <a id=\"page.text\"></a>", "<p>x <a></a></p>"),
      (
        "<details open>\n<summary>S</summary>\n</details>",
        "<details open>\n<summary>S</summary>\n</details>\n"
      ),
    ])
  func foreign(markdown: String, html: String) {
    #expect(body("# H\n\n" + markdown) == "<h1 id=\"h\">H</h1>\n" + html)
  }

  @Test(
    "a quote, an item and a paragraph close what they opened, and nothing around them",
    arguments: [
      (
        "> <details>\n\na",
        "<blockquote>\n<details>\n</details>\n</blockquote>\n<p>a</p>"
      ),
      ("- <details>\n\na", "<ul>\n<li><details>\n</details></li>\n</ul>\n<p>a</p>"),
      (
        "<details>\n\n> a\n>\n> </details>\n\n</details>",
        "<details>\n\n<blockquote>\n<p>a</p>\n&lt;/details&gt;\n\n</blockquote>\n</details>\n"
      ),
      (
        "<details>\n\na </details> b\n\n</details>",
        "<details>\n\n<p>a &lt;/details&gt; b</p>\n</details>\n"
      ),
    ])
  func enclosed(markdown: String, html: String) {
    #expect(body("# H\n\n" + markdown) == "<h1 id=\"h\">H</h1>\n" + html)
  }

  @Test("a display formula ends the paragraph around it")
  func display() {
    let html = body("# H\n\nBy\n$$a$$\nit holds.")
    #expect(html.contains("<p>By</p>\n<div class=\"equation\"><div class=\"scroll\"><math"))
    #expect(html.hasSuffix("</math></div></div>\n<p>it holds.</p>"))
  }

  @Test("a page without sections has no contents, one without neighbours no ways to them")
  func bare() {
    let html = HTMLPage.text(title: "T", markdown: "a", index: nil, previous: nil, next: nil)
    #expect(!html.contains("<nav"))
  }

  @Test("other pages are in the bar where there is no index, and need contents to stand behind")
  func others() {
    let others = [HTMLPage.Neighbour(title: "a < b", file: "c&d.html")]
    func html(_ markdown: String) -> String {
      HTMLPage.text(
        title: "T", markdown: markdown, index: nil, previous: nil, next: nil, others: others)
    }
    let link = "<a href=\"c&amp;d.html\">a &lt; b</a>"
    #expect(html("a").contains("<header class=\"bar\"><span>\(link)</span>"))
    #expect(html("a").ranges(of: link).count == 1)
    #expect(html("## A\n\n## B").ranges(of: "<li>\(link)</li>\n</ol>").count == 2)
  }
}
