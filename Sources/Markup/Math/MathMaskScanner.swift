/// Walks through Markdown and takes the formulas out.
struct MathMaskScanner {
  private(set) var text = ""
  private(set) var formulas: [MathMask.Formula] = []
  private(set) var sources: [Substring] = []
  private var rest: Substring
  private var isLineStart = true

  init(_ markdown: String) {
    rest = markdown[...]
  }

  mutating func scan() {
    while let character = rest.first {
      if isLineStart && copyFencedBlock() { continue }
      isLineStart = character.isNewline
      switch character {
      case "\\": copy(2)
      case "`": copyCodeSpan()
      case "<" where rest.hasPrefix("<!--"): copy(through: "-->", after: 4)
      case "$": if !takeDisplay() && !takeInline() { copy(rest.prefix { $0 == "$" }.count) }
      default: copy(1)
      }
    }
  }

  private mutating func copy(_ count: Int) {
    text += rest.prefix(count)
    rest = rest.dropFirst(count)
  }

  private mutating func copy(through end: String, after count: Int) {
    copy(count)
    let range = rest.firstRange(of: end)
    let stop = range?.upperBound ?? rest.endIndex
    text += rest[..<stop]
    rest = rest[stop...]
  }

  private mutating func copyLine() -> Substring {
    let line = rest.prefix { !$0.isNewline }
    copy(line.count + 1)
    return line
  }

  private mutating func copyFencedBlock() -> Bool {
    guard let fence = Fence(opening: String(rest.prefix { !$0.isNewline })) else { return false }
    var line = copyLine()
    repeat { line = copyLine() } while !rest.isEmpty && !fence.isClosed(by: String(line))
    return true
  }

  /// A run of back quotes opens a span only where a run of the same length closes it.
  private mutating func copyCodeSpan() {
    let length = rest.prefix { $0 == "`" }.count
    var ahead = paragraph(rest.dropFirst(length))
    while let quote = ahead.firstIndex(of: "`") {
      ahead = ahead[quote...]
      let run = ahead.prefix { $0 == "`" }.count
      ahead = ahead.dropFirst(run)
      if run == length {
        text += rest[..<ahead.startIndex]
        rest = rest[ahead.startIndex...]
        return
      }
    }
    copy(length)
  }

  private mutating func takeDisplay() -> Bool {
    guard rest.hasPrefix("$$") else { return false }
    let body = paragraph(rest.dropFirst(2))
    guard let end = body.firstRange(of: "$$") else { return false }
    let latex = body[..<end.lowerBound].trimmed
    guard !latex.isEmpty else { return false }
    let label = rest[end.upperBound...].prefixMatch(of: /[ \t]*\{#([A-Za-z0-9_:.-]+)\}/)
    take(
      MathMask.Formula(latex: latex, isDisplay: true, label: label.map { String($0.1) }),
      until: label?.range.upperBound ?? end.upperBound)
    return true
  }

  private mutating func takeInline() -> Bool {
    let body = paragraph(rest.dropFirst())
    guard let first = body.first, !first.isWhitespace, first != "$" else { return false }
    var index = body.startIndex
    while index < body.endIndex, body[index] != "$" {
      let step = body[index] == "\\" ? 2 : 1
      index = body.index(index, offsetBy: step, limitedBy: body.endIndex) ?? body.endIndex
    }
    guard index < body.endIndex, let last = body[..<index].last, !last.isWhitespace else {
      return false
    }
    let after = rest.index(after: index)
    if after < rest.endIndex, rest[after].isNumber { return false }
    let formula = MathMask.Formula(latex: String(body[..<index]), isDisplay: false, label: nil)
    take(formula, until: after)
    return true
  }

  private mutating func take(_ formula: MathMask.Formula, until end: Substring.Index) {
    text += MathMask.placeholder(formulas.count)
    formulas.append(formula)
    sources.append(rest[..<end])
    rest = rest[end...]
  }

  /// No formula and no span of code reaches beyond a blank line.
  private func paragraph(_ text: Substring) -> Substring {
    text.firstRange(of: /\n[ \t]*\n/).map { text[..<$0.lowerBound] } ?? text
  }
}
