/// The places of a page that a link can lead to; no two have the same name.
struct HTMLAnchors {
  /// A heading as the contents list it.
  struct Heading: Equatable {
    let level: Int
    let title: String
    let anchor: String
  }

  /// The headings so far, exercises included.
  private(set) var headings: [Heading] = []

  private var taken: Set<String> = ["main"]
  private let reserved: Set<String>
  private var level = 0
  private var isClosed = false

  /// Names nothing: for captions and cells, which hold no places of their own.
  static let closed: HTMLAnchors = {
    var anchors = HTMLAnchors()
    anchors.isClosed = true
    return anchors
  }()

  /// The anchors of a text that no reference leads into.
  init() {
    reserved = []
  }

  /// Keeps the anchors that the page's references lead to from its headings.
  init(of page: WovenPage) {
    reserved = Set(
      page.chunks.flatMap { chunk -> [String] in
        switch chunk {
        case .figure(let figure, _): ["fig-\(figure.label)"]
        case .table(let table, _): ["tbl-\(table.label)"]
        case .exercise(let cell, _, _): ["ex-\(cell.name)"]
        case .prose(let text): MathMask(text).formulas.compactMap(\.label)
        default: []
        }
      })
  }

  /// The attribute that makes an element an anchor; empty where the name is taken.
  mutating func attribute(_ anchor: String) -> String {
    !isClosed && taken.insert(anchor).inserted ? " id=\"\(anchor.escapedForMarkup)\"" : ""
  }

  /// Adds a heading of the text; a level that would be skipped is not.
  mutating func add(title: String, level wanted: Int) -> Heading {
    level = min(wanted, level + 1)
    return add(Heading(level: level, title: title, anchor: freeSlug(of: title)))
  }

  /// Adds the heading of an exercise, below the section that it stands in.
  mutating func addExercise(title: String, anchor: String) -> Heading {
    add(Heading(level: level < 2 ? 2 : 3, title: title, anchor: anchor))
  }

  private mutating func add(_ heading: Heading) -> Heading {
    headings.append(heading)
    return heading
  }

  private func freeSlug(of title: String) -> String {
    let slug = slug(of: title)
    let isFree = { (name: String) in !taken.contains(name) && !reserved.contains(name) }
    var name = slug
    var number = 1
    while !isFree(name) {
      number += 1
      name = "\(slug)-\(number)"
    }
    return name
  }
}

/// The name that code hosts give to a heading: small letters, digits and hyphens.
private func slug(of title: String) -> String {
  let kept = title.lowercased().compactMap { character -> Character? in
    if character.isLetter || character.isNumber || "-_".contains(character) { return character }
    return character.isWhitespace ? "-" : nil
  }
  return kept.isEmpty ? "section" : String(kept)
}
