/// Gives the headings of one page the anchors that GitHub gives them.
package struct HeadingSlug {
  private var taken: Set<String>

  /// Makes the slugs of a page that has no headings yet; none of them will be a `reserved` name.
  package init(reserved: Set<String> = []) {
    taken = reserved
  }

  /// The anchor of the page's next heading; where a heading is repeated it ends in `-1`, `-2`, ...
  ///
  /// A heading of which nothing can be kept has no anchor on GitHub, and is `section` here.
  package mutating func next(for heading: String) -> String {
    let slug = Self.of(heading)
    return taken.insertFree(slug.isEmpty ? "section" : slug, countingFrom: 1)
  }

  /// The heading in lower case, its spaces as hyphens, without any other mark than `-` and `_`.
  package static func of(_ heading: String) -> String {
    heading.trimmed.lowercased().unicodeScalars.reduce(into: "") { slug, scalar in
      if scalar == " " {
        slug.append("-")
      } else if scalar == "-" || scalar.isWordMark {
        slug.unicodeScalars.append(scalar)
      }
    }
  }
}

extension Unicode.Scalar {
  /// Whether GitHub counts the character to a word: a letter, a digit or an underscore, but no `²`.
  fileprivate var isWordMark: Bool {
    switch properties.generalCategory {
    case .lowercaseLetter, .uppercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .connectorPunctuation:
      true
    default: false
    }
  }
}

/// The words of a heading, without any marks.
package struct HeadingTitle {
  /// The words with formulas as they are written: code hosts make the heading's anchor of this.
  package let source: String
  /// The words with formulas as Unicode, for places that cannot set them.
  package let line: String

  /// A title of plain words.
  package init(_ words: String) {
    source = words
    line = words
  }

  /// Reads a heading.
  package init(of heading: MarkdownNode) {
    source = heading.plainText
    line = heading.lineText
  }
}

extension MarkdownNode {
  fileprivate var lineText: String {
    switch kind {
    case .formula(let formula): MathText.line(of: formula.latex)
    case .htmlInline, .htmlBlock: ""
    default: children.isEmpty ? plainText : children.map(\.lineText).joined()
    }
  }
}

extension Set<String> {
  /// Adds a name, followed where it is taken by the first number that makes it free.
  package mutating func insertFree(_ name: String, countingFrom first: Int) -> String {
    var free = name
    var number = first
    while !insert(free).inserted {
      free = "\(name)-\(number)"
      number += 1
    }
    return free
  }
}
