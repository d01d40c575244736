/// The columns that a text takes in a terminal.
///
/// Escape sequences and combining characters take none, East Asian characters and emoji two.
package func terminalColumns(of text: String) -> Int {
  if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return text.utf8.count }
  return withoutEscapes(text).reduce(0) { $0 + columns(of: $1) }
}

private func columns(of character: Character) -> Int {
  character.unicodeScalars.reduce(0) { max($0, columns(of: $1)) }
}

private func columns(of scalar: UnicodeScalar) -> Int {
  if scalar == "\u{FE0F}" { return 2 }  // asks for the coloured form of the sign before it
  switch scalar.properties.generalCategory {
  case .nonspacingMark, .enclosingMark, .format, .control: return 0
  default: break
  }
  if scalar.properties.isEmojiPresentation { return 2 }
  return wideRanges.contains { $0.contains(scalar.value) } ? 2 : 1
}

/// The blocks that Unicode's table of East Asian widths calls wide or full.
private let wideRanges: [ClosedRange<UInt32>] = [
  0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
  0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
  0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD,
]

/// The text without sequences such as `ESC [ 1 m` and `ESC ] 8 ; ; address BEL`.
private func withoutEscapes(_ text: String) -> String {
  guard text.unicodeScalars.contains("\u{1B}") else { return text }
  let control = /\u{1B}\[[0-9;?]*[A-Za-z]/
  let address = /\u{1B}\][^\u{07}\u{1B}]*(?:\u{07}|\u{1B}\\)/
  return text.replacing(control, with: "").replacing(address, with: "")
}
