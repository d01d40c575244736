import Literate

/// Names figures and tables before they are drawn, from the order in which the cells' code makes them.
struct WalkReferences {
  private var names: [String: String] = [:]

  init(_ lesson: Lesson) {
    var counts = ["fig": 0, "tbl": 0]
    for cell in lesson.cells where cell.kind == .run {
      for match in cell.code.matches(of: /page\.(figure|table)\(\s*"([^"]+)"/) {
        let kind = match.1 == "figure" ? "fig" : "tbl"
        counts[kind, default: 0] += 1
        let word = kind == "fig" ? "Figure" : "Table"
        names["@\(kind)-\(match.2)"] = "\(word) \(lesson.number).\(counts[kind] ?? 0)"
      }
    }
  }

  /// Prose with the names in place of `@fig-label` and `@tbl-label`.
  func named(_ prose: String) -> String {
    prose.replacing(/@(fig|tbl)-[A-Za-z0-9_-]*[A-Za-z0-9]/) { match in
      names[String(match.0)] ?? String(match.0)
    }
  }
}
