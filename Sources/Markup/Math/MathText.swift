/// Writes formulas for terminals.
package enum MathText {
  /// A formula as one line of Unicode text; LaTeX that cannot be read stays as it is.
  package static func line(of latex: String) -> String {
    guard let formula = try? MathParser.parse(latex) else { return latex }
    return MathTextWriter().phrase(formula).text
  }
}

/// A piece of a formula as text, with what its neighbours must know.
struct MathPhrase {
  /// How firmly the parts hold together, from the loosest.
  enum Strength: Int, Comparable {
    case relation, sum, quotient, product, atom

    static func < (left: Strength, right: Strength) -> Bool {
      left.rawValue < right.rawValue
    }
  }

  var text: String
  var strength = Strength.atom

  /// The text, in brackets where it holds together less firmly than asked.
  func bracketed(unless least: Strength) -> String {
    strength >= least ? text : "(\(text))"
  }
}

/// Writes the nodes of a formula as text.
struct MathTextWriter {
  /// Scripts have no spaces around their operators.
  var isTight = false
  /// How many scripts are around; deep ones are written in one way only, for both ways of each of them
  /// would take twice as long as those of the one around it.
  var level = 0

  func phrase(_ node: MathNode) -> MathPhrase {
    switch node {
    case .identifier(let name, let alphabet): MathPhrase(text: alphabet.basicLetters(of: name))
    case .number(let digits): MathPhrase(text: digits)
    case .text(let words): MathPhrase(text: words)
    case .tag(let words): MathPhrase(text: "   (\(words))")
    case .function(let name, _): MathPhrase(text: name)
    case .symbol(let sign, _), .delimiter(let sign, _, _):
      MathPhrase(text: commonSigns[sign] ?? sign)
    case .space(let width): MathPhrase(text: width >= 1 ? "  " : width > 0 ? " " : "")
    case .row(let nodes): row(nodes)
    case .fraction(let over, let under):
      fraction(phrase(over), phrase(under), isDerivative: under.isDifferential)
    case .root(let body, let degree): root(phrase(body), degree: degree)
    case .scripts(let base, let sub, let sup, _): scripts(phrase(base), sub, sup)
    case .accent(let accent, let body): accented(phrase(body).text, accent)
    case .brace(let body, let note, _): brace(phrase(body), note: note)
    case .fenced(let opening, let body, let closing):
      MathPhrase(text: opening + phrase(body).text + closing)
    case .table(let rows, let table): self.table(rows, table)
    case .style(let body, _): phrase(body)
    case .boxed(let body): MathPhrase(text: "[\(phrase(body).text)]")
    case .phantom(let body, let hasWidth):
      MathPhrase(
        text: hasWidth
          ? String(repeating: " ", count: terminalColumns(of: phrase(body).text)) : "")
    }
  }

  private func fraction(
    _ over: MathPhrase, _ under: MathPhrase, isDerivative: Bool
  ) -> MathPhrase {
    if let character = vulgarFractions["\(over.text)/\(under.text)"] {
      return MathPhrase(text: character)
    }
    let top = over.bracketed(unless: .product)
    let bottom = under.bracketed(unless: isDerivative ? .product : .atom)
    let isNested = top.contains("/") || bottom.contains("/")
    let slash = isNested && !isTight ? " / " : "/"
    return MathPhrase(text: top + slash + bottom, strength: .quotient)
  }

  private func root(_ body: MathPhrase, degree: MathNode?) -> MathPhrase {
    let isSimple = body.text.count == 1 || body.text.allSatisfy(\.isNumber)
    let inner = isSimple ? body.text : "(\(body.text))"
    guard let degree = degree.map({ phrase($0).text }) else { return MathPhrase(text: "√" + inner) }
    switch degree {
    case "3": return MathPhrase(text: "∛" + inner)
    case "4": return MathPhrase(text: "∜" + inner)
    default: return MathPhrase(text: (MathScriptText.raised(degree) ?? "(\(degree))") + "√" + inner)
    }
  }

