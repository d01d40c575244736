import Literate
import Markup

/// A stretch of a woven page that becomes cells of a notebook.
enum PagePart {
  /// Prose of the lesson.
  case prose(Prose)
  /// A cell and what it put on the page.
  case code(Cell, made: [WovenPage.Chunk])
  /// An exercise.
  case exercise(WovenExercise)
}

extension WovenPage {
  /// The page with what a cell made, its prose included, at that cell.
  var parts: [PagePart] {
    var parts: [PagePart] = []
    var rest = chunks[...]
    while let chunk = rest.popFirst() {
      switch chunk {
      case .code(let cell):
        var made = rest.prefix { !$0.beginsCell }
        rest = rest.dropFirst(made.count)
        let next = cellsBeforeProse.contains(cell.index) ? made.popLast() : nil
        parts.append(.code(cell, made: Array(made)))
        if case .prose(let prose) = next { parts.append(.prose(prose)) }
      case .exercise(let exercise):
        parts.append(.exercise(exercise))
      case .prose(let prose):
        parts.append(.prose(prose))
      case .output, .figure, .table, .checks, .notRun, .notFinished, .failed:
        break  // stands after a cell only
      }
    }
    return parts
  }

  /// The cells after which the lesson goes on with prose of its own.
  private var cellsBeforeProse: Set<Int> {
    Set(
      zip(lesson.blocks, lesson.blocks.dropFirst()).compactMap { block, next in
        guard case .cell(let cell) = block, case .prose = next else { return nil }
        return cell.index
      })
  }
}

extension WovenPage.Chunk {
  fileprivate var beginsCell: Bool {
    switch self {
    case .code, .exercise: true
    default: false
    }
  }
}
