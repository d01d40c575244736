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
    let shown = text.replacing(showComment) { comment in
      guard let (chapter, piece) = self.piece(named: comment.output) else { return "" }
      switch piece {
      case .figure(let figure):
        return """
          ![\(figure.record.alt.escapedInMarkdown)](\(picture(chapter, figure.record)))

          \(chapter.item(figure.name, figure.anchor, figure.caption, links))
          """
      case .text(let prose):
        return prose.markdown(
          for: MarkdownReader(.codeHost, LessonLinks(links, of: chapter.page.lesson.file)))
      }
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

  /// A piece of a chapter that the front page shows.
  private enum Piece {
    case figure(WovenFigure)
    case text(Prose)
  }

  private func piece(named name: Shown) -> (chapter: Chapter, piece: Piece)? {
    for chapter in chapters where "\(chapter.page.lesson.number)" == name.chapter {
      let piece =
        name.kind == "figure"
        ? chapter.page.figure(labelled: name.label).map(Piece.figure)
        : chapter.page.firstProse(belowCell: name.label).map(Piece.text)
      if let piece { return (chapter, piece) }
    }
    return nil
  }

  /// Figures and texts that the front page shows and no chapter has.
  var frontPageProblems: [LessonError] {
    front.text.lines.enumerated().compactMap { number, line in
      guard let name = line.firstMatch(of: showComment)?.output, piece(named: name) == nil
      else { return nil }
      return LessonError(
        file: front.file, line: number + 1,
        message: """
          chapter \(name.chapter) has no \(name.kind) `\(name.label)` to show here; name another one, or drop the \
          comment
          """)
    }
  }
}

/// The kind, the label and the chapter that a comment names.
private typealias Shown = (Substring, kind: Substring, label: Substring, chapter: Substring)

private var contentsComment: Regex<Substring> { #/<!--\s*contents\s*-->/# }

private var showComment: Regex<Shown> {
  #/<!--\s*(?<kind>figure|text) (?<label>[A-Za-z0-9_-]+) of chapter (?<chapter>[0-9]+)\s*-->/#
}

extension WovenPage {
  fileprivate func figure(labelled label: Substring) -> WovenFigure? {
    for case .figure(let figure) in chunks where figure.record.label == label { return figure }
    return nil
  }

  /// The first prose below a cell, before the next cell.
  fileprivate func firstProse(belowCell label: Substring) -> Prose? {
    var isBelow = false
    for chunk in chunks {
      switch chunk {
      case .code(let cell):
        if isBelow { return nil }
        isBelow = cell.name == label
      case .prose(let prose) where isBelow: return prose
      default: continue
      }
    }
    return nil
  }
}

extension Book.Chapter {
  /// The file of a figure beside the chapter, seen from the book's folder.
  fileprivate func path(of figure: FigureRecord) -> String {
    let folder = address.split(separator: "/").dropLast()
    return (folder.map(String.init) + [figure.path]).joined(separator: "/")
  }
}
