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

  /// Whether this was meant as the fence of a cell and opens none: the word is written in another way, or
  /// the fence has other marks or stands elsewhere although the line after it is an option of a cell.
  package func isSlipOfCell(before line: String?) -> Bool {
    let word = info.drop { "{. ".contains($0) }.prefix(while: \.isLetter)
    guard !opensCell, word.lowercased() == "swift" else { return false }
    return info != "swift" || line?.trimmed.hasPrefix("//|") == true
  }

  /// Whether a line ends the block: the same marker, at least as long, and nothing else.
  package func isClosed(by line: String) -> Bool {
    let text = line.trimmed
    return text.count >= length && text.allSatisfy { $0 == marker }
  }

  /// A fence of back quotes that no line of `content` can close.
  package static func around(_ content: String) -> String {
    var longest = 2
    for line in content.lines {
      longest = max(longest, line.trimmed.prefix { $0 == "`" }.count)
    }
    return String(repeating: "`", count: longest + 1)
  }
}

extension String {
  /// The lines of a Markdown text, each with whether it belongs to a fenced block.
  package var markdownLines: [(text: String, isCode: Bool)] {
    var openFence: Fence?
    return lines.map { line in
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

/// A Markdown table; bars and line breaks inside a cell are made harmless.
package func markdownTable(columns: [String], rows: [[String]]) -> String {
  func row(_ cells: [String]) -> String {
    let safe = cells.map { cell in
      cell.replacing("|", with: "\\|").replacing("\n", with: "<br>")
    }
    return "| " + safe.joined(separator: " | ") + " |"
  }
  let rule = "|" + String(repeating: " --- |", count: columns.count)
  return ([row(columns), rule] + rows.map(row)).joined(separator: "\n")
}

/// A fenced block that no line of its content can close.
package func fencedBlock(_ content: String, as language: String) -> String {
  let fence = Fence.around(content)
  return "\(fence)\(language)\n\(content.trimmingBlankLines)\n\(fence)"
}

/// Markdown that the reader opens with a click.
package func foldedBlock(_ title: String, _ content: String) -> String {
  "<details><summary>\(title)</summary>\n\n\(content)\n\n</details>"
}
