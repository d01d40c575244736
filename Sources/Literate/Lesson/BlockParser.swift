package import Markup

/// One stretch of a lesson.
package enum LessonBlock: Equatable, Sendable {
  /// Markdown that is woven as it stands; `line` is its first line in the file.
  case prose(Prose, line: Int)
  /// Swift code.
  case cell(Cell)
}

/// Cuts the lines of a lesson into prose and cells: a cell is an outermost fence of Swift, as Markdown finds
/// it, so that what a comment, other code or a list holds is none.
struct BlockParser {
  private(set) var blocks: [LessonBlock] = []
  /// Every mistake, each at its line.
  private(set) var mistakes: [LessonError] = []

  private let lines: [String]
  private let start: Int
  private let file: String
  private var labels: Set<String> = []
  private var cellCount = 0

  /// Takes the lines of a file; the lesson's text begins at the line `start`, counted from 0.
  init(lines: [String], start: Int, file: String) {
    self.lines = lines
    self.start = start
    self.file = file
  }

  /// Reads all lines.
  mutating func parse() {
    var next = start
    for fence in FencedBlock.all(in: lines[start...].joined(separator: "\n")) {
      let first = start + fence.lines.lowerBound
      let last = min(start + fence.lines.upperBound, lines.count) - 1
      if let message = fence.slip(lines[first], before: lines.dropFirst(first + 1).first) {
        report(first, message)
      }
      guard fence.isOutermost, !fence.isInHTML, let opening = Fence(opening: lines[first]) else {
        continue
      }
      guard last > first, opening.isClosed(by: lines[last]) else {
        report(first, "this fence is never closed; end it with a line of the same marks")
        continue
      }
      guard opening.opensCell else { continue }
      addProse(next..<first)
      next = last + 1
      if opening.info == "swift" {
        addCell(lines[(first + 1)..<last])
      } else {
        report(
          first, "nothing may follow `swift` here; write options as `//| key: value` lines")
      }
    }
    addProse(next..<lines.count)
  }

  private mutating func addProse(_ range: Range<Int>) {
    let text = lines[range].joined(separator: "\n")
    guard !text.allSatisfy(\.isWhitespace) else { return }
    let prose = Prose(text)
    if !prose.isClosed, !mistakes.contains(where: { range.contains($0.line - 1) }) {
      let place = prose.document.children.last?.place ?? 0
      report(
        range.lowerBound + text.utf8.prefix(place).count { $0 == UInt8(ascii: "\n") },
        "a comment or HTML that begins here is never closed, and would hold what stands after it; "
          + "close it")
    }
    blocks.append(.prose(prose, line: range.lowerBound + 1))
  }

  /// `body` are the lines between the fences; its indices are those of the file.
  private mutating func addCell(_ body: ArraySlice<String>) {
    var code = body
    var options = CellOptions()
    let known = mistakes.count
    while let line = code.first, line.trimmed.hasPrefix("//|"), !options.isCheckMark(line) {
      do throws(CellOptions.Mistake) {
        try options.read(line)
      } catch {
        report(code.startIndex, error.message)
      }
      code.removeFirst()
    }
    for (index, line) in zip(code.indices, code)
    where line.hasPrefix("//|") && !options.isCheckMark(line) {
      report(index, "move this option line to the top of the cell")
    }
    if let label = options.label, !labels.insert(label).inserted {
      report(body.startIndex, "the label `\(label)` is taken; choose another")
    }
    let text = code.joined(separator: "\n")
    var exercise: Exercise?
    do throws(CellOptions.Mistake) {
      // What is missing may be meant by the line that is wrong.
      if mistakes.count == known { exercise = try options.exercise(code: text) }
    } catch {
      report(body.startIndex, error.message)
    }
    blocks.append(
      .cell(
        Cell(
          index: cellCount, kind: options.kind, label: options.label, code: text,
          line: code.startIndex + 1, isFolded: options.isFolded, exercise: exercise)))
    cellCount += 1
  }

  private mutating func report(_ index: Int, _ message: String) {
    mistakes.append(LessonError(file: file, line: index + 1, message: message))
  }
}

extension FencedBlock {
  /// A sentence on a fence that was meant as that of a cell and is none; nil about any other.
  fileprivate func slip(_ line: String, before next: String?) -> String? {
    let word = info.drop { "{. ".contains($0) }.prefix(while: \.isLetter).lowercased()
    guard word == "swift" else { return nil }
    if isInHTML {
      return "this fence is no cell, since it stands in HTML; leave a line empty before it"
    }
    let isIndented = isOutermost && (line.first == " " || line.first == "\t")
    guard
      isIndented || Fence(opening: line.trimmed)?.isSlipOfCell(before: next) == true
        || (!isOutermost && next?.trimmed.hasPrefix("//|") == true)
    else { return nil }
    return "a cell begins with ```swift at the margin, in small letters; "
      + "to show code that does not run, add `//| kind: skip`"
  }
}
