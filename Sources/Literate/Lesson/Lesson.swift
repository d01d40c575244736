import Markup

/// A lesson: a Markdown page whose Swift cells can be compiled, run and woven into a report.
public struct Lesson: Equatable, Sendable {
  /// The path that messages and reports name, such as `lessons/03-distillation.md`.
  public let file: String
  /// The chapter's number, from the digits that open the file name.
  public let number: Int
  /// The words of the file name after the number, such as `distillation`.
  package let slug: String
  /// The chapter's title.
  public let title: String
  /// One sentence for the course map.
  public let summary: String
  /// About how long a reader needs.
  public let minutes: Int
  /// The names of options that this lesson alone has, such as `steps`; most have none.
  package let options: [String]
  /// Prose and cells in reading order.
  package let blocks: [Block]
  /// A fingerprint of the text, which tells whether a compiled chapter still matches its page.
  package let fingerprint: String

  /// One stretch of a lesson.
  package typealias Block = LessonBlock

  /// The cells in reading order; a cell's `index` is its position here.
  public var cells: [Cell] {
    blocks.compactMap { block in
      if case .cell(let cell) = block { cell } else { nil }
    }
  }

  /// The exercises in reading order.
  package var exercises: [Cell] {
    cells.filter { $0.kind == .exercise }
  }

  /// For each cell a fingerprint of its code and of all code that it can see: where it is the same, so is
  /// the cell's work.
  package var lineages: [String] {
    var chain = cells.filter { $0.kind == .file }.map(\.fingerprint).joined(separator: " ")
    return cells.map { cell in
      if cell.kind.takesPart { chain = Markup.fingerprint(of: "\(chain) \(cell.fingerprint)") }
      return chain
    }
  }

  /// The exercise with a name.
  package func exercise(named name: String) -> Cell? {
    exercises.first { $0.name == name }
  }

  /// Parses a lesson.
  ///
  /// Throws the first ``LessonError``, which names the line and the remedy.
  public init(text: String, file: String) throws {
    let (lesson, mistakes) = Lesson.read(text: text, file: file)
    guard let lesson, mistakes.isEmpty else {
      throw mistakes.first
        ?? LessonError(file: file, line: 1, message: "this is no lesson; write its front matter")
    }
    self = lesson
  }

  /// Parses a lesson as far as it can be read, with every mistake in the order of the lines; nil where it
  /// has no front matter or no number.
  package static func read(text: String, file: String) -> (lesson: Lesson?, mistakes: [LessonError])
  {
    var mistakes: [LessonError] = []
    func attempt<Part>(_ read: () throws -> Part) -> Part? {
      do {
        return try read()
      } catch {
        mistakes.append(
          error as? LessonError ?? LessonError(file: file, line: 1, message: "\(error)"))
        return nil
      }
    }
    let page = PageText(text)
    let lines = page.lines
    let name = attempt { try LessonFileName(file) }
    let frontMatter = attempt { try FrontMatter(lines: lines, file: file) }
    let start = frontMatter?.lineCount ?? FrontMatter.lineCount(of: lines)
    var parser = BlockParser(lines: lines, start: start, file: file)
    parser.parse()
    mistakes = (mistakes + parser.mistakes).sorted { $0.line < $1.line }
    guard let name, let frontMatter else { return (nil, mistakes) }
    let lesson = Lesson(
      file: file, name: name, frontMatter: frontMatter, blocks: parser.blocks,
      fingerprint: Markup.fingerprint(of: page.text))
    return (lesson, mistakes)
  }

  private init(
    file: String, name: LessonFileName, frontMatter: FrontMatter, blocks: [Block],
    fingerprint: String
  ) {
    self.file = file
    number = name.number
    slug = name.slug
    title = frontMatter.title
    summary = frontMatter.summary
    minutes = frontMatter.minutes
    options = frontMatter.options
    self.blocks = blocks
    self.fingerprint = fingerprint
  }
}

/// The two parts of `NN-slug.md`.
private struct LessonFileName {
  let number: Int
  let slug: String

  init(_ file: String) throws {
    let name = file.split(separator: "/").last ?? ""
    guard let match = name.wholeMatch(of: /([0-9]{2})-([A-Za-z0-9-]+)\.md/),
      let number = Int(match.1)
    else {
      throw LessonError(
        file: file, line: 1, message: "a lesson's file name must look like 03-distillation.md")
    }
    self.number = number
    self.slug = String(match.2)
  }
}
