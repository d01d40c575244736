extension MathAlphabet {
  /// A name in these letters, as Unicode has them for formulas; others stay as they are.
  func letters(of name: String) -> String {
    String(String.UnicodeScalarView(name.unicodeScalars.map(letter)))
  }

  /// The same among the characters that every terminal font has; bold letters are plain there.
  func basicLetters(of name: String) -> String {
    let scalars = name.unicodeScalars.map { plain in
      let special = letter(plain)
      return special.value > 0xFFFF ? plain : special
    }
    return String(String.UnicodeScalarView(scalars))
  }

  private func letter(_ scalar: UnicodeScalar) -> UnicodeScalar {
    if let early = earlyLetters[scalar] { return early }
    guard let start = block else { return scalar }
    let offset: UInt32? =
      switch scalar {
      case "A"..."Z": scalar.value - 65
      case "a"..."z": scalar.value - 97 + 26
      case "α"..."ω" where self == .bold: scalar.value - 0x3B1 + 0x2C2
      case "0"..."9" where self == .bold: scalar.value - 48 + 0x3CE
      case "0"..."9" where self == .blackboard: scalar.value - 48 + 0x2A0
      default: nil
      }
    return offset.flatMap { UnicodeScalar(start + $0) } ?? scalar
  }

  /// The code of the capital A.
  private var block: UInt32? {
    switch self {
    case .italic, .upright: nil
    case .bold: 0x1D400
    case .calligraphic: 0x1D49C
    case .blackboard: 0x1D538
    case .fraktur: 0x1D504
    }
  }

  /// Letters that Unicode had before the blocks, which therefore lack them.
  private var earlyLetters: [UnicodeScalar: UnicodeScalar] {
    switch self {
    case .italic, .upright, .bold: [:]
    case .calligraphic:
      [
        "B": "ℬ", "E": "ℰ", "F": "ℱ", "H": "ℋ", "I": "ℐ", "L": "ℒ", "M": "ℳ", "R": "ℛ",
        "e": "ℯ", "g": "ℊ", "o": "ℴ",
      ]
    case .blackboard:
      ["C": "ℂ", "H": "ℍ", "N": "ℕ", "P": "ℙ", "Q": "ℚ", "R": "ℝ", "Z": "ℤ"]
    case .fraktur: ["C": "ℭ", "H": "ℌ", "I": "ℑ", "R": "ℜ", "Z": "ℨ"]
    }
  }
}
