import Console
import Foundation
import Literate
import Publish

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
