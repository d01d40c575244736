package import Literate
import Markup

extension Book {
  /// A page that is written by hand, but for what its comments ask for.
  ///
  /// `<!-- contents -->` is the place of the chapters and their sections; without it they stand at the end.
  /// `<!-- figure LABEL of chapter N -->` is the place of a figure that a chapter has drawn, and
  /// `<!-- text LABEL of chapter N -->` that of the prose which the cell of this label has written. A comment
  /// stands in a line of its own.
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
    .replacing(textComment) { comment in
      guard let (chapter, prose) = self.prose(of: comment.output) else { return "" }
      return prose.markdown(
        for: MarkdownReader(.codeHost, LessonLinks(links, of: chapter.page.lesson.file)))
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

  private func figure(named name: Shown) -> (chapter: Chapter, figure: WovenFigure)? {
    for chapter in chapters where "\(chapter.page.lesson.number)" == name.chapter {
      for case .figure(let figure) in chapter.page.chunks where figure.record.label == name.label {
        return (chapter, figure)
      }
    }
    return nil
  }

  /// The first prose below a cell, before the next cell.
  private func prose(of name: Shown) -> (chapter: Chapter, prose: Prose)? {
    for chapter in chapters where "\(chapter.page.lesson.number)" == name.chapter {
      var isBelow = false
      for chunk in chapter.page.chunks {
        switch chunk {
        case .code(let cell):
          if isBelow { return nil }
          isBelow = cell.name == name.label
        case .prose(let prose) where isBelow: return (chapter, prose)
        default: continue
        }
      }
    }
    return nil
  }

  /// Figures and texts that the front page shows and no chapter has.
  var frontPageProblems: [LessonError] {
    front.text.lines.enumerated().compactMap { number, line in
      let missing: (kind: String, name: Shown)? =
        if let name = line.firstMatch(of: figureComment)?.output, figure(named: name) == nil {
          ("figure", name)
        } else if let name = line.firstMatch(of: textComment)?.output, prose(of: name) == nil {
          ("text", name)
        } else { nil }
      guard let (kind, name) = missing else { return nil }
      return LessonError(
        file: front.file, line: number + 1,
        message: """
          chapter \(name.chapter) has no \(kind) `\(name.label)` to show here; name another one, or drop the \
          comment
          """)
    }
  }
}

/// The label and the chapter that a comment names.
private typealias Shown = (Substring, label: Substring, chapter: Substring)

private var contentsComment: Regex<Substring> { #/<!--\s*contents\s*-->/# }

private var textComment: Regex<Shown> {
  #/<!--\s*text (?<label>[A-Za-z0-9_-]+) of chapter (?<chapter>[0-9]+)\s*-->/#
}

private var figureComment: Regex<Shown> {
  #/<!--\s*figure (?<label>[A-Za-z0-9_-]+) of chapter (?<chapter>[0-9]+)\s*-->/#
}

extension Book.Chapter {
  /// The file of a figure beside the chapter, seen from the book's folder.
  fileprivate func path(of figure: FigureRecord) -> String {
    let folder = address.split(separator: "/").dropLast()
    return (folder.map(String.init) + [figure.path]).joined(separator: "/")
  }
}
