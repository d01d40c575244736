import Console
import Files
package import Foundation
package import Literate
package import Publish

/// Binds the whole course to a book.
package struct BookBinder {
  /// In which form a book is written.
  package enum Format: String, CaseIterable, Sendable {
    /// Markdown for a code host: `README.md`, and a folder with figures for each chapter.
    case markdown
    /// Files for a browser that need nothing beside them: `index.html`, one more for each chapter.
    case html
  }

  private let course: Course
  private let shelf: ChapterShelf

  /// Binds the chapters of a shelf.
  package init(course: Course, shelf: ChapterShelf) {
    self.course = course
    self.shelf = shelf
  }

  /// Writes the book in place of an older one, whole or not at all.
  ///
  /// - Returns: the book's first page.
  /// - Throws: ``BookError``, ``CourseError``, or what running a chapter throws.
  package func bind(into output: String, as format: Format) throws -> URL {
    let place = URL(fileURLWithPath: output, isDirectory: true)
    let way = place.path(to: shelf.reports)
    guard way.hasPrefix("..") else { throw BookError.overReports(output) }
    // Asked before the chapters run, so that a wrong folder costs no time.
    let mark = ".\(format.rawValue)-book"
    let folder = try ReportFolder(place: place, mark: mark)
    let chapters = try Course.chapters.map(shelf.finished)
    let pages = try pages(chapters, as: format, root: place)
    for (path, data) in pages { try write(data, to: folder.partial.appendingPathComponent(path)) }
    try write(
      Data("made by wkd-learn book\n".utf8), to: folder.partial.appendingPathComponent(mark))
    try folder.commit()
    return place.appendingPathComponent(format == .html ? "index.html" : "README.md")
  }

  private func pages(
    _ chapters: [FinishedChapter], as format: Format, root: URL
  ) throws -> [(path: String, data: Data)] {
    let book = try course.book(
      of: chapters.map(\.page), as: format, root: root.path(to: course.root))
    let mistakes = book.problems
    guard mistakes.isEmpty else {
      throw BookError.mistakes(mistakes.map(\.description).joined(separator: "\n"))
    }
    switch format {
    case .markdown: return try MarkdownBook(book: book, chapters: chapters).files(at: root, course)
    case .html:
      return HTMLBook(book: book, chapters: chapters, place: root, course: course.root).files
    }
  }

  private func write(_ data: Data, to file: URL) throws {
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try AtomicFile.write(data, to: file, isDurable: false)
  }
}

extension Course {
  /// The book of the chapters' pages, with the front page, the glossary and the bibliography beside the
  /// lessons; `root` leads from its folder to the course.
  ///
  /// - Throws: ``CourseError/unreadablePage(_:)``.
  package func book(
    of pages: [WovenPage], as format: BookBinder.Format, root way: String = ".."
  ) throws -> Book {
    let ending = format == .html ? "html" : "md"
    func appendix(_ page: HandWrittenPage) throws -> Book.Appendix {
      try self.appendix(page, address: "\(page.rawValue).\(ending)")
    }
    return Book(
      front: Book.FrontPage(
        text: try text(of: .front), file: HandWrittenPage.front.file),
      chapters: pages.map { page in
        let stem = ReportFolder.name(of: page.lesson.number)
        return Book.Chapter(
          page: page, address: format == .html ? "\(stem).html" : "\(stem)/README.md")
      },
      glossary: try appendix(.glossary), bibliography: try appendix(.bibliography),
      lists: "lists.\(ending)", root: way)
  }
}

/// The files of a book for a code host.
struct MarkdownBook {
  let book: Book
  let chapters: [FinishedChapter]

  /// The files of the book in a folder, with links from there to the course's lessons.
  func files(at place: URL, _ course: Course) throws -> [(path: String, data: Data)] {
    var files = [
      ("README.md", Data(book.frontPage.utf8)),
      (book.glossary.address, Data(book.glossaryPage.utf8)),
      (book.bibliography.address, Data(book.bibliographyPage.utf8)),
      (book.lists, Data(book.listsPage.utf8)),
    ]
    for (index, chapter) in chapters.enumerated() {
      let folder = ReportFolder.name(of: chapter.page.lesson.number)
      let root = place.appendingPathComponent(folder, isDirectory: true).path(to: course.root)
      let text = book.chapterPage(index, root: root)
      files.append(("\(folder)/README.md", Data(text.utf8)))
      files.append(("\(folder)/\(RunRecord.fileName)", try chapter.record.json))
      for figure in chapter.figures {
        let data = try Data(contentsOf: chapter.folder.appendingPathComponent(figure.path))
        files.append(("\(folder)/\(figure.path)", data))
      }
    }
    return files
  }
}
