import Literate
import Markup

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

  private var taken: Set<String> = [HTMLFrame.mainAnchor]
  private var slugs: HeadingSlug
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
    slugs = HeadingSlug()
  }

  /// Keeps the anchors that the page's references lead to from its headings.
  init(of page: WovenPage) {
    let reserved = page.chunks.flatMap { chunk -> [String] in
      switch chunk {
      case .figure(let figure): [figure.anchor]
      case .table(let table): [table.anchor]
      case .exercise(let exercise): [exercise.anchor]
      case .prose(let prose): prose.formulas.compactMap(\.label)
      default: []
      }
    }
    slugs = HeadingSlug(reserved: Set(reserved))
  }

  /// The attribute that makes an element an anchor; empty where the name is taken.
  mutating func attribute(_ anchor: String) -> String {
    !isClosed && taken.insert(anchor).inserted ? " id=\"\(anchor.escapedForMarkup)\"" : ""
  }

  /// Adds a heading of the text; a level that would be skipped is not.
  ///
  /// Its anchor is that of a code host, to which the book's other pages link. Where the author has
  /// given the name to a place before it, the name leads there.
  mutating func add(_ title: HeadingTitle, level wanted: Int) -> Heading {
    level = min(wanted, level + 1)
    let anchor = slugs.next(for: title.source)
    return add(Heading(level: level, title: title.line, anchor: anchor))
  }

  /// Adds the heading of an exercise, below the section that it stands in.
  mutating func addExercise(title: String, anchor: String) -> Heading {
    add(Heading(level: level < 2 ? 2 : 3, title: title, anchor: anchor))
  }

  private mutating func add(_ heading: Heading) -> Heading {
    headings.append(heading)
    return heading
  }
}
