import Markup

/// Turns the inline nodes of a paragraph into runs.
struct TerminalInlines {
  /// A paragraph is text, and formulas that stand on lines of their own.
  enum Part: Equatable {
    case text([TerminalRun])
    case formula(String)
  }

  private let mask: MathMask
  private let style: TerminalStyle
  private var parts: [Part] = []
  private var runs: [TerminalRun] = []

  /// The parts of a paragraph, in order; parts without text are left out.
  static func parts(of node: MarkdownNode, mask: MathMask, style: TerminalStyle) -> [Part] {
    var inlines = TerminalInlines(mask: mask, style: style)
    node.children.forEach { inlines.add($0, marks: []) }
    inlines.endText()
    return inlines.parts
  }

  /// The runs of a node that holds no display formula, such as a heading; `marks` are added to all.
  static func runs(
    of node: MarkdownNode, marks: TerminalRun.Marks = [], mask: MathMask, style: TerminalStyle
  ) -> [TerminalRun] {
    var inlines = TerminalInlines(mask: mask, style: style)
    node.children.forEach { inlines.add($0, marks: marks) }
    inlines.endText()
    return inlines.parts.flatMap { part -> [TerminalRun] in
      switch part {
      case .text(let runs): runs
      case .formula(let line): [TerminalRun(text: line, marks: marks)]
      }
    }
  }

  private init(mask: MathMask, style: TerminalStyle) {
    self.mask = mask
    self.style = style
  }

  private mutating func add(_ node: MarkdownNode, marks: TerminalRun.Marks) {
    switch node.kind {
    case .text: addText(node.literal, marks: marks)
    case .softBreak: add(" ", marks)
    case .lineBreak: add("\n", marks)
    case .code: addCode(node.literal, marks: marks)
    case .htmlInline:
      if node.literal.lowercased().hasPrefix("<br") { add("\n", marks) }
    case .emphasis: addChildren(of: node, marks.union(.italic))
    case .strong: addChildren(of: node, marks.union(.bold))
    case .strikethrough: addChildren(of: node, marks.union(.struck))
    case .link(let url): addLink(node, url: mask.unmasked(url), marks: marks)
    case .image: addChildren(of: node, marks.union(.dim))
    default: addChildren(of: node, marks)
    }
  }

  private mutating func addChildren(of node: MarkdownNode, _ marks: TerminalRun.Marks) {
    node.children.forEach { add($0, marks: marks) }
  }

  private mutating func addText(_ text: String, marks: TerminalRun.Marks) {
    for piece in mask.pieces(of: text) {
      switch piece {
      case .text(let text): add(text, marks)
      case .formula(let formula):
        let line = MathText.line(of: formula.latex)
        if formula.isDisplay {
          endText()
          parts.append(.formula(line))
        } else {
          // A short formula does not break; slanted, an `a` is no article.
          let isShort = terminalColumns(of: line) <= 24
          let text =
            isShort
            ? line.replacing(" ", with: "\u{A0}") : unbrokenBrackets(line, limit: style.width / 2)
          add(text, marks.union(.italic))
        }
      }
    }
  }

  /// Code in back quotes where no colour can mark it.
  private mutating func addCode(_ code: String, marks: TerminalRun.Marks) {
    let text = mask.unmasked(code)
    add(style.hasEscapes ? text : "`\(text)`", marks.union(.code))
  }

  private mutating func addLink(_ node: MarkdownNode, url: String, marks: TerminalRun.Marks) {
    addChildren(of: node, marks.union(.link))
    let isWeb = url.hasPrefix("http://") || url.hasPrefix("https://")
    if isWeb, node.plainText != url { add(" (\(url))", marks.union(.dim)) }
  }

  private mutating func add(_ text: String, _ marks: TerminalRun.Marks) {
    runs.append(TerminalRun(text: text, marks: marks))
  }

  private mutating func endText() {
    if runs.contains(where: { !$0.text.trimmed.isEmpty }) { parts.append(.text(runs)) }
    runs = []
  }
}
