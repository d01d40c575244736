import Foundation
import Literate
import Publish
import SampleLessons

/// The book of this package's lessons.
enum BookFiles {
  /// All chapters; with `results`, figures and tables as the cells would make them.
  static func book(withResults results: Bool = false) throws -> Book {
    let chapters = try LessonFiles.all().map { lesson in
      let made = lesson.cells.map { results ? CellResult(items: items(of: $0)) : CellResult() }
      return Book.Chapter(
        page: WovenPage(lesson: lesson, results: made, facts: nil),
        address: "chapter-\(lesson.number)/README.md")
    }
    return Book(
      front: Book.FrontPage(text: try text("front"), file: "lessons/front.md"), chapters: chapters,
      glossary: try appendix("glossary"), bibliography: try appendix("bibliography"),
      lists: "lists.md")
  }

  /// The text of a hand-written page.
  static func text(_ name: String) throws -> String {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    return try String(
      contentsOf: folder.appendingPathComponent("lessons/\(name).md"), encoding: .utf8)
  }

  private static func appendix(_ name: String) throws -> Book.Appendix {
    Book.Appendix(
      text: try text(name), file: "lessons/\(name).md", address: "\(name).md")
  }

  private static func items(of cell: Cell) -> [CellResult.Item] {
    cell.code.matches(of: /page\.(figure|table)\(\s*"([^"]+)"/).map { call in
      let label = String(call.2)
      let caption = "What \(label) is. And more."
      return call.1 == "figure"
        ? .figure(FigureRecord(label: label, caption: caption, alt: "Alt."))
        : .table(TableRecord(label: label, columns: ["a"], rows: [], caption: caption))
    }
  }
}

/// A link of a page to a place on another one.
struct BookLink: Hashable {
  let name: String
  let page: String
  let anchor: String

  /// All links of a page that lead to an anchor of a page of the book.
  static func all(in markdown: String) -> [BookLink] {
    markdown.matches(of: /\[([^\]]+)\]\(([A-Za-z0-9\/.-]+)#([^)]+)\)/).map {
      BookLink(name: String($0.1), page: String($0.2), anchor: String($0.3))
    }
  }
}
