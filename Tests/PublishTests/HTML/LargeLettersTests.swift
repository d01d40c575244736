import Foundation
import Literate
import Publish
import SampleLessons
import Testing

@Suite(
  "HTML page for readers who set their browser up", .serialized,
  .enabled(if: Chromium.installed != nil, "needs Chromium or Chrome"))
struct LargeLettersTests {
  /// A chapter as the book has it, without the policy that would stop the tests' own style and scripts.
  private func page(_ lesson: Lesson) -> String {
    let results = lesson.cells.map { _ in CellResult(state: .done, items: [.output("loss  0.25")]) }
    return HTMLPage.text(
      of: WovenPage(lesson: lesson, results: results, facts: nil), picture: SamplePage.picture,
      index: .init(title: "Wavelet knowledge distillation", file: "index.html"),
      previous: .init(title: "1. Mother wavelet, scaling and shifting", file: "chapter-1.html"),
      next: .init(title: "3. Distillation", file: "chapter-3.html"),
      others: [
        .init(title: "Glossary", file: "glossary.html"),
        .init(title: "Bibliography", file: "bibliography.html"),
      ]
    ).replacing("http-equiv=\"Content-Security-Policy\"", with: "name=\"policy\"")
  }

  private struct Measure: Decodable {
    let page: String
    let width: Int
    let bar: Double
    let overflow: Int
    /// Columns in which a word is broken although the page is wider.
    let narrow: [String]
  }

  private func measures(_ pages: [(name: String, html: String)]) throws -> [Measure] {
    func attribute(_ text: String) -> String {
      text.replacing("&", with: "&amp;").replacing("\"", with: "&quot;")
    }
    let frames = pages.flatMap { page in
      [320, 360].map { width in
        """
        <iframe title="\(page.name)" style="width:\(width)px;height:640px;border:0"
          srcdoc="\(attribute(page.html))"></iframe>
        """
      }
    }
    let visit = try #require(Chromium.installed).visit(
      """
      <!DOCTYPE html><meta charset="utf-8"><title>measures</title>
      <body>\(frames.joined())<script>\(Self.script)</script></body>
      """)
    let match = try #require(visit.document.firstMatch(of: /<pre id="measures">([^<]*)<\/pre>/))
    let json = try #require(Data(base64Encoded: String(match.1)))
    return try JSONDecoder().decode([Measure].self, from: json)
  }

  /// Code may break anywhere, a word that is as long as the page is wide must.
  private static let script = """
    function narrow(page, width) {
      const found = new Set();
      const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const node = walker.currentNode, element = node.parentElement;
        if (element.closest("script, math, code, pre, .sidebar, .skip, .unseen")) continue;
        if (element.getClientRects().length === 0) continue;
        for (const word of node.data.matchAll(/\\p{L}+/gu)) {
          const range = page.createRange();
          range.setStart(node, word.index);
          range.setEnd(node, word.index + word[0].length);
          const lines = new Set([...range.getClientRects()].map(box => Math.round(box.top)));
          const column = element.closest("p, li, a, td, th, h1, h2, h3, summary, button, span");
          const room = column.getBoundingClientRect().width;
          if (lines.size > 1 && room < 0.7 * width) found.add(word[0] + " in " + Math.round(room));
        }
      }
      return [...found];
    }
    addEventListener("load", () => {
      const found = [...document.querySelectorAll("iframe")].map(frame => {
        const page = frame.contentDocument, root = page.documentElement;
        for (const details of page.querySelectorAll("details")) details.open = true;
        return {
          page: frame.title, width: frame.clientWidth,
          bar: page.querySelector(".bar").getBoundingClientRect().height,
          overflow: Math.max(0, root.scrollWidth - root.clientWidth),
          narrow: narrow(page, frame.clientWidth),
        };
      });
      const bytes = new TextEncoder().encode(JSON.stringify(found));
      let text = "";
      for (const byte of bytes) text += String.fromCharCode(byte);
      document.body.innerHTML = '<pre id="measures">' + btoa(text) + "</pre>";
    });
    """

  private static let large = "</style><style>:root { font-size: 200%; }</style>"

  @Test("letters twice as large fit small phones: a low bar, and no column narrower than a word")
  func large() throws {
    let pages = try LessonFiles.all().map { lesson in
      (lesson.file, page(lesson).replacing("</style>", with: Self.large))
    }
    let measures = try measures(pages)
    #expect(measures.count == 2 * pages.count && !pages.isEmpty)
    for measure in measures {
      let place: Comment = "\(measure.page) at \(measure.width)"
      // A third of the lowest screens: 568 and 640.
      #expect(measure.bar <= (measure.width == 320 ? 189 : 213), place)
      #expect(measure.overflow == 0, place)
      #expect(measure.narrow.isEmpty, place)
    }
  }

  @Test("the measures notice a high bar and a narrow column")
  func canary() throws {
    let spoilt = page(try #require(try LessonFiles.all().first)).replacing(
      "</style>",
      with: Self.large.replacing(
        "</style><style>",
        with: "</style><style>.bar span { flex-wrap: wrap !important; } main p { width: 6rem; }"))
    for measure in try measures([("spoilt", spoilt)]) {
      #expect(measure.bar > 213 && !measure.narrow.isEmpty)
    }
  }

  @Test("in forced colours only the link of the section that is read has a bar")
  func forcedColours() throws {
    let browser = try #require(Chromium.installed)
    let probe = """
      <script>
      const bars = [...document.querySelectorAll(".sidebar a")].map(link => {
        for (const other of document.querySelectorAll(".sidebar a")) {
          other.toggleAttribute("aria-current", other === link);
        }
        const paper = getComputedStyle(document.body).backgroundColor;
        return [...document.querySelectorAll(".sidebar a")]
          .filter(a => getComputedStyle(a).borderLeftColor !== paper)
          .every(a => a === link) &&
          getComputedStyle(link).borderLeftColor !== paper;
      });
      document.title = matchMedia("(forced-colors: active)").matches + " "
        + (bars.length > 5) + " " + bars.every(Boolean);
      </script></body>
      """
    let html = page(try #require(try LessonFiles.all().first)).replacing("</body>", with: probe)
    let visit = try browser.visit(
      html, options: ["--force-high-contrast", "--window-size=1280,900"])
    #expect(visit.document.contains("<title>true true true</title>"))
    let spoilt = html.replacing("border-left-color: Canvas;", with: "")
    #expect(spoilt != html)
    let other = try browser.visit(
      spoilt, options: ["--force-high-contrast", "--window-size=1280,900"])
    #expect(other.document.contains("<title>true true false</title>"), "the probe notices bars")
  }
}
