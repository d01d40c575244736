import Literate
import Publish
import SampleLessons
import Testing

@Suite(
  "HTML page in a browser", .serialized,
  .enabled(if: Chromium.installed != nil, "needs Chromium or Chrome"))
struct HTMLBrowserTests {
  @Test("every page fits phones and screens, and can be read in both schemes")
  func pages() throws {
    let browser = try #require(Chromium.installed)
    let pages = [("sample", try SamplePage.html())] + (try Self.chapters())
    let widths = [390, 768, 1280]
    let (measures, console) = try PageMeasure.of(pages, widths: widths, in: browser)
    #expect(console.isEmpty)
    #expect(measures.count == pages.count * widths.count)
    for measure in measures {
      let place: Comment = "\(measure.page) at \(measure.width)"
      #expect(measure.overflow == 0, place)
      #expect(measure.lostFormulas.isEmpty, place)
      #expect(measure.brokenPictures.isEmpty, place)
      #expect(measure.shrunkPictures.isEmpty, place)
      #expect(measure.faintTexts.isEmpty, place)
      #expect(measure.mistakes.isEmpty, place)
    }
  }

  @Test("the measures notice what is too wide, too faint, lost or broken")
  func canary() throws {
    let browser = try #require(Chromium.installed)
    let spoilt = try Self.unprotected()
      .replacing("--ink: #1d232b", with: "--ink: #909090")
      .replacing("--paper: #14181d", with: "--paper: #14181e")
      .replacing("src=\"data:image/png;base64,", with: "src=\"data:image/png;base64,A")
      .replacing(
        "</style>",
        with: "math { width: 0; } figure { width: 500px; } .wide img { min-width: 0; }</style>")
    let (measures, _) = try PageMeasure.of([("spoilt", spoilt)], widths: [390], in: browser)
    let measure = try #require(measures.first)
    #expect(measure.overflow > 0)
    #expect(!measure.lostFormulas.isEmpty)
    #expect(!measure.brokenPictures.isEmpty)
    #expect(!measure.shrunkPictures.isEmpty)
    #expect(measure.faintTexts.contains { $0.hasPrefix("light: p ") })
    #expect(!measure.mistakes.isEmpty)
  }

  @Test("who asked the system for dark pages gets one, with dark figures")
  func systemScheme() throws {
    let browser = try #require(Chromium.installed)
    let probe = """
      <script>
      const shown = document.querySelectorAll("img.for-dark")[0].getClientRects().length;
      document.title = getComputedStyle(document.body).backgroundColor + " " + shown;
      </script></body>
      """
    let page = try Self.unprotected().replacing("</body>", with: probe)
    let visit = try browser.visit(page, options: ["--force-dark-mode"])
    #expect(visit.document.contains("<title>rgb(20, 24, 29) 1</title>"))
  }

  @Test("the page's policy stops a request, and the console tells")
  func policy() throws {
    let browser = try #require(Chromium.installed)
    let page = try SamplePage.html().replacing(
      "</main>", with: "<img src=\"https://example.invalid/a.png\" alt=\"\"></main>")
    let visit = try browser.visit(page)
    #expect(visit.console.contains { $0.contains("Content Security Policy") })
    #expect(visit.document.contains("<html lang=\"en\" class=\"js\">"))
  }

  @Test("the page's policy stops every style and every script that is not the page's own")
  func foreignCode() throws {
    let browser = try #require(Chromium.installed)
    let page = try SamplePage.html().replacing(
      "</main>",
      with: """
        <style>h1 { color: rgb(1, 2, 3); }</style><p style="color: red" onclick="x()">a</p>
        <script>document.title = "taken";</script></main>
        """)
    let visit = try browser.visit(page)
    #expect(visit.console.count { $0.contains("Content Security Policy") } >= 3)
    #expect(!visit.document.contains("<title>taken</title>"))
  }

  /// The sample without its policy, which would stop the tests' own style and scripts.
  private static func unprotected() throws -> String {
    try SamplePage.html().replacing(
      "http-equiv=\"Content-Security-Policy\"", with: "name=\"policy\"")
  }

  /// The lessons as they stand, with something made up behind each cell.
  private static func chapters() throws -> [(String, String)] {
    try LessonFiles.all().map { lesson in
      let results = lesson.cells.map { cell in
        let label = "made-up-\(cell.index)"
        return CellResult(
          state: .done,
          items: [
            .output("loss  0.25"),
            .figure(FigureRecord(label: label, caption: "Made up.", alt: "Nothing.")),
          ],
          checks: [
            CheckRecord(name: "sum", found: "2", expected: "2", tolerance: "0", passed: true)
          ])
      }
      let page = WovenPage(lesson: lesson, results: results, facts: nil)
      let html = HTMLPage.text(
        of: page, picture: SamplePage.picture, index: .init(title: "Index", file: "index.html"),
        previous: nil, next: nil)
      return (lesson.file, html)
    }
  }
}
