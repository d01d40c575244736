/// A Markdown table; bars and line breaks inside a cell are made harmless.
public func markdownTable(columns: [String], rows: [[String]]) -> String {
  func row(_ cells: [String]) -> String {
    let safe = cells.map { cell in
      cell.replacing("|", with: "\\|").replacing("\n", with: "<br>")
    }
    return "| " + safe.joined(separator: " | ") + " |"
  }
  let rule = "|" + String(repeating: " --- |", count: columns.count)
  return ([row(columns), rule] + rows.map(row)).joined(separator: "\n")
}
