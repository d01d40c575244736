/// Tables of comma-separated values.
///
/// - Source: RFC 4180; lines end with a line feed alone.
package enum CSV {
  /// The lines of a table, the header first.
  package static func text(_ columns: [String], _ rows: [[String]]) -> String {
    ([columns] + rows).map(line).joined()
  }

  /// One line with its end; fields are quoted where they must be.
  package static func line(_ fields: [String]) -> String {
    fields.map(quoted).joined(separator: ",") + "\n"
  }

  /// The fields of every line of a text; quoted fields may hold commas, quotes and line ends.
  package static func rows(of text: String) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var field = ""
    var isQuoted = false
    // By scalars, since a carriage return and a line feed are one `Character`.
    var rest = text.unicodeScalars[...]
    func endField() {
      row.append(field)
      field = ""
    }
    func endRow() {
      endField()
      rows.append(row)
      row = []
    }
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\"" where isQuoted && rest.first == "\"":
        field.unicodeScalars.append(scalar)
        rest.removeFirst()
      case "\"" where isQuoted: isQuoted = false
      case "\"" where field.isEmpty: isQuoted = true
      case "," where !isQuoted: endField()
      case "\r" where !isQuoted && rest.first == "\n": break
      case "\n" where !isQuoted: endRow()
      default: field.unicodeScalars.append(scalar)
      }
    }
    if !field.isEmpty || !row.isEmpty { endRow() }
    return rows
  }

  private static func quoted(_ field: String) -> String {
    let isSpecial = field.unicodeScalars.contains { ",\"\r\n".unicodeScalars.contains($0) }
    guard isSpecial else { return field }
    return "\"\(field.replacing("\"", with: "\"\""))\""
  }
}
