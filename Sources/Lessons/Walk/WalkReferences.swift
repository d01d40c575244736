import Literate

/// Names what the text refers to before it is there: figures and tables in the order in which the
/// cells' code makes them, equations by their labels.
struct WalkReferences {
  private var names: [String: String] = [:]

  init(_ lesson: Lesson) {
    var counts: [String: Int] = [:]
    for case .prose(let text, _) in lesson.blocks {
      for match in text.matches(of: /\$\$[ \t]*\{#(eq-[A-Za-z0-9_-]+)\}/) {
        counts["eq", default: 0] += 1
        names["@\(match.1)"] = "Equation \(lesson.number).\(counts["eq"] ?? 0)"
      }
    }
    for cell in lesson.cells where cell.kind == .run {
      for match in cell.code.matches(of: /page\.(figure|table)\(\s*"([^"]+)"/) {
        let kind = match.1 == "figure" ? "fig" : "tbl"
        counts[kind, default: 0] += 1
        let word = kind == "fig" ? "Figure" : "Table"
        names["@\(kind)-\(match.2)"] = "\(word) \(lesson.number).\(counts[kind] ?? 0)"
      }
    }
  }

  /// Prose with the names in place of `@fig-label`, `@tbl-label` and `@eq-label`.
  func named(_ prose: String) -> String {
    prose.replacing(/@(fig|tbl|eq)-[A-Za-z0-9_-]*[A-Za-z0-9]/) { match in
      names[String(match.0)] ?? String(match.0)
    }
  }
}
