/// A Markdown table; bars and line breaks inside a cell are made harmless.
package func markdownTable(columns: [String], rows: [[String]]) -> String {
  func row(_ cells: [String]) -> String {
    let safe = cells.map { cell in
      cell.replacing("|", with: "\\|").replacing("\n", with: "<br>")
    }
    return "| " + safe.joined(separator: " | ") + " |"
  }
  let rule = "|" + String(repeating: " --- |", count: columns.count)
  return ([row(columns), rule] + rows.map(row)).joined(separator: "\n")
}

/// A fenced block that no line of its content can close.
package func fencedBlock(_ content: String, as language: String) -> String {
  let fence = Fence.around(content)
  return "\(fence)\(language)\n\(content.trimmingBlankLines)\n\(fence)"
}

/// Markdown that the reader opens with a click.
package func foldedBlock(_ title: String, _ content: String) -> String {
  "<details><summary>\(title)</summary>\n\n\(content)\n\n</details>"
}
