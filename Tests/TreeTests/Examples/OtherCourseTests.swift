import Foundation
import Testing

/// `Examples/other-course`, a package of its own with a course on another subject.
@Suite("A course on another subject")
struct OtherCourseTests {
  private static let example = "Examples/other-course"

  @Test("it is built without LibTorch, runs, and is woven for a code host and for a browser")
  func course() throws {
    let folder = try TemporaryFolder()
    let built = try Finished(
      "swift", "build", "--package-path", Self.example, "--scratch-path",
      folder.url.appendingPathComponent("build").path)
    try #require(built.status == 0, "\(built.output.suffix(3000)) \(built.errors.suffix(3000))")
    let products = folder.url.appendingPathComponent("build/debug")
    for library in ["CTorch", "Torch", "WKD", "Lessons"] {
      let place = products.appendingPathComponent("\(library).build").path
      let objects = (FileManager.default.subpaths(atPath: place) ?? []).filter {
        $0.hasSuffix(".o")
      }
      #expect(objects.isEmpty, "\(library) was compiled: \(objects)")
    }
    let lessons = Repository.root.appendingPathComponent("\(Self.example)/lessons").path
    let ran = try Finished(
      products.appendingPathComponent("other-course").path, lessons, folder.url.path)
    #expect(ran.status == 0, "\(ran.errors)")
    func page(_ name: String) throws -> String {
      let file = folder.url.appendingPathComponent("chapter-1/\(name)")
      return try String(contentsOf: file, encoding: .utf8)
    }
    let markdown = try page("README.md")
    #expect(markdown.contains("```text\n168 primes up to 1000\n```"))
    #expect(markdown.contains("| primes below 10 | [2, 3, 5, 7] | [2, 3, 5, 7] |  | PASS |"))
    #expect(markdown.contains("[Table 1.1](#tbl-count) shows.") && markdown.contains("\\tag{1.1}"))
    #expect(markdown.contains("| 1000 | 168 | 145 |"))
    let html = try page("index.html")
    #expect(html.contains("<h1 id=\"1-prime-numbers\">1 Prime numbers</h1>"))
    #expect(html.contains("<samp>168 primes up to 1000</samp>"))
    #expect(html.contains("<a href=\"#tbl-count\">Table 1.1</a>"))
    for text in [markdown, html] {
      #expect(text.firstMatch(of: /(?i)wkd|torch|wavelet/) == nil)
    }
  }

  @Test(
    "what courses share knows no product",
    arguments: ["Console", "Literate", "Markup", "Publish", "tangle"])
  func noProduct(target: String) throws {
    let files = Repository.files(below: "Sources/\(target)", "swift", "css", "js")
    #expect(!files.isEmpty)
    for path in files {
      let match = try Repository.text(path).firstMatch(
        of: /(?i)wkd[-_ ]?learn|torch|wavelet|chapter [0-9]|cyclegan/)
      #expect(match == nil, "\(path) names \(match.map { String($0.0) } ?? "")")
    }
  }
}
