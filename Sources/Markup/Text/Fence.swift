/// The line that opens a fenced block.
package struct Fence {
  private let marker: Character
  private let length: Int
  /// The columns before the marker: at most three, behind the mark of a list's item as many as it has.
  private let indent: Int
  /// The text after the marker, such as `swift`.
  package let info: String

  /// Reads a line, or gives nil where it opens no fence.
  package init?(opening line: some StringProtocol) {
    var rest = Substring(line)
    guard var indent = rest.takeIndent() else { return nil }
    if let mark = rest.takeItemMark() { indent += mark }
    guard let marker = rest.first, marker == "`" || marker == "~" else { return nil }
    let length = rest.prefix { $0 == marker }.count
    let info = rest.dropFirst(length).trimmed
    guard length >= 3, !(marker == "`" && info.contains("`")) else { return nil }
    self.marker = marker
    self.length = length
    self.indent = indent
    self.info = info
  }

  /// Whether this is the fence of a cell: back quotes at the margin, with the word `swift`.
  package var opensCell: Bool {
    indent == 0 && marker == "`" && info.split(separator: " ").first == "swift"
  }

  /// Whether this was meant as the fence of a cell and opens none: the word is written in another way, or
  /// the fence has other marks or stands elsewhere although the line after it is an option of a cell.
  package func isSlipOfCell(before line: String?) -> Bool {
    let word = info.drop { "{. ".contains($0) }.prefix(while: \.isLetter)
    guard !opensCell, word.lowercased() == "swift" else { return false }
    return info != "swift" || line?.trimmed.hasPrefix("//|") == true
  }

  /// Whether a line ends the block: the same marker, at least as long, and nothing else, at most three
  /// columns to the right of where the block may begin.
  package func isClosed(by line: some StringProtocol) -> Bool {
    var rest = Substring(line)
    guard rest.takeIndent(limit: indent + 4) != nil, rest.first == marker else { return false }
    let text = rest.trimmed
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

extension Substring {
  /// Takes the spaces at the beginning; nil where they make the line code, a tab as wide as four.
  fileprivate mutating func takeIndent(limit: Int = 4) -> Int? {
    var columns = 0
    for index in utf8.indices {
      switch utf8[index] {
      case UInt8(ascii: " "): columns += 1
      case UInt8(ascii: "\t"): columns += 4 - columns % 4
      default:
        self = self[index...]
        return columns < limit ? columns : nil
      }
      if columns >= limit { return nil }
    }
    self = self[endIndex...]
    return columns
  }

  /// Takes the mark of a list's item and the spaces after it, and gives their columns.
  fileprivate mutating func takeItemMark() -> Int? {
    let digits = prefix(9) { $0.isASCII && $0.isNumber }
    let mark = dropFirst(digits.count).prefix(1)
    guard digits.isEmpty ? "-*+".contains(mark) : ".)".contains(mark), !mark.isEmpty else {
      return nil
    }
    var rest = dropFirst(digits.count + 1)
    guard rest.first == " " || rest.first == "\t", let spaces = rest.takeIndent(limit: 5) else {
      return nil
    }
    self = rest
    return digits.count + 1 + spaces
  }

  private func prefix(_ count: Int, while belongs: (Character) -> Bool) -> Substring {
    prefix(count).prefix(while: belongs)
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
