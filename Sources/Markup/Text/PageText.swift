/// The text of a page as it stands in its file, line by line.
///
/// Editors and version control write pages with other line ends, and some put a byte order mark before
/// the text. Whoever reads a page looks at `lines` or `text`, in which neither is left; whoever changes
/// one writes `content`, in which every line that was not changed is the same to the byte.
package struct PageText: Equatable, Sendable {
  /// The lines without their ends; of a text that ends with a line's end the last one is empty.
  package private(set) var lines: [String] = []
  /// The end of each line: `\n`, `\r\n` or `\r`, and nothing for the last.
  private var ends: [String] = []
  private let mark: String

  /// Reads the text of a file.
  package init(_ content: String) {
    var rest = content.unicodeScalars[...]
    mark = rest.first == byteOrderMark ? String(rest.removeFirst()) : ""
    while let end = rest.firstIndex(where: { $0 == "\n" || $0 == "\r" }) {
      lines.append(String(rest[..<end]))
      let isPair = rest[end...].starts(with: "\r\n".unicodeScalars)
      ends.append(isPair ? "\r\n" : String(rest[end]))
      rest = rest[end...].dropFirst(isPair ? 2 : 1)
    }
    lines.append(String(rest))
    ends.append("")
  }

  /// The text whose lines end in `\n`, without a byte order mark.
  package var text: String { lines.joined(separator: "\n") }

  /// The text of the file, with the line ends and the mark that it came with.
  package var content: String {
    zip(lines, ends).reduce(into: mark) { $0 += $1.0 + $1.1 }
  }

  /// Puts other lines in place of some; they end as most lines of the page do.
  package mutating func replace(_ range: Range<Int>, with new: [String]) {
    let usual = usualEnd
    lines.replaceSubrange(range, with: new)
    ends.replaceSubrange(range, with: new.map { _ in usual })
    // The line that ended the page may stand elsewhere now.
    for index in ends.indices.dropLast() where ends[index].isEmpty { ends[index] = usual }
    if !ends.isEmpty { ends[ends.count - 1] = "" }
  }

  private var usualEnd: String {
    let counts = ends.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    return ["\n", "\r\n", "\r"].max { counts[$0, default: 0] < counts[$1, default: 0] } ?? "\n"
  }
}

private let byteOrderMark: UnicodeScalar = "\u{FEFF}"

extension StringProtocol {
  /// The lines of a text, whichever way they end: `\r\n` is one `Character`, which `"\n"` does not
  /// equal, so that a split at `"\n"` finds no line in a text from Windows.
  package var lines: [SubSequence] {
    split(omittingEmptySubsequences: false, whereSeparator: \.endsLine)
  }
}

extension Character {
  /// Whether a compiler and an editor begin a new line after it; unlike `isNewline`, which is true of a
  /// form feed and of Unicode's own separators too.
  package var endsLine: Bool { self == "\n" || self == "\r\n" || self == "\r" }
}
