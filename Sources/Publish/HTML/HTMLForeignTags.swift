import Markup

/// The HTML that an author writes into Markdown.
///
/// A few elements without danger pass, comments are dropped, and all else is shown as it is
/// written. A line, a quote and the item of a list close at their end what they have opened, and
/// nothing that was open before; what stands outside of them is open until its closing tag or until
/// the end of the page. A closing tag that has nothing to close is shown too.
extension HTMLMarkdown {
  /// How many elements may be open at a time.
  private static let depthLimit = 100

  /// A stretch of foreign HTML, with the formulas and references in it.
  mutating func foreign(_ node: MarkdownNode) -> String {
    var result = ""
    var words: [MarkdownNode] = []
    func endWords() {
      result += HTMLFormula.text(of: words[...])
      words = []
    }
    for part in node.children {
      switch part.kind {
      case .text: foreign(part.literal[...], into: &result, &words)
      case .reference(let reference):
        endWords()
        result += link(to: reference)
      default: words.append(part)
      }
    }
    endWords()
    return result
  }

  /// Writes the tags of a text; words wait for the formulas after them.
  private mutating func foreign(
    _ markup: Substring, into result: inout String, _ words: inout [MarkdownNode]
  ) {
    var rest = markup
    while let start = rest.firstIndex(of: "<") {
      words.append(MarkdownNode(text: String(rest[..<start])))
      result += HTMLFormula.text(of: words[...])
      words = []
      rest = rest[start...]
      if let comment = rest.prefixMatch(of: /<!--(?s:.*?)(?:-->|\z)/) {
        rest = rest[comment.range.upperBound...]
      } else if let (tag, end) = tag(at: rest) {
        result += tag
        rest = rest[end...]
      } else {
        result += "&lt;"
        rest = rest.dropFirst()
      }
    }
    words.append(MarkdownNode(text: String(rest)))
  }

  /// Writes a part of the text that closes what it opens, and nothing else.
  mutating func enclosed(_ write: (inout HTMLMarkdown) -> String) -> String {
    let outer = outerTagCount
    outerTagCount = openTags.count
    defer { outerTagCount = outer }
    return write(&self) + closingTags()
  }

  /// Closes what the part being written has left open.
  mutating func closingTags() -> String {
    closingTags(downTo: outerTagCount)
  }

  private mutating func closingTags(downTo count: Int) -> String {
    defer { openTags.removeSubrange(count...) }
    return openTags[count...].reversed().map { "</\($0)>" }.joined()
  }

  private mutating func tag(at text: Substring) -> (tag: String, end: Substring.Index)? {
    if let match = text.prefixMatch(of: /<(?i:br)\s*\/?>/) {
      return ("<br>", match.range.upperBound)
    }
    let canOpen = openTags.count < Self.depthLimit
    if canOpen, let match = text.prefixMatch(of: /<a\s+id="([^"<>\s]+)"\s*>/) {
      openTags.append("a")
      return ("<a\(anchors.attribute(String(match.1)))>", match.range.upperBound)
    }
    if canOpen, let match = text.prefixMatch(of: /<([a-z]+)(\s+open)?\s*>/),
      HTMLTags.elements.contains(match.1), match.2 == nil || match.1 == "details"
    {
      openTags.append(String(match.1))
      let state = match.1 == "details" && match.2 != nil ? " open" : ""
      return ("<\(match.1)\(state)>", match.range.upperBound)
    }
    if let match = text.prefixMatch(of: /<\/([a-z]+)\s*>/),
      let opening = openTags[outerTagCount...].lastIndex(of: String(match.1))
    {
      return (closingTags(downTo: opening), match.range.upperBound)
    }
    return nil
  }
}
