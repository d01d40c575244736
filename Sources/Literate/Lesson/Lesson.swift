package import Markup

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
  package enum Block: Equatable, Sendable {
    /// Markdown that is woven as it stands; `line` is its first line in the file.
    case prose(Prose, line: Int)
    /// Swift code.
    case cell(Cell)
  }

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
  /// Throws a ``LessonError`` that names the line and the remedy.
  public init(text: String, file: String) throws {
    let name = try LessonFileName(file)
    let page = PageText(text)
    let frontMatter = try FrontMatter(lines: page.lines, file: file)
    var parser = BlockParser(lines: page.lines, start: frontMatter.lineCount, file: file)

    self.file = file
    self.number = name.number
    self.slug = name.slug
    self.title = frontMatter.title
    self.summary = frontMatter.summary
    self.minutes = frontMatter.minutes
    options = frontMatter.options
    self.blocks = try parser.parse()
    self.fingerprint = Markup.fingerprint(of: page.text)
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

/// Cuts the lines of a lesson into prose and cells.
private struct BlockParser {
  private let lines: [String]
  private let file: String
  private var next: Int
  private var blocks: [Lesson.Block] = []
  private var prose: [String] = []
  private var cellCount = 0
  private var labels: Set<String> = []

  init(lines: [String], start: Int, file: String) {
    self.lines = lines
    self.file = file
    self.next = start
  }

  mutating func parse() throws -> [Lesson.Block] {
    while next < lines.count {
      let line = lines[next]
      if line.hasPrefix("<!--") {
        copyComment()
      } else if let fence = Fence(opening: line) {
        if fence.opensCell {
          try parseCell(fence)
        } else if fence.isSlipOfCell(before: lines.dropFirst(next + 1).first) {
          throw mistake(
            at: next,
            "a cell begins with ```swift at the margin, in small letters; "
              + "to show code that does not run, add `//| kind: skip`")
        } else {
          prose += [line] + (try takeBody(of: fence)) + [lines[next - 1]]
        }
      } else {
        prose.append(line)
        next += 1
      }
    }
    endProse()
    return blocks
  }

  /// A commented-out cell must not run.
  private mutating func copyComment() {
    repeat {
      prose.append(lines[next])
      next += 1
    } while !lines[next - 1].contains("-->") && next < lines.count
  }

  private mutating func endProse() {
    if !prose.allSatisfy({ $0.trimmed.isEmpty }) {
      let text = prose.joined(separator: "\n")
      blocks.append(.prose(Prose(text), line: next - prose.count + 1))
    }
    prose = []
  }

  private mutating func parseCell(_ fence: Fence) throws {
    guard fence.info == "swift" else {
      throw mistake(
        at: next, "nothing may follow `swift` here; write options as `//| key: value` lines")
    }
    endProse()
    let firstLine = next + 1
    var body = try takeBody(of: fence)[...]
    var options = CellOptions()
    while let line = body.first, line.hasPrefix("//|"), !options.isCheckMark(line) {
      do {
        try options.read(line)
      } catch {
        throw mistake(at: body.startIndex + firstLine, error.message)
      }
      body.removeFirst()
    }
    if let late = body.firstIndex(where: { $0.hasPrefix("//|") && !options.isCheckMark($0) }) {
      throw mistake(at: late + firstLine, "move this option line to the top of the cell")
    }
    if let label = options.label, !labels.insert(label).inserted {
      throw mistake(at: firstLine, "the label `\(label)` is taken; choose another")
    }
    let code = body.joined(separator: "\n")
    let exercise: Exercise?
    do {
      exercise = try options.exercise(code: code)
    } catch {
      throw mistake(at: firstLine, error.message)
    }
    blocks.append(
      .cell(
        Cell(
          index: cellCount, kind: options.kind, label: options.label,
          code: code, line: firstLine + body.startIndex + 1, exercise: exercise)))
    cellCount += 1
  }

  /// The lines between a fence and its closing line; `next` then stands after both.
  private mutating func takeBody(of fence: Fence) throws -> [String] {
    guard let end = lines[(next + 1)...].firstIndex(where: { fence.isClosed(by: $0) }) else {
      throw mistake(at: next, "this fence is never closed; end it with a line of the same marks")
    }
    defer { next = end + 1 }
    return Array(lines[(next + 1)..<end])
  }

  private func mistake(at index: Int, _ message: String) -> LessonError {
    LessonError(file: file, line: index + 1, message: message)
  }
}
