import Literate
import Markup

/// A table that scrolls by itself where it is wider than the page; its cells are HTML.
struct HTMLTable {
  let head: [String]
  let rows: [[String]]
  let alignments: [MarkdownAlignment]

  init(head: [String], rows: [[String]], alignments: [MarkdownAlignment]) {
    self.head = head
    self.rows = rows
    self.alignments = alignments
  }

  /// A table of plain cells, with columns of numbers on their right.
  init(columns: [Prose], cells: [[Prose]]) {
    head = columns.map(HTMLMarkdown.cell)
    rows = cells.map { $0.map(HTMLMarkdown.cell) }
    alignments = columns.indices.map { column in
      let cells = cells.compactMap { $0.indices.contains(column) ? $0[column].source : nil }
      return cells.allSatisfy(isNumber) && !cells.isEmpty ? .right : .none
    }
  }

  /// The element.
  var text: String {
    let head = self.head.enumerated().map { "<th scope=\"col\"\(style($0))>\($1)</th>" }.joined()
    let body = rows.map { row in
      "<tr>\(row.enumerated().map { "<td\(style($0))>\($1)</td>" }.joined())</tr>"
    }
    return """
      <div class="scroll"><table>
      <thead><tr>\(head)</tr></thead>
      <tbody>
      \(body.joined(separator: "\n"))
      </tbody></table></div>
      """
  }

  private func style(_ column: Int) -> String {
    guard alignments.indices.contains(column) else { return "" }
    switch alignments[column] {
    case .none, .left: return ""
    case .center: return " class=\"center\""
    case .right: return " class=\"right\""
    }
  }
}

extension HTMLTable {
  /// The assertions of a cell, the verdict first: a narrow screen shows it without scrolling.
  static func checks(_ checks: [WovenCheck]) -> String {
    let columns = CheckRecord.columns
    let heads = [columns[columns.count - 1]] + columns.dropLast()
    let rows = checks.map { check in
      let verdict = check.record.passed ? "pass" : "fail"
      return ["<strong class=\"\(verdict)\">\(verdict.uppercased())</strong>"]
        + [HTMLMarkdown.line(check.name)]
        + check.record.row.dropFirst().dropLast().map(\.escapedForMarkup)
    }
    let table = HTMLTable(head: heads, rows: rows, alignments: []).text
    return "<div class=\"checks\"><p class=\"label\">checks</p>\n\(table)</div>"
  }
}

/// Whether a cell shows a number, with or without a sign and a unit.
private func isNumber(_ cell: String) -> Bool {
  cell.trimmed.firstMatch(of: /^[−+\-]?[0-9]/) != nil
}
