/// The HTML in Markdown that every page shows alike: a code host, a browser and a terminal.
package enum HTMLTags {
  /// The elements that have no danger; they stand without attributes.
  package static let elements: Set<Substring> = [
    "abbr", "b", "cite", "code", "del", "details", "dfn", "em", "i", "ins", "kbd", "mark", "q", "s",
    "samp", "small", "strong", "sub", "summary", "sup", "var",
  ]

  /// Whether a tag is understood everywhere.
  static func isKnown(_ tag: Substring) -> Bool {
    if tag.wholeMatch(of: /<(?i:br)\s*\/?>|<a\s+id="[^"<>\s]+"\s*>|<\/a\s*>|<details\s+open\s*>/)
      != nil
    {
      return true
    }
    guard let match = tag.wholeMatch(of: /<\/?([a-z]+)\s*>/) else { return false }
    return elements.contains(match.1)
  }

  private static func name(of tag: Substring) -> String {
    tag.drop { "</".contains($0) }.prefix { $0.isLetter || $0.isNumber }.lowercased()
  }

  /// The tags of a stretch of HTML that are not understood everywhere, each with the line ends before it.
  static func strangers(in markup: String) -> [(tag: String, lines: Int)] {
    var strangers: [(tag: String, lines: Int)] = []
    var rest = markup[...]
    var lines = 0
    while let start = rest.firstIndex(of: "<") {
      lines += rest[..<start].count(where: \.endsLine)
      rest = rest[start...]
      let tag =
        rest.prefixMatch(of: /<!--(?s:.*?)(?:-->|\z)/)?.0
        ?? rest.prefixMatch(of: /<[A-Za-z\/!?](?:"[^"]*"|'[^']*'|[^<>"'])*>?/)?.0 ?? rest.prefix(1)
      // The partner of a stranger is none of its own.
      let isPartner =
        tag.hasPrefix("</") && strangers.contains { name(of: $0.tag[...]) == name(of: tag) }
      if tag.count > 1, !tag.hasPrefix("<!--"), !isKnown(tag), !isPartner {
        strangers.append((String(tag), lines))
      }
      lines += tag.count(where: \.endsLine)
      rest = rest[tag.endIndex...]
    }
    return strangers
  }
}

extension Prose {
  /// The tags that some pages show as they are written, or leave out, each with its line, counted from 0.
  package var foreignTags: [(tag: String, line: Int)] {
    document.children.flatMap { block in
      var place = block.place ?? 0
      return block.html.flatMap { literal -> [(tag: String, line: Int)] in
        let found = HTMLTags.strangers(in: literal)
        guard !found.isEmpty else { return [] }
        // Only blocks know their places; what stands in a line is looked for.
        if let start = source.offset(of: literal, after: place) { place = start }
        let line = line(at: place)
        return found.map { ($0.tag, line + $0.lines) }
      }
    }
  }
}

extension MarkdownNode {
  /// The HTML at or within the node, in reading order.
  fileprivate var html: [String] {
    switch kind {
    case .htmlBlock, .htmlInline: [literal]
    default: children.flatMap(\.html)
    }
  }
}

extension String {
  /// The offset in UTF-8 of the first place from an offset on at which a text stands.
  fileprivate func offset(of text: String, after start: Int) -> Int? {
    let rest = self[utf8.index(startIndex, offsetBy: min(start, utf8.count))...]
    return rest.firstRange(of: text).map { utf8.distance(from: startIndex, to: $0.lowerBound) }
  }
}
