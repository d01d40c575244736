import Literate
import Markup

/// Gives the cells of a notebook names that stay when other cells come and go.
struct NotebookIdentifiers {
  private var taken: Set<String> = []

  /// A name that no other cell has: at most 64 letters, digits, `-` and `_`.
  mutating func unique(_ name: String) -> String {
    let safe = String(name.map { $0.isNameInNotebooks ? $0 : "-" })
    let short = safe.count <= 58 ? safe : "\(safe.prefix(41))-\(digest(of: name))"
    return taken.insertFree(short, countingFrom: 2)
  }

  /// The name of a stretch of prose: its heading's, or a digest in which no number of a figure counts.
  static func name(of prose: Prose) -> String {
    if let first = prose.document.children.first, first.isHeading {
      return "section-\(HeadingSlug.of(first.plainText))"
    }
    let text = prose.markdown { node, _ in
      guard case .reference(let reference) = node.kind else { return nil }
      return reference.name == nil
        ? "\(reference.kind.word.lowercased()) *\(reference.label)*" : "(#\(reference.anchor))"
    }
    return "prose-\(digest(of: text))"
  }

  /// The name of a cell of code: its label's, or a digest of its code.
  static func name(of cell: Cell) -> String {
    cell.label.map { "cell-\($0)" } ?? "cell-\(cell.fingerprint)"
  }
}

extension Character {
  fileprivate var isNameInNotebooks: Bool {
    isASCII && (isLetter || isNumber || self == "-" || self == "_")
  }
}
