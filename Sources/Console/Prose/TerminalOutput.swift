import Markup

/// The printed output of a cell while it runs, made safe for the reader's terminal.
///
/// Colours pass where the style has them and end with the output; a line that is drawn again and again is
/// so on a terminal with colours, and comes as its last state everywhere else. Every other control is
/// shown as `�`.
package struct TerminalOutput {
  private let style: TerminalStyle
  /// The end of what came last: an escape sequence, or without colours a line, that is not complete.
  private var held = ""
  private var isColoured = false

  /// Makes an output that has begun with nothing.
  package init(style: TerminalStyle) {
    self.style = style
  }

  /// The text to write for what has been printed.
  package mutating func add(_ text: String) -> String {
    let all = held + text
    guard style.hasEscapes else {
      let lineEnd = all.unicodeScalars.lastIndex(of: "\n")
      // A line without an end is not kept for ever.
      let whole =
        lineEnd.map { all.unicodeScalars.index(after: $0) }
        ?? (all.utf8.count > 100_000 ? all.endIndex : all.startIndex)
      held = PrintedText.compacted(String(all[whole...]))
      return PrintedText.settled(String(all[..<whole]))
    }
    let whole = all.unicodeScalars.suffix(66).lastIndex(of: "\u{1B}").flatMap { start in
      all.unicodeScalars[start...].isOpenSequence ? start : nil
    }
    held = String(all[(whole ?? all.endIndex)...])
    return passed(all[..<(whole ?? all.endIndex)])
  }

  /// The rest, once the cell has printed all.
  package mutating func finish() -> String {
    let rest = held
    held = ""
    guard style.hasEscapes else { return PrintedText.settled(rest) }
    let text = passed(rest[...])
    guard isColoured else { return text }
    isColoured = false
    return text + "\u{1B}[0m"
  }

  private mutating func passed(_ text: Substring) -> String {
    var result = ""
    var rest = text.unicodeScalars
    while let part = TerminalPart(next: &rest) {
      switch part {
      case .character(let scalar): result.unicodeScalars.append(scalar)
      case .colour(let sequence):
        isColoured = !["\u{1B}[m", "\u{1B}[0m"].contains(sequence)
        result += sequence
      case .carriageReturn: result += "\r"
      case .backspace: result += "\u{8}"
      case .erase(let kind): result += "\u{1B}[\(kind)K"
      }
    }
    return result
  }
}

extension Substring.UnicodeScalarView {
  /// Whether this is the beginning of an escape sequence whose end has not come.
  fileprivate var isOpenSequence: Bool {
    guard let second = dropFirst().first else { return true }
    return second == "["
      && dropFirst(2).allSatisfy { ("0"..."9").contains($0) || ";:".unicodeScalars.contains($0) }
  }
}
