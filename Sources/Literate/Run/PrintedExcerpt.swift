import Markup

/// The output of a cell in one piece: all of it, or where that is too long its beginning and its end.
struct PrintedExcerpt: Sendable {
  /// The most bytes that are kept at the beginning and at the end.
  static let limits = (head: 60_000, tail: 40_000)

  private var head = ""
  /// Once the head is full: what has come last, at most twice as long as is kept.
  private var tail: String?
  private var leftOut = 0

  /// The text as the page shows it.
  var text: String {
    guard let tail else { return head }
    let (end, cut) = Self.end(of: tail)
    let count = leftOut + cut
    return count == 0 ? head + tail : "\(head)[... \(count) bytes left out here ...]\n\(end)"
  }

  /// Takes what has been printed next.
  mutating func append(_ text: String) {
    let limits = Self.limits
    guard tail == nil else { return appendToTail(text) }
    head += text
    guard head.utf8.count > limits.head + limits.tail else { return }
    head = PrintedText.compacted(head)
    guard head.utf8.count > limits.head + limits.tail else { return }
    let cut = Self.cut(head, after: limits.head)
    let rest = String(head[cut...])
    head = String(head[..<cut])
    if !head.hasSuffix("\n") { head += "\n" }
    tail = ""
    appendToTail(rest)
  }

  private mutating func appendToTail(_ text: String) {
    tail?.append(text)
    guard let long = tail, long.utf8.count > 2 * Self.limits.tail else { return }
    let compacted = PrintedText.compacted(long)
    guard compacted.utf8.count > 2 * Self.limits.tail else {
      tail = compacted
      return
    }
    let (end, cut) = Self.end(of: compacted)
    tail = end
    leftOut += cut
  }

  /// The last lines of a text, and how many bytes stand before them.
  private static func end(of text: String) -> (text: String, cut: Int) {
    let excess = text.utf8.count - limits.tail
    guard excess > 0 else { return (text, 0) }
    let place = cut(text, after: excess)
    return (String(text[place...]), text.utf8.distance(from: text.startIndex, to: place))
  }

  /// The end of the line that holds a byte, or of the character where the line is very long.
  private static func cut(_ text: String, after count: Int) -> String.Index {
    let place = text.utf8.index(text.startIndex, offsetBy: count)
    let near = text.utf8[place...].prefix(10_000)
    if let lineEnd = near.firstIndex(of: UInt8(ascii: "\n")) {
      return text.utf8.index(after: lineEnd)
    }
    return text.unicodeScalars.index(after: place)
  }
}
