public import Literate

/// All chapters as one book: a front page, lists, a glossary that is its index too, and a bibliography.
///
/// The pages are Markdown. Their addresses are relative to the folder in which the front page, the
/// lists, the glossary and the bibliography lie side by side.
public struct Book: Sendable {
  /// The text of the front page, as far as it is written by hand.
  public let front: FrontPage
  /// The chapters in reading order.
  public let chapters: [Chapter]
  /// The terms that the chapters use.
  public let glossary: Appendix
  /// The works that the chapters name.
  public let bibliography: Appendix
  /// How the book's other pages link to the lists, such as `lists.md`.
  public let lists: String

  /// The course's files as the pages beside the chapters see them.
  let links: PageLinks
  private let sections: [BookSection]

  /// One chapter and where it stands.
  public struct Chapter: Sendable {
    /// The chapter.
    public let page: WovenPage
    /// How the book's other pages link to it, such as `chapter-1/README.md`.
    public let address: String

    /// Makes a chapter of the book.
    public init(page: WovenPage, address: String) {
      self.page = page
      self.address = address
    }
  }

  /// Binds chapters to a book; `root` leads from its folder to the folder of the lessons' files.
  public init(
    front: FrontPage, chapters: [Chapter], glossary: Appendix, bibliography: Appendix,
    lists: String, root: String = ".."
  ) {
    self.front = front
    self.chapters = chapters
    self.glossary = glossary
    self.bibliography = bibliography
    self.lists = lists
    sections = chapters.flatMap(\.sections)
    let (addresses, pages) = (chapters.addresses, [glossary, bibliography].addresses)
    links = PageLinks(root: root, chapter: { addresses[$0] }, page: { pages[$0] })
  }

  /// The book's title.
  public var title: String { front.title }

  /// The terms, and for each the sections that use it.
  public var glossaryPage: String { glossary.text("In", in: sections, links: links) }

  /// The works, and for each the sections that name it.
  public var bibliographyPage: String { bibliography.text("Cited in", in: sections, links: links) }

  /// Terms and works of which no chapter speaks, entries out of order, and what the front page shows and no
  /// chapter has.
  public var problems: [LessonError] {
    frontPageProblems + glossary.problems(in: sections) + bibliography.problems(in: sections)
  }
}

extension Book {
  /// A chapter with links where it first uses each term and first names each work.
  public func linkedPage(_ index: Int) -> WovenPage {
    chapters[index].page.linked(to: [glossary, bibliography], inBook: true)
  }

  /// A chapter in Markdown, with the way to the book's other pages above and below it.
  ///
  /// `root` leads from the chapter's folder to the folder of the lessons' files.
  public func chapterPage(_ index: Int, root: String = "../..") -> String {
    let navigation = navigation(at: index)
    let (addresses, pages) = (addresses, pageAddresses)
    let links = PageLinks(
      root: root, chapter: { addresses[$0].map { "../\($0)" } },
      page: { pages[$0].map { "../\($0)" } })
    let text = MarkdownPage.text(of: linkedPage(index).warned, links: links)
    return navigation + "\n\n" + text + "\n" + navigation + "\n"
  }

  /// How the book's front page links to each chapter, by its number.
  public var addresses: [Int: String] { chapters.addresses }

  /// How the book's front page links to the glossary and the bibliography, by their files.
  public var pageAddresses: [String: String] { [glossary, bibliography].addresses }

  /// Links from the folder of a chapter, which lies in the folder of the front page.
  private func navigation(at index: Int) -> String {
    func link(_ neighbour: Int) -> String? {
      guard chapters.indices.contains(neighbour) else { return nil }
      let lesson = chapters[neighbour].page.lesson
      return "[\(lesson.number) \(lesson.title)](../\(chapters[neighbour].address))"
    }
    let parts = [
      link(index - 1).map { "← \($0)" }, "[Contents](../README.md)",
      "[Glossary](../\(glossary.address))", "[Bibliography](../\(bibliography.address))",
      "[Lists](../\(lists))", link(index + 1).map { "\($0) →" },
    ]
    return parts.compactMap(\.self).joined(separator: " · ")
  }
}

extension [Book.Chapter] {
  fileprivate var addresses: [Int: String] {
    Dictionary(map { ($0.page.lesson.number, $0.address) }) { first, _ in first }
  }
}

extension [Book.Appendix] {
  fileprivate var addresses: [String: String] {
    Dictionary(map { ($0.file, $0.address) }) { first, _ in first }
  }
}

extension Book.Chapter {
  /// The opening and the sections in reading order.
  var sections: [BookSection] { BookSection.all(of: page, at: address) }
}
