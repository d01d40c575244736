import Markup

/// The text that a cell prints while it runs, made safe for the reader's terminal.
///
/// Colours pass where the style has them and end with the output; a line that is drawn again and again is
/// so on a terminal that can redraw it, and comes as its last state everywhere else. Every other control is
/// shown as `�`.
package struct TerminalOutput {
  private let hasColour: Bool
  private let redraws: Bool
  /// The bytes of a character that is not complete.
  private var pieces: [UInt8] = []
  /// The end of what came last: an escape sequence, or without colours a line, that is not complete.
  private var held = ""
  private var isColoured = false

  /// Makes an output that has begun with nothing, with the colours of a style.
  package init(style: TerminalStyle) {
    hasColour = style.hasEscapes
    redraws = style.hasEscapes
  }

  /// Makes an output without colours, whose lines may be drawn again.
  package init(redraws: Bool) {
    hasColour = false
    self.redraws = redraws
  }

  /// The text to write for bytes that have been printed, which may end within a character.
  package mutating func add(_ bytes: [UInt8]) -> String {
    pieces += bytes
    let whole = pieces.dropLast(pieces.incompleteTail)
    pieces.removeFirst(whole.count)
    return whole.isEmpty ? "" : add(String(decoding: whole, as: UTF8.self))
  }

  /// The text to write for what has been printed.
  package mutating func add(_ text: String) -> String {
    let all = held + text
    guard redraws else {
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
    let rest = held + String(decoding: pieces, as: UTF8.self)
    held = ""
    pieces = []
    guard redraws else { return PrintedText.settled(rest) }
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
        guard hasColour else { break }
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
