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

    init(
      title: String, file: String, markdown: String, others: [Neighbour],
      picture: @escaping (String, HTMLPage.Scheme) -> Data?
    ) {
      neighbour = Neighbour(title: title, file: file)
      text = {
        HTMLPage.text(
          title: title, markdown: markdown, index: $0, previous: $1, next: $2, others: others,
          picture: picture)
      }
    }

    init(
      _ chapter: FinishedChapter, page: WovenPage, file: String, others: [Neighbour],
      links: PageLinks
    ) {
      let lesson = page.lesson
      neighbour = Neighbour(title: "\(lesson.number). \(lesson.title)", file: file)
      text = {
        HTMLPage.text(
          of: page, picture: { $0.picture(for: $1, in: chapter.folder) }, index: $0,
          previous: $1, next: $2, others: others, links: links)
      }
    }
  }

  private var links: PageLinks {
    let (addresses, pages, course) = (book.addresses, book.pageAddresses, course)
    return PageLinks(
      root: place.path(to: course), chapter: { addresses[$0] },
      file: { try? Data(contentsOf: course.appendingPathComponent($0)) }, page: { pages[$0] })
  }

  private var sheets: [Sheet] {
    let others = [
      HTMLPage.Neighbour(title: "Glossary", file: book.glossary.address),
      HTMLPage.Neighbour(title: "Bibliography", file: book.bibliography.address),
      HTMLPage.Neighbour(title: "Lists", file: book.lists),
    ]
    func page(_ title: String, _ file: String, _ markdown: String) -> Sheet {
      Sheet(
        title: title, file: file, markdown: markdown, others: others.filter { $0.file != file },
        picture: picture)
    }
    let front = book.frontPage { folder(of: $0.page) + "/" + $1.path }
    let chapters = chapters.enumerated().map { number, chapter in
      Sheet(
        chapter, page: book.linkedPage(number), file: book.chapters[number].address,
        others: others, links: links)
    }
    return [page(book.title, "index.html", front)] + chapters
      + zip(others, [book.glossaryPage, book.bibliographyPage, book.listsPage]).map {
        page($0.title, $0.file, $1)
      }
  }

  /// The picture of a figure by the address that the front page has for it.
  private func picture(at address: String, _ scheme: HTMLPage.Scheme) -> Data? {
    for chapter in chapters {
      let folder = folder(of: chapter.page)
      for figure in chapter.figures where address == folder + "/" + figure.path {
        return figure.picture(for: scheme, in: chapter.folder)
      }
    }
    return nil
  }

  private func folder(of page: WovenPage) -> String { ReportFolder.name(of: page.lesson.number) }
}
