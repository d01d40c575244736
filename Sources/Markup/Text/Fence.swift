/// The line that opens a fenced block.
package struct Fence {
  private let marker: Character
  private let length: Int
  private let prefix: String
  /// The text after the marker, such as `swift`.
  package let info: String

  /// Reads a line, or gives nil where it opens no fence.
  package init?(opening line: String) {
    guard let match = line.wholeMatch(of: /(\s*(?:(?:[-*+]|[0-9]+[.)])\s+)?)(`{3,}|~{3,})(.*)/)
    else { return nil }
    let info = String(match.3).trimmed
    guard let marker = match.2.first, !(marker == "`" && info.contains("`")) else { return nil }
    self.marker = marker
    self.length = match.2.count
    self.prefix = String(match.1)
    self.info = info
  }

  /// Whether this is the fence of a cell: back quotes at the margin, with the word `swift`.
  package var opensCell: Bool {
    prefix.isEmpty && marker == "`" && info.split(separator: " ").first == "swift"
  }

  /// Whether a line ends the block: the same marker, at least as long, and nothing else.
  package func isClosed(by line: String) -> Bool {
    let text = line.trimmed
    return text.count >= length && text.allSatisfy { $0 == marker }
  }

  /// A fence of back quotes that no line of `content` can close.
  package static func around(_ content: String) -> String {
    var longest = 2
    for line in content.split(separator: "\n") {
      longest = max(longest, line.trimmed.prefix { $0 == "`" }.count)
    }
    return String(repeating: "`", count: longest + 1)
  }
}

extension String {
  /// The lines of a Markdown text, each with whether it belongs to a fenced block.
  package var markdownLines: [(text: String, isCode: Bool)] {
    var openFence: Fence?
    return split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let line = String(line)
      if let fence = openFence {
        if fence.isClosed(by: line) { openFence = nil }
        return (line, true)
      }
      openFence = Fence(opening: line)
      return (line, openFence != nil)
    }
  }
}
