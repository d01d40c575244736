/// A parsed formula.
package indirect enum MathNode: Equatable, Sendable {
  /// A name, nearly always of one letter.
  case identifier(String, MathAlphabet = .italic)
  case number(String)
  /// Words.
  case text(String)
  /// A named function such as `sin`; those with limits carry them underneath.
  case function(String, hasLimits: Bool = false)
  /// An operator, a relation, a bracket or another sign.
  case symbol(String, MathClass)
  /// A bracket of a given height in lines; nil as high as its surroundings.
  case delimiter(String, MathClass, size: Double?)
  /// White space in em.
  case space(Double)
  case row([MathNode])
  case fraction(MathNode, MathNode)
  case root(MathNode, degree: MathNode?)
  /// Subscript and superscript, or limits below and above.
  case scripts(MathNode, sub: MathNode?, sup: MathNode?, areLimits: Bool = false)
  case accent(MathAccent, MathNode)
  /// A brace over or under a formula, and what is written at it.
  case brace(MathNode, note: MathNode?, isOver: Bool)
  /// Brackets as high as what they enclose; an empty one is not drawn.
  case fenced(String, MathNode, String)
  /// Rows of cells.
  case table([[MathNode]], MathTable)
  /// The formula set as in a display, or as in a line.
  case style(MathNode, isDisplay: Bool)
  /// The number at a display formula.
  case tag(String)

  /// The formula without a row around a single part.
  package static func joined(_ nodes: [MathNode]) -> MathNode {
    nodes.count == 1 ? nodes[0] : .row(nodes)
  }
}

/// The part that a sign plays, which decides about the space around it.
package enum MathClass: Equatable, Sendable {
  case ordinary, binary, prefix, relation, open, close, punctuation
  /// A large operator; `limits` says whether its scripts stand below and above.
  case large(limits: Bool)
}

/// The letters of a name.
package enum MathAlphabet: Equatable, Sendable {
  case italic, upright, bold, calligraphic, blackboard, fraktur
}

/// A mark over a letter or a line.
package enum MathAccent: String, Equatable, Sendable {
  case hat, check, tilde, bar, vec, dot, ddot, widehat, widetilde, overline, underline
  case overrightarrow
}

/// The kinds of tables of formulas.
package enum MathTable: String, Equatable, Sendable {
  case cases, matrix, pmatrix, bmatrix, vmatrix, aligned

  /// The brackets around it.
  package var brackets: (open: String, close: String) {
    switch self {
    case .cases: ("{", "")
    case .pmatrix: ("(", ")")
    case .bmatrix: ("[", "]")
    case .vmatrix: ("|", "|")
    case .matrix, .aligned: ("", "")
    }
  }
}
