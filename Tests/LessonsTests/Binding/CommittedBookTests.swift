import Foundation
import Lessons
import Literate
import Publish
import Testing

/// The book in `book/` is what the lessons and the recorded runs weave; `make book` brings it up to
/// date.
@Suite("The book that is kept with the course")
struct CommittedBookTests {
  private let course: Course
  private let folder: URL

  init() throws {
    course = try Course.locate()
    folder = course.root.appendingPathComponent("book", isDirectory: true)
  }

  private func text(_ path: String) throws -> String {
    try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
  }

  private func record(of chapter: Chapter) throws -> RunRecord {
    let file = "chapter-\(chapter.number)/\(RunRecord.fileName)"
    return try RunRecord(json: Data(contentsOf: folder.appendingPathComponent(file)))
  }

  private func page(of chapter: Chapter) throws -> WovenPage {
    try WovenPage(lesson: chapter.currentPage(in: course), record: record(of: chapter))
  }

  @Test(
    "each chapter is woven from its lesson and its recorded run",
    arguments: Course.chapters.map(\.number))
  func chapters(number: Int) throws {
    let chapter = try Course.chapter(number)
    let page = try page(of: chapter)
    #expect(page.problems.isEmpty)
    #expect(page.facts?["preset"] == "quick")
    #expect(try record(of: chapter).hasPassed(page.lesson))
    let kept = try text("chapter-\(chapter.number)/README.md")
    let book = try course.book(of: Course.chapters.map(self.page), as: .markdown)
    let index = try #require(Course.chapters.firstIndex { $0.number == number })
    #expect(
      kept == book.chapterPage(index),
      "run `make book`, or `wkd-learn book --output book --reweave`")
  }

  @Test(
    "each chapter has the pictures that its page shows, and no others",
    arguments: Course.chapters.map(\.number))
  func pictures(number: Int) throws {
    let chapter = try Course.chapter(number)
    let shown = try page(of: chapter).chunks.compactMap { chunk in
      if case .figure(let figure) = chunk { figure.record.path } else { nil }
    }
    let place = folder.appendingPathComponent("chapter-\(chapter.number)/figures").path
    let kept = try FileManager.default.contentsOfDirectory(atPath: place).map { "figures/\($0)" }
    #expect(Set(kept) == Set(shown))
  }

  @Test("front page, lists, glossary and bibliography fit the chapters")
  func otherPages() throws {
    let book = try course.book(of: Course.chapters.map(page), as: .markdown)
    #expect(book.problems.isEmpty)
    #expect(try text("README.md") == book.frontPage)
    #expect(try text("lists.md") == book.listsPage)
    #expect(try text("glossary.md") == book.glossaryPage)
    #expect(try text("bibliography.md") == book.bibliographyPage)
  }
}
