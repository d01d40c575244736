/// Writes formulas for web pages.
package enum MathML {
  /// The MathML Core of a formula, with its LaTeX as annotation and as text for those who cannot
  /// see it.
  ///
  /// Throws a ``MathError`` for LaTeX that the lessons do not use.
  package static func markup(of latex: String, display: Bool) throws -> String {
    let formula = try MathParser.parse(latex)
    let words = latex.split(whereSeparator: \.isWhitespace).joined(separator: " ").escapedForMarkup
    let mode = display ? " display=\"block\"" : ""
    return """
      <math xmlns="http://www.w3.org/1998/Math/MathML"\(mode) alttext="\(words)"><semantics>\
      <mrow>\(MathMLWriter().parts(of: formula))</mrow>\
      <annotation encoding="application/x-tex">\(words)</annotation></semantics></math>
      """
  }
}

/// Writes the nodes of a formula as elements.
struct MathMLWriter {
  /// Scripts are set without space around operators.
  var isScript = false

  /// One element.
  func element(_ node: MathNode) -> String {
    switch node {
    case .identifier(let name, let alphabet): identifier(name, alphabet)
    case .number(let digits): "<mn>\(digits.escapedForMarkup)</mn>"
    case .text(let words): "<mtext>\(fixed(words))</mtext>"
    case .tag(let words): "<mspace width=\"2em\"/><mtext>(\(fixed(words)))</mtext>"
    case .function(let name, let hasLimits): function(name, hasLimits: hasLimits)
    case .symbol(let sign, let role): symbol(sign, role)
    case .delimiter(let sign, let role, let size): delimiter(sign, role, size: size)
    case .space(let width): width > 0 ? "<mspace width=\"\(em(width))\"/>" : ""
    case .row: "<mrow>\(parts(of: node))</mrow>"
    case .fraction(let over, let under): "<mfrac>\(element(over))\(element(under))</mfrac>"
    case .root(let body, nil): "<msqrt>\(parts(of: body))</msqrt>"
    case .root(let body, let degree?):
      "<mroot>\(element(body))\(script.element(degree))</mroot>"
    case .scripts(let base, let sub, let sup, let areLimits):
      scripts(base, sub, sup, areLimits: areLimits)
    case .accent(let accent, let body): accented(body, accent)
    case .brace(let body, let note, let isOver): brace(body, note: note, isOver: isOver)
    case .fenced(let opening, let body, let closing):
      "<mrow>\(fence(opening, "prefix"))\(parts(of: body))\(fence(closing, "postfix"))</mrow>"
    case .table(let rows, let table): self.table(rows, table)
    case .style(let body, let isDisplay):
      "<mstyle displaystyle=\"\(isDisplay)\">\(element(body))</mstyle>"
    case .boxed(let body): "<mrow class=\"framed\">\(parts(of: body))</mrow>"
    case .phantom(let body, let hasWidth):
      hasWidth
        ? "<mphantom>\(element(body))</mphantom>"
        : "<mpadded width=\"0\"><mphantom>\(element(body))</mphantom></mpadded>"
    }
  }

  private var script: MathMLWriter { MathMLWriter(isScript: true) }

  private func scripts(
    _ base: MathNode, _ sub: MathNode?, _ sup: MathNode?, areLimits: Bool
  ) -> String {
    let inner = [sub, sup].compactMap { $0 }.map(script.element).joined()
    let name =
      switch (sub == nil, sup == nil) {
      case (false, false): areLimits ? "munderover" : "msubsup"
      case (false, true): areLimits ? "munder" : "msub"
      default: areLimits ? "mover" : "msup"
      }
    return "<\(name)>\(scripted(base))\(inner)</\(name)>"
  }

  /// A bracket grows in a row only, also where it has scripts.
  private func scripted(_ base: MathNode) -> String {
    if case .delimiter = base { "<mrow>\(element(base))</mrow>" } else { element(base) }
  }

  private func brace(_ body: MathNode, note: MathNode?, isOver: Bool) -> String {
    let name = isOver ? "mover" : "munder"
    let sign = "<mo stretchy=\"true\">\(isOver ? "⏞" : "⏟")</mo>"
    let braced = "<\(name)><mrow>\(parts(of: body))</mrow>\(sign)</\(name)>"
    guard let note else { return braced }
    return "<\(name)>\(braced)\(script.element(note))</\(name)>"
  }

  private func accented(_ body: MathNode, _ accent: MathAccent) -> String {
    switch accent {
    case .overline, .underline:
      // A border of the style sheet, since few fonts can stretch the sign.
      let name = accent == .overline ? "overlined" : "underlined"
      return "<mrow class=\"\(name)\">\(parts(of: body))</mrow>"
    default:
      let (sign, isStretchy) = accent.sign
      let mark = "<mo stretchy=\"\(isStretchy)\">\(sign)</mo>"
      return "<mover accent=\"true\">\(element(body))\(mark)</mover>"
    }
  }

  private func table(_ rows: [[MathNode]], _ table: MathTable) -> String {
    let body = rows.map { row in
      let cells = row.enumerated().map { column, cell in
        "<mtd\(table.style(ofColumn: column))>\(parts(of: cell))</mtd>"
      }
      return "<mtr>\(cells.joined())</mtr>"
    }
    let display =
      switch table {
      case .aligned, .gathered: " displaystyle=\"true\""
      case .substack: " class=\"close\""
      default: ""
      }
    let (opening, closing) = table.brackets
    return "<mrow>\(fence(opening, "prefix"))<mtable\(display)>\(body.joined())</mtable>"
      + "\(fence(closing, "postfix"))</mrow>"
  }
}

extension MathAccent {
  fileprivate var sign: (text: String, isStretchy: Bool) {
    switch self {
    case .hat: ("^", false)
    case .widehat: ("^", true)
    case .check: ("ˇ", false)
    case .tilde: ("~", false)
    case .widetilde: ("~", true)
    case .bar, .overline, .underline: ("¯", false)
    case .vec: ("→", false)
    case .overrightarrow: ("→", true)
    case .overleftarrow: ("←", true)
    case .overleftrightarrow: ("↔", true)
    case .dot: ("˙", false)
    case .ddot: ("¨", false)
    case .dddot: ("⃛", false)
    case .acute: ("´", false)
    case .grave: ("`", false)
    case .breve: ("˘", false)
    case .mathring: ("˚", false)
    }
  }
}

extension MathTable {
  /// The class that sets the cells of a column; the style sheet of the page knows it.
  fileprivate func style(ofColumn column: Int) -> String {
    switch self {
    case .cases, .rcases: " class=\"left\""
    case .aligned: column.isMultiple(of: 2) ? " class=\"before\"" : " class=\"after\""
    case .array(let columns) where column < columns.count:
      switch columns[column] {
      case .left: " class=\"left\""
      case .right: " class=\"right\""
      case .center: ""
      }
    case .array, .matrix, .pmatrix, .bmatrix, .vmatrix, .braceMatrix, .doubleBarMatrix, .gathered,
      .substack:
      ""
    }
  }
}
