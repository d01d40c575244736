import Markup

/// Turns the inline nodes of a paragraph into runs.
struct TerminalInlines {
  /// A paragraph is text, and formulas that stand on lines of their own.
  enum Part: Equatable {
    case text([TerminalRun])
    case formula(String)
  }

  private let style: TerminalStyle
  private var parts: [Part] = []
  private var runs: [TerminalRun] = []
  /// The elements of HTML that are open and change how text looks.
  private var openTags: [(name: Substring, marks: TerminalRun.Marks)] = []

  /// The parts of a paragraph, in order; parts without text are left out.
  static func parts(of node: MarkdownNode, style: TerminalStyle) -> [Part] {
    var inlines = TerminalInlines(style: style)
    node.children.forEach { inlines.add($0, marks: []) }
    inlines.endText()
    return inlines.parts
  }

  /// The runs of a node that holds no display formula, such as a heading; `marks` are added to all.
  static func runs(
    of node: MarkdownNode, marks: TerminalRun.Marks = [], style: TerminalStyle
  ) -> [TerminalRun] {
    var inlines = TerminalInlines(style: style)
    node.children.forEach { inlines.add($0, marks: marks) }
    inlines.endText()
    return inlines.parts.flatMap { part -> [TerminalRun] in
      switch part {
      case .text(let runs): runs
      case .formula(let line): [TerminalRun(text: line, marks: marks)]
      }
    }
  }

  /// The runs of a block of HTML: its words, as far as its tags say how they look; comments go with theirs.
  static func runs(ofHTML node: MarkdownNode, style: TerminalStyle) -> [TerminalRun] {
    var inlines = TerminalInlines(style: style)
    for part in node.children {
      guard part.kind == .text else {
        inlines.add(part, marks: [])
        continue
      }
      let text: String = part.literal.replacing(/<!--(?s:.*?)(?:-->|\z)/, with: "")
      var end = text.startIndex
      for tag in text.matches(of: /<[^<>]*>/) {
        inlines.add(String(text[end..<tag.range.lowerBound].replacing(/\s+/, with: " ")), [])
        inlines.addTag(tag.0)
        end = tag.range.upperBound
      }
      inlines.add(String(text[end...].replacing(/\s+/, with: " ")), [])
    }
    return inlines.runs
  }

  private init(style: TerminalStyle) {
    self.style = style
  }

  private mutating func add(_ node: MarkdownNode, marks: TerminalRun.Marks) {
    switch node.kind {
    case .text: add(node.literal, marks)
    case .formula(let formula): addFormula(formula, marks: marks)
    case .reference(let reference): addReference(reference, marks: marks)
    case .footnoteMark(let note):
      add(note.number.map { "[\($0)]" } ?? node.literal, marks)
    case .softBreak: add(" ", marks)
    case .lineBreak: add("\n", marks)
    case .code: addCode(node.literal, marks: marks)
    case .htmlInline: addTag(node.literal[...])
    case .emphasis: addChildren(of: node, marks.union(.italic))
    case .strong: addChildren(of: node, marks.union(.bold))
    case .strikethrough: addChildren(of: node, marks.union(.struck))
    case .link(let url): addLink(node, url: url, marks: marks)
    case .image: addChildren(of: node, marks.union(.dim))
    default: addChildren(of: node, marks)
    }
  }

  /// A tag that breaks the line or changes how the text after it looks; others have no effect here.
  private mutating func addTag(_ tag: Substring) {
    guard let match = tag.prefixMatch(of: /<(\/?)([A-Za-z]+)\s*\/?>/) else { return }
    let name = match.2.lowercased()[...]
    if name == "br" { return add("\n", []) }
    if !match.1.isEmpty {
      if let opening = openTags.lastIndex(where: { $0.name == name }) {
        openTags.removeSubrange(opening...)
      }
    } else if let marks = Self.marks[name], openTags.count < 100 {
      openTags.append((name, marks))
    }
  }

  private static let marks: [Substring: TerminalRun.Marks] = [
    "b": .bold, "strong": .bold, "summary": .bold, "i": .italic, "em": .italic, "cite": .italic,
    "dfn": .italic, "var": .italic, "s": .struck, "del": .struck, "ins": .link, "code": .code,
    "kbd": .code, "samp": .code, "mark": .bold, "small": .dim,
  ]

  private mutating func addChildren(of node: MarkdownNode, _ marks: TerminalRun.Marks) {
    node.children.forEach { add($0, marks: marks) }
  }

  /// A labelled formula has its number after it.
  private mutating func addFormula(_ formula: Formula, marks: TerminalRun.Marks) {
    let number = formula.number.map { " \\qquad \\text{(\($0))}" } ?? ""
    let line = MathText.line(of: formula.latex + number).printable
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

  /// The name of what a link cannot lead to here; before it has a number its label, as a name.
  private mutating func addReference(_ reference: Reference, marks: TerminalRun.Marks) {
    if let name = reference.name { return add(name, marks) }
    add("\(reference.kind.word) ", marks)
    add(reference.label, marks.union(.italic))
  }

  /// Code in back quotes where no colour can mark it.
  private mutating func addCode(_ code: String, marks: TerminalRun.Marks) {
    add(style.hasEscapes ? code : "`\(code)`", marks.union(.code))
  }

  private mutating func addLink(_ node: MarkdownNode, url: String, marks: TerminalRun.Marks) {
    addChildren(of: node, marks.union(.link))
    let isWeb = url.hasPrefix("http://") || url.hasPrefix("https://")
    if isWeb, node.plainText != url { add(" (\(url))", marks.union(.dim)) }
  }

  private mutating func add(_ text: String, _ marks: TerminalRun.Marks) {
    let all = openTags.reduce(marks) { $0.union($1.marks) }
    runs.append(TerminalRun(text: text.printableLines, marks: all))
  }

  private mutating func endText() {
    if runs.contains(where: { !$0.text.trimmed.isEmpty }) { parts.append(.text(runs)) }
    runs = []
  }
}

/// The formula with spaces that do not break inside its brackets, where the pieces are short enough.
func unbrokenBrackets(_ formula: String, limit: Int) -> String {
  var depth = 0
  let text = String(
    formula.map { character in
      if "([{⟨".contains(character) { depth += 1 }
      if ")]}⟩".contains(character) { depth -= 1 }
      return character == " " && depth > 0 ? "\u{A0}" : character
    })
  let isFitting = text.split(separator: " ").allSatisfy { terminalColumns(of: String($0)) <= limit }
  return isFitting ? text : formula
}
