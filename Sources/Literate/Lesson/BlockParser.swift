import Markup

/// Cuts the lines of a lesson into prose and cells.
struct BlockParser {
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
      blocks.append(.prose(text, line: next - prose.count + 1))
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
    while let line = body.first, line.hasPrefix("//|") {
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

  /// The lines between a fence and its closing line; `next` then stands behind both.
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
