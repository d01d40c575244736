import Foundation
import Literate

/// The files of a book for a browser.
struct HTMLBook {
  let book: Book
  let chapters: [FinishedChapter]

  /// Every file needs nothing beside it, and leads to the one before and the one behind.
  var files: [(path: String, data: Data)] {
    let index = HTMLPage.Neighbour(title: book.title, file: "index.html")
    let pages = sheets
    return pages.indices.map { number in
      let text = pages[number].text(
        number == 0 ? nil : index,
        number < 2 ? nil : pages[number - 1].neighbour,
        number + 1 < pages.count ? pages[number + 1].neighbour : nil)
      return (pages[number].neighbour.file, Data(text.utf8))
    }
  }

  /// One file, and how its text is made once its neighbours are known.
  private struct Sheet {
    typealias Neighbour = HTMLPage.Neighbour

    let neighbour: Neighbour
    let text: (_ index: Neighbour?, _ previous: Neighbour?, _ next: Neighbour?) -> String

    init(title: String, file: String, markdown: String) {
      neighbour = Neighbour(title: title, file: file)
      text = {
        HTMLPage.text(title: title, markdown: markdown, index: $0, previous: $1, next: $2)
      }
    }

    init(_ chapter: FinishedChapter, file: String) {
      let lesson = chapter.page.lesson
      neighbour = Neighbour(title: "\(lesson.number). \(lesson.title)", file: file)
      text = {
        HTMLPage.text(
          of: chapter.page, picture: { $0.picture(for: $1, in: chapter.folder) }, index: $0,
          previous: $1, next: $2)
      }
    }
  }

  private var sheets: [Sheet] {
    [Sheet(title: book.title, file: "index.html", markdown: book.frontPage)]
      + zip(book.chapters, chapters).map { Sheet($1, file: $0.address) }
      + [
        Sheet(title: "Glossary", file: book.glossary.address, markdown: book.glossaryPage),
        Sheet(
          title: "Bibliography", file: book.bibliography.address, markdown: book.bibliographyPage),
      ]
  }
}
