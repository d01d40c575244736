extension StringProtocol {
  /// The text of a stranger as one line may show it: a name, a field, a value of some metadata.
  ///
  /// The text with `�` for all that would steer a terminal, end the line or turn the order of the text.
  package var printable: String {
    marked { _ in false }
  }

  /// The same for a text of several lines, whose line ends and tabs stay.
  package var printableLines: String {
    marked { $0 == "\n" || $0 == "\t" }
  }

  private func marked(keeping isKept: (Unicode.Scalar) -> Bool) -> String {
    guard unicodeScalars.contains(where: { $0.isHazard && !isKept($0) }) else {
      return String(self)
    }
    var result = String.UnicodeScalarView()
    var rest = Substring(self).unicodeScalars
    while let scalar = rest.popFirst() {
      // The line end of other systems is one line end.
      if scalar == "\r", rest.first == "\n", isKept("\n") { continue }
      result.append(scalar.isHazard && !isKept(scalar) ? Unicode.Scalar.controlMark : scalar)
    }
    return String(result)
  }
}

extension Unicode.Scalar {
  /// The sign that stands for one that may not be shown.
  package static let controlMark: Unicode.Scalar = "\u{FFFD}"

  /// Whether a terminal, or the reader, could be led astray: controls, the ends of lines and paragraphs,
  /// and the signs that turn the order in which a text is read.
  package var isHazard: Bool {
    switch value {
    case ..<0x20, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
