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
