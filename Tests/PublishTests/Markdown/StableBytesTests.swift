import Publish
import Testing

@Suite("Stable bytes")
struct StableBytesTests {
  /// Every form of one page, behind a mark.
  private static func forms() throws -> String {
    let page = try SamplePage.page()
    let notebook = Notebook.json(
      of: page, picture: { SamplePage.picture(of: $0, in: .light) }, withSolutions: true,
      product: NotebookFile.product)
    return "forms:\n" + MarkdownPage.text(of: page) + (try SamplePage.html())
      + String(decoding: notebook, as: UTF8.self)
  }

  @Test("another process, which orders sets and dictionaries anew, writes the same bytes")
  func processes() async throws {
    let other = await #expect(
      processExitsWith: .success, observing: [\.standardOutputContent]
    ) {
      print(try StableBytesTests.forms(), terminator: "")
    }
    let output = String(decoding: try #require(other).standardOutputContent, as: UTF8.self)
    let start = try #require(output.firstRange(of: "forms:\n")).lowerBound
    #expect(try output[start...] == Self.forms())
  }
}
