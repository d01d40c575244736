/// Gives the headings of one page the anchors that GitHub gives them.
package struct HeadingSlug {
  private var taken: Set<String> = []

  /// Makes the slugs of a page that has no headings yet.
  package init() {}

  /// The anchor of the page's next heading; where a heading is repeated it ends in `-1`, `-2`, ...
  package mutating func next(for heading: String) -> String {
    let slug = Self.of(heading)
    var unique = slug
    var count = 0
    while !taken.insert(unique).inserted {
      count += 1
      unique = "\(slug)-\(count)"
    }
    return unique
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