  private func scripts(_ base: MathPhrase, _ sub: MathNode?, _ sup: MathNode?) -> MathPhrase {
    let below = sub.map { script($0, mark: "_", small: MathScriptText.lowered) } ?? ""
    let above = sup.map { script($0, mark: "^", small: MathScriptText.raised) } ?? ""
    return MathPhrase(text: base.bracketed(unless: .atom) + below + above)
  }

  /// A script in small characters, or after a mark where Unicode lacks them.
  private func script(
    _ node: MathNode, mark: String, small: (String) -> String?
  ) -> String {
    let tight = MathTextWriter(isTight: true, level: level + 1).phrase(node).text
    if !node.isWord, let small = small(tight) { return small }
    let isShort = tight.count <= 5 || level >= 4
    let text = isShort ? tight : MathTextWriter(level: level + 1).phrase(node).text
    let isPlain = text.allSatisfy { $0.isLetter || $0.isNumber }
    let isOne = text.count == 1 || (isPlain && (node.isWord || mark == "_"))
    return mark + (isOne ? text : "(\(text))")
  }

  private func accented(_ body: String, _ accent: MathAccent) -> MathPhrase {
    if accent == .overline || accent == .underline, body.allSatisfy(\.isLetter) {
      return MathPhrase(text: body.map { "\($0)\(accent.combining)" }.joined())
    }
    return MathPhrase(
      text: body.count == 1 ? body + accent.combining : "\(accent.rawValue)(\(body))")
  }

  private func brace(_ body: MathPhrase, note: MathNode?) -> MathPhrase {
    guard let note else { return body }
    return MathPhrase(text: "\(body.text) [\(phrase(note).text)]", strength: body.strength)
  }

  private func table(_ rows: [[MathNode]], _ table: MathTable) -> MathPhrase {
    let lines = rows.map { row in
      row.map { phrase($0).text.trimmed }.filter { !$0.isEmpty }
        .joined(separator: table == .cases || table == .rcases ? ", " : " ")
    }
    let (opening, closing) = table == .cases || table == .rcases ? ("{", "}") : table.brackets
    // A line of a derivation that begins with `=` goes on with the line before.
    let body = lines.dropFirst().reduce(lines.first ?? "") { text, line in
      let goesOn = table == .aligned && line.first.map { "=≈≤≥<>".contains($0) } == true
      return text + (goesOn ? " " : table == .substack ? ", " : "; ") + line
    }
    return MathPhrase(
      text: opening + body + closing,
      strength: opening.isEmpty ? .relation : .atom)
  }
}

private let vulgarFractions = [
  "1/2": "½", "1/3": "⅓", "2/3": "⅔", "1/4": "¼", "3/4": "¾", "1/8": "⅛", "3/8": "⅜", "5/8": "⅝",
  "7/8": "⅞",
]

/// Signs that few terminal fonts have, and their everyday kin.
private let commonSigns = [
  "⋅": "·", "∣": "|", "⟂": "⊥", "⟶": "→", "⟼": "↦", "⟹": "⇒", "⟺": "⇔", "∖": "\\", "≔": ":=",
]

/// Unicode's small letters and digits below and above the line.
private enum MathScriptText {
  /// The text below the line, or nil where Unicode lacks one of its characters.
  static func lowered(_ text: String) -> String? {
    mapped(text, by: lower)
  }

  /// The text above the line, or nil where Unicode lacks one of its characters.
  static func raised(_ text: String) -> String? {
    mapped(text, by: upper)
  }

  private static func mapped(_ text: String, by table: [Character: Character]) -> String? {
    var result = ""
    for character in text {
      guard let small = table[character] else { return nil }
      result.append(small)
    }
    return result
  }

  private static let lower = table(
    from: "0123456789+−=()aehijklmnoprstuvxβγρφχ′",
    to: "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ′")

  private static let upper = table(
    from: "0123456789+−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδθφχ∗′†∘°⊤",
    to: "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿᵠᵡ*′†°°ᵀ")

  private static func table(from plain: String, to small: String) -> [Character: Character] {
    Dictionary(uniqueKeysWithValues: zip(plain, small))
  }
}
