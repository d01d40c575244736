extension Figure {
  /// Every number drawn, as comma-separated values in tidy long form.
  ///
  /// The columns are `panel,mark,x,y`; a figure with a heat map has a fifth one, `value`. Pictures
  /// are left out. A panel without a title is called by its number, counted from 1.
  public var csv: String {
    let rows = panels.enumerated().flatMap { index, panel in
      let name = panel.title.isEmpty ? "panel \(index + 1)" : panel.title
      return panel.data.map { (name, $0) }
    }
    let hasValues = rows.contains { $0.1.value != nil }
    let header = "panel,mark,x,y" + (hasValues ? ",value" : "")
    let lines = rows.map { name, row in
      var cells = [name, row.mark, row.x, row.y]
      if hasValues { cells.append(row.value ?? "") }
      return cells.map(Self.quoted).joined(separator: ",")
    }
    return ([header] + lines).joined(separator: "\n") + "\n"
  }

  /// A cell in the form of RFC 4180.
  private static func quoted(_ cell: String) -> String {
    guard cell.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return cell }
    return "\""
      + cell.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }
}
