package import Literate
import Markup

extension Book {
  /// A page that is written by hand, but for what its comments ask for.
  ///
  /// `<!-- contents -->` is the place of the chapters and their sections; without it they stand at the end.
  /// `<!-- figure LABEL of chapter N -->` is the place of a figure that a chapter has drawn. A comment stands
  /// in a line of its own.
  public struct FrontPage: Sendable {
    /// The path that messages name, such as `lessons/front.md`.
    public let file: String
    /// The first heading.
    public let title: String

    fileprivate let text: String

    /// Reads a page.
    public init(text: String, file: String) {
      self.file = file
      self.text = PageText(text).text
      let heading = Prose(self.text).document.children.first(where: \.isHeading)
      title = heading.map { HeadingTitle(of: $0).line } ?? "The book"
    }
  }

  /// The page from which everything else can be reached.
  public var frontPage: String { frontPage { $0.path(of: $1) } }

  /// The same, where the addresses of figures are given.
  package func frontPage(
    picture: (_ chapter: Chapter, _ figure: FigureRecord) -> String
  ) -> String {
    let reader = MarkdownReader(.codeHost, LessonLinks(links, of: front.file))
    var uses = FirstUses(
      of: glossary.mentions(from: front.file) + bibliography.mentions(from: front.file))
    let text = uses.linked(Prose(front.text)).markdown(for: reader)
    let shown = text.replacing(figureComment) { comment in
      guard let (chapter, figure) = self.figure(named: comment.output) else { return "" }
      return """
        ![\(figure.record.alt.escapedInMarkdown)](\(picture(chapter, figure.record)))

        \(chapter.item(figure.name, figure.anchor, figure.caption, links))
        """
    }
    let page =
      shown.firstMatch(of: contentsComment) == nil
      ? "\(shown.trimmingBlankLines)\n\n## Contents\n\n\(contents)"
      : shown.replacing(contentsComment) { _ in contents }
    return page.trimmingBlankLines + "\n"
  }

  /// The chapters and their sections, and the pages after them.
  private var contents: String {
    let chapters = chapters.map { chapter in
      let lesson = chapter.page.lesson
      let sections = chapter.sections.filter { !$0.isOpening }
        .map { "\n   - [\($0.title)](\($0.address))" }
      return "\(lesson.number). [\(lesson.title)](\(chapter.address)), \(lesson.minutes) minutes. "
        + lesson.summary + sections.joined()
    }
    let minutes = self.chapters.reduce(0) { $0 + $1.page.lesson.minutes }
    return """
      Reading all of it takes about \(minutes) minutes.

      \(chapters.joined(separator: "\n"))

      After them: the [glossary](\(glossary.address)), the [bibliography](\(bibliography.address)), \
      and the [lists](\(lists)) of all figures, tables, equations and exercises.
      """
  }

  private func figure(
    named name: (Substring, label: Substring, chapter: Substring)
  ) -> (chapter: Chapter, figure: WovenFigure)? {
    for chapter in chapters where "\(chapter.page.lesson.number)" == name.chapter {
      for case .figure(let figure) in chapter.page.chunks where figure.record.label == name.label {
        return (chapter, figure)
      }
    }
    return nil
  }

  /// Figures that the front page shows and no chapter has drawn.
  var frontPageProblems: [LessonError] {
    front.text.lines.enumerated().compactMap { number, line in
      guard let name = line.firstMatch(of: figureComment)?.output, figure(named: name) == nil
      else { return nil }
      return LessonError(
        file: front.file, line: number + 1,
        message: """
          chapter \(name.chapter) has no figure `\(name.label)` to show here; name another one, or drop the \
          comment
          """)
    }
  }
}

private var contentsComment: Regex<Substring> { #/<!--\s*contents\s*-->/# }

private var figureComment: Regex<(Substring, label: Substring, chapter: Substring)> {
  #/<!--\s*figure (?<label>[A-Za-z0-9_-]+) of chapter (?<chapter>[0-9]+)\s*-->/#
}

extension Book.Chapter {
  /// The file of a figure beside the chapter, seen from the book's folder.
  fileprivate func path(of figure: FigureRecord) -> String {
    let folder = address.split(separator: "/").dropLast()
    return (folder.map(String.init) + [figure.path]).joined(separator: "/")
  }
}
