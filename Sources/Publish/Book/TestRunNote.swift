import Literate
import Markup

extension WovenPage {
  /// Markdown of this page, with a warning under its title where the chapter only ran as a test.
  func notingTestRun(in markdown: String) -> String {
    let lines = markdown.markdownLines
    guard environment?.preset == "smoke",
      let title = lines.firstIndex(where: { !$0.isCode && $0.text.hasPrefix("# ") })
    else { return markdown }
    let note = "*A test run at the smallest size (preset smoke): its numbers mean nothing.*"
    var texts = lines.map(\.text)
    texts.insert(contentsOf: ["", note], at: title + 1)
    return texts.joined(separator: "\n")
  }
}
