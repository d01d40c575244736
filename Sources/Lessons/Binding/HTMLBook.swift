import Console
import Files
import Foundation
import Literate
import Publish

/// The files of a book for a browser.
struct HTMLBook {
  let book: Book
  let chapters: [FinishedChapter]
  /// The folder of the book.
  let place: URL
  /// The folder of the course.
  let course: URL

  /// The pages in reading order, each self-contained, with links to the previous and the next one.
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

    init(title: String, file: String, markdown: String, others: [Neighbour]) {
      neighbour = Neighbour(title: title, file: file)
      text = {
        HTMLPage.text(
          title: title, markdown: markdown, index: $0, previous: $1, next: $2, others: others)
      }
    }

    init(_ chapter: FinishedChapter, file: String, others: [Neighbour], links: PageLinks) {
      let lesson = chapter.page.lesson
      neighbour = Neighbour(title: "\(lesson.number). \(lesson.title)", file: file)
      text = {
        HTMLPage.text(
          of: chapter.page, picture: { $0.picture(for: $1, in: chapter.folder) }, index: $0,
          previous: $1, next: $2, others: others, links: links)
      }
    }
  }

  private var links: PageLinks {
    let (addresses, course) = (book.addresses, course)
    return PageLinks(root: place.path(to: course), chapter: { addresses[$0] }) { path in
      try? Data(contentsOf: course.appendingPathComponent(path))
    }
  }

  private var sheets: [Sheet] {
    let (glossary, bibliography) = (book.glossary.address, book.bibliography.address)
    let others = [
      HTMLPage.Neighbour(title: "Glossary", file: glossary),
      HTMLPage.Neighbour(title: "Bibliography", file: bibliography),
    ]
    func page(_ title: String, _ file: String, _ markdown: String) -> Sheet {
      Sheet(
        title: title, file: file, markdown: markdown, others: others.filter { $0.file != file })
    }
    return [page(book.title, "index.html", book.frontPage)]
      + zip(book.chapters, chapters).map {
        Sheet($1, file: $0.address, others: others, links: links)
      }
      + [
        page("Glossary", glossary, book.glossaryPage),
        page("Bibliography", bibliography, book.bibliographyPage),
      ]
  }
}
