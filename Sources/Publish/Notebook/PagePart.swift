import Literate

/// A stretch of a woven page that becomes cells of a notebook.
enum PagePart {
  /// Prose of the lesson.
  case prose(String)
  /// A cell and what it put on the page.
  case code(Cell, made: [WovenPage.Chunk])
  /// An exercise and its name.
  case exercise(Cell, Exercise, name: String)
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
        if case .prose(let markdown) = next { parts.append(.prose(markdown)) }
      case .exercise(let cell, let exercise, let name):
        parts.append(.exercise(cell, exercise, name: name))
      case .prose(let markdown):
        parts.append(.prose(markdown))
      case .output, .figure, .table, .checks, .notRun, .notFinished, .failed:
        break  // stands behind a cell only
      }
    }
    return parts
  }

  /// The cells behind which the lesson goes on with prose of its own.
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
