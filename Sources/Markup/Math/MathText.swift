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
    let tight = MathTextWriter(isTight: true).phrase(node).text
    if !node.isWord, let small = small(tight) { return small }
    let text = tight.count <= 5 ? tight : MathTextWriter().phrase(node).text
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
        .joined(separator: table == .cases ? ", " : " ")
    }
    let (opening, closing) = table == .cases ? ("{", "}") : table.brackets
    // A line of a derivation that begins with `=` goes on with the line before.
    let body = lines.dropFirst().reduce(lines.first ?? "") { text, line in
      text + (table == .aligned && line.first.map { "=≈≤≥<>".contains($0) } == true ? " " : "; ")
        + line
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
