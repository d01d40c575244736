/// The text that a program printed, as a terminal would leave it and as pages show it.
package enum PrintedText {
  /// The lines that stand at the end: what a carriage return, a backspace or an erased line has replaced
  /// is gone, colours are dropped, and every other control is shown as `�`.
  package static func settled(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { $0.isHazard && $0 != "\n" && $0 != "\t" }) else {
      return text
    }
    return text.unicodeScalars.split(omittingEmptySubsequences: false) { $0 == "\n" }
      .map { line in
        var screen = PrintedLine()
        var rest = line
        while let part = TerminalPart(next: &rest) { screen.take(part) }
        return screen.text
      }
      .joined(separator: "\n")
  }

  /// A text of our own around names of strangers: nothing but colours, where they are wanted, may steer the
  /// terminal.
  package static func marked(_ text: String, keepsColours: Bool) -> String {
    guard keepsColours else { return text.printableLines }
    var result = ""
    var rest = text[...].unicodeScalars
    while let part = TerminalPart(next: &rest) {
      switch part {
      case .character(let scalar): result.unicodeScalars.append(scalar)
      case .colour(let sequence): result += sequence
      case .carriageReturn where rest.first == "\n": break
      case .carriageReturn, .backspace, .erase: result.unicodeScalars.append(.controlMark)
      }
    }
    return result
  }

  /// The text with what has been replaced taken away as far as nothing printed later can change it.
  ///
  /// The end of the text may be the middle of a line.
  package static func compacted(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard let last = scalars.lastIndex(where: { $0 == "\n" || $0 == "\r" }) else { return text }
    return settled(String(scalars[..<last])) + String(scalars[last...])
  }
}

/// A part of what a program prints to a terminal.
package enum TerminalPart: Equatable {
  /// A character, which may be a mark for a control.
  case character(Unicode.Scalar)
  /// The escape sequence of a colour or a weight.
  case colour(String)
  case carriageReturn, backspace
  /// The line is erased: from here on, up to here, or all of it.
  case erase(Int)

  /// Takes the next part; nil at the end.
  package init?(next rest: inout Substring.UnicodeScalarView) {
    guard let first = rest.popFirst() else { return nil }
    switch first {
    case "\r": self = .carriageReturn
    case "\u{8}": self = .backspace
    case "\u{1B}":
      if let (part, end) = Self.sequence(in: rest) {
        self = part
        rest = rest[end...]
      } else {
        self = .character(.controlMark)
      }
    case "\t", "\n": self = .character(first)
    default: self = .character(first.isHazard ? .controlMark : first)
    }
  }

  /// A sequence `[ ... m` or `[ ... K` after its escape.
  private static func sequence(
    in rest: Substring.UnicodeScalarView
  ) -> (part: TerminalPart, end: String.Index)? {
    guard rest.first == "[" else { return nil }
    let body = rest.dropFirst()
    // A colour takes a few numbers; the limit keeps a hostile one from being sought to its end.
    let numbers = body.prefix(64).prefix { ("0"..."9").contains($0) || $0 == ";" || $0 == ":" }
    let next = body[numbers.endIndex...]
    switch next.first {
    case "m": return (.colour("\u{1B}[\(String(numbers))m"), next.index(after: next.startIndex))
    case "K":
      guard let kind = Int(numbers.isEmpty ? "0" : String(numbers)), (0...2).contains(kind) else {
        return nil
      }
      return (.erase(kind), next.index(after: next.startIndex))
    default: return nil
    }
  }
}

/// One line of a terminal.
private struct PrintedLine {
  private var characters: [Character] = []
  private var column = 0

  var text: String { String(characters) }

  mutating func take(_ part: TerminalPart) {
    switch part {
    case .character(let scalar): put(scalar)
    case .colour: break
    case .carriageReturn: column = 0
    case .backspace: column = max(0, column - 1)
    case .erase(0): characters.removeSubrange(min(column, characters.count)...)
    case .erase(1):
      for index in characters.indices.prefix(column + 1) { characters[index] = " " }
    case .erase: characters = Array(repeating: " ", count: column)
    }
  }

  private mutating func put(_ scalar: Unicode.Scalar) {
    // What joins the character before it, such as an accent, takes no column.
    if column > 0, column <= characters.count {
      let joined = Character(extending: characters[column - 1], by: scalar)
      if let joined {
        characters[column - 1] = joined
        return
      }
    }
    if column < characters.count {
      characters[column] = Character(scalar)
    } else {
      characters += Array(repeating: " ", count: column - characters.count)
      characters.append(Character(scalar))
    }
    column += 1
  }
}

extension Character {
  /// The character with one more scalar; nil where that would begin another character.
  fileprivate init?(extending base: Character, by scalar: Unicode.Scalar) {
    // Nearly all text is of scalars that stand alone, and no character of a language has more marks than a
    // few: a heap of them would be looked at again with each that comes.
    guard scalar.value >= 0x300, base.utf8.count < 64 else { return nil }
    var text = String(base)
    text.unicodeScalars.append(scalar)
    guard text.count == 1, let first = text.first else { return nil }
    self = first
  }
}
