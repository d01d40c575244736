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
  /// A formula in a frame.
  case boxed(MathNode)
  /// The room of a formula that is not shown; without its width only its height.
  case phantom(MathNode, hasWidth: Bool)
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
  case hat, check, tilde, bar, vec, dot, ddot, dddot, acute, grave, breve, mathring, widehat
  case widetilde, overline, underline, overrightarrow, overleftarrow, overleftrightarrow
}

/// The kinds of tables of formulas.
package enum MathTable: Equatable, Sendable {
  case cases, matrix, pmatrix, bmatrix, vmatrix, aligned
  case rcases, braceMatrix, doubleBarMatrix
  /// Lines in the middle.
  case gathered
  /// Small lines under a sum.
  case substack
  /// Columns of any kinds.
  case array([MathAlignment])

  /// The table of an environment without its star; nil where there is none of this name.
  init?(environment name: String, columns: String) {
    switch name {
    case "cases", "dcases": self = .cases
    case "rcases", "drcases": self = .rcases
    case "matrix", "smallmatrix": self = .matrix
    case "pmatrix": self = .pmatrix
    case "bmatrix": self = .bmatrix
    case "vmatrix": self = .vmatrix
    case "Bmatrix": self = .braceMatrix
    case "Vmatrix": self = .doubleBarMatrix
    case "aligned", "align", "split", "alignat", "alignedat", "eqnarray", "flalign": self = .aligned
    case "gathered", "gather", "equation", "multline", "displaymath": self = .gathered
    case "subarray": self = .substack
    case "array":
      self = .array(
        columns.map { $0 == "l" ? .left : $0 == "r" ? .right : .center })
    default: return nil
    }
  }

  /// The brackets around it.
  package var brackets: (open: String, close: String) {
    switch self {
    case .cases: ("{", "")
    case .rcases: ("", "}")
    case .pmatrix: ("(", ")")
    case .bmatrix: ("[", "]")
    case .vmatrix: ("|", "|")
    case .braceMatrix: ("{", "}")
    case .doubleBarMatrix: ("‖", "‖")
    case .matrix, .aligned, .gathered, .substack, .array: ("", "")
    }
  }
}

/// The side of a column of formulas at which they stand.
package enum MathAlignment: Equatable, Sendable {
  case left, center, right
}
