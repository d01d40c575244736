import Markup

/// A note, which stands at the end of the page.
struct HTMLNote {
  let number: Int
  /// The text as HTML.
  let text: String

  /// Anchors with a full stop, which no heading has.
  private static func anchor(of number: Int) -> String { "note.\(number)" }

  /// The anchor of the first mark that refers to a note.
  private static func markAnchor(of number: Int) -> String { "note.\(number).mark" }

  /// The mark in the text that leads to a note; a link holds no other link.
  static func mark(_ number: Int, anchors: inout HTMLAnchors, isInLink: Bool) -> String {
    if isInLink { return "<sup>\(number)</sup>" }
    let id = anchors.attribute(markAnchor(of: number))
    return "<sup><a\(id) href=\"#\(anchor(of: number))\">\(number)</a></sup>"
  }

  /// All notes of a page; nothing where it has none.
  static func list(_ notes: [HTMLNote]) -> String {
    guard !notes.isEmpty else { return "" }
    let items = notes.sorted { $0.number < $1.number }.map { note in
      """
      <li id="\(anchor(of: note.number))" value="\(note.number)">\(note.text) \
      <a href="#\(markAnchor(of: note.number))" aria-label="back to the text">↩</a></li>
      """
    }
    return """

      <section class="notes" aria-label="Notes">
      <ol>
      \(items.joined(separator: "\n"))
      </ol>
      </section>

      """
  }
}
