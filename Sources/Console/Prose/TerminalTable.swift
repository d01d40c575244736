import Markup

/// Sets a table in columns that fit the terminal.
struct TerminalTable {
  private let rows: [[[TerminalRun]]]
  private let alignments: [MarkdownAlignment]
  private let style: TerminalStyle

  /// Takes the cells of a table; its first row is its head.
  init(
    _ table: MarkdownNode, alignments: [MarkdownAlignment], style: TerminalStyle
  ) {
    self.alignments = alignments
    self.style = style
    rows = table.children.map { row in
      let marks: TerminalRun.Marks = row.kind == .tableRow(isHeader: true) ? .bold : []
      return row.children.map {
        TerminalInlines.runs(of: $0, marks: marks, style: style)
      }
    }
  }

  /// The lines of the table; cells wrap where all columns together are too wide.
  ///
  /// A table with so many columns that words would break is set row by row, each cell after its head.
  func lines(width: Int) -> [String] {
    guard let widths = columnWidths(fitting: width) else { return rowByRow(width: width) }
    var lines = rows.map { self.lines(of: $0, widths: widths) }
    if !lines.isEmpty {
      let crossing = style.rule(1) + style.crossing + style.rule(1)
      lines.insert([style.dim(widths.map(style.rule).joined(separator: crossing))], at: 1)
    }
    return lines.flatMap { $0 }
  }

  private func lines(of row: [[TerminalRun]], widths: [Int]) -> [String] {
    let cells = zip(row, widths).map { TerminalWrap.lines(of: $0.broken(at: $1), limit: $1) }
    let height = max(1, cells.map(\.count).max() ?? 1)
    return (0..<height).map { number in
      let texts = cells.enumerated().map { column, lines in
        padded(number < lines.count ? lines[number] : [], column: column, width: widths[column])
      }
      var line = texts.joined(separator: style.dim(" \(style.bar) "))
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  private func padded(_ runs: [TerminalRun], column: Int, width: Int) -> String {
    let space = max(0, width - runs.columns)
    let left =
      switch column < alignments.count ? alignments[column] : .none {
      case .right: space
      case .center: space / 2
      case .none, .left: 0
      }
    return String(repeating: " ", count: left) + runs.styled(style)
      + String(repeating: " ", count: space - left)
  }

  private func rowByRow(width: Int) -> [String] {
    guard let heads = rows.first else { return [] }
    let blocks = rows.dropFirst().map { row in
      zip(heads, row).flatMap { head, cell -> [String] in
        let runs = head + [TerminalRun(text: ": ", marks: .bold)] + cell
        return TerminalWrap.lines(of: runs, limit: width).enumerated().map { number, line in
          (number == 0 ? "" : "  ") + line.styled(style)
        }
      }
    }
    return Array(blocks.joined(separator: [style.dim(style.rule(min(width, 20)))]))
  }

  /// Each column gets its longest word, and of what is left a share by what it lacks; nil where the
  /// columns are too many for that.
  private func columnWidths(fitting width: Int) -> [Int]? {
    let columns = alignments.indices.map { index in
      rows.compactMap { index < $0.count ? $0[index] : nil }
    }
    let natural = columns.map { cells in max(1, cells.map(\.longestLine).max() ?? 1) }
    let room = width - 3 * (columns.count - 1)
    guard natural.reduce(0, +) > room else { return natural }
    let least = columns.map { cells in max(1, cells.map(\.longestWord).max() ?? 1) }
    let spare = room - least.reduce(0, +)
    guard spare >= 0 else {
      let widths = narrowed(least, to: room)
      // A long word may break, but not into crumbs.
      return zip(widths, least).allSatisfy { $0 >= min($1, 6) } ? widths : nil
    }
    let lacking = zip(natural, least).map { $0 - $1 }
    return zip(least, shares(of: spare, by: lacking)).map { $0 + $1 }
  }

  /// The widths with what is too much taken from the widest.
  private func narrowed(_ widths: [Int], to room: Int) -> [Int] {
    var limit = widths.max() ?? 1
    while limit > 1, widths.reduce(0, { $0 + min($1, limit) }) > room { limit -= 1 }
    return widths.map { min($0, limit) }
  }

  private func shares(of amount: Int, by weights: [Int]) -> [Int] {
    let total = max(1, weights.reduce(0, +))
    return weights.map { amount * $0 / total }
  }
}

extension [TerminalRun] {
  fileprivate var longestLine: Int {
    TerminalWrap.lines(of: self, limit: .max).map(\.columns).max() ?? 0
  }

  fileprivate var longestWord: Int {
    TerminalWrap.lines(of: self, limit: 1).map(\.columns).max() ?? 0
  }

  /// The runs with a line break in words that are longer than `limit`.
  fileprivate func broken(at limit: Int) -> [TerminalRun] {
    var columns = 0
    return map { run in
      var text = ""
      for character in run.text {
        columns = character.isWhitespace ? 0 : columns + terminalColumns(of: "\(character)")
        if columns > limit {
          text.append("\n")
          columns = terminalColumns(of: "\(character)")
        }
        text.append(character)
      }
      return TerminalRun(text: text, marks: run.marks)
    }
  }
}
