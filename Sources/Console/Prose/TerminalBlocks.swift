import Markup

/// Sets the blocks of a Markdown text as lines.
struct TerminalBlocks {
  let mask: MathMask
  let style: TerminalStyle

  /// The lines of blocks, with one empty line between two of them where they are not tight.
  func lines(of nodes: [MarkdownNode], width: Int, isTight: Bool = false) -> [String] {
    let blocks = nodes.map { lines(of: $0, width: width) }.filter { !$0.isEmpty }
    return Array(blocks.joined(separator: isTight ? [] : [""]))
  }

  private func lines(of node: MarkdownNode, width: Int) -> [String] {
    switch node.kind {
    case .heading(let level): heading(node, level: level, width: width)
    case .paragraph: paragraph(node, width: width)
    case .blockQuote:
      lines(of: node.children, width: width - 2).map { line in
        style.dim(style.bar) + (line.isEmpty ? "" : " \(line)")
      }
    case .list(let list): items(of: node, list, width: width)
    case .codeBlock(let language): code(mask.unmasked(node.literal), language: language)
    case .table(let alignments):
      TerminalTable(node, alignments: alignments, mask: mask, style: style).lines(width: width)
    case .rule: [style.dim(style.rule(width))]
    case .htmlBlock: html(node.literal, width: width)
    default: lines(of: node.children, width: width)
    }
  }

  private func heading(_ node: MarkdownNode, level: Int, width: Int) -> [String] {
    let runs = TerminalInlines.runs(of: node, mask: mask, style: style)
    let lines = TerminalWrap.lines(of: runs, limit: width)
    let text = lines.map { style.heading($0.styled(style)) }
    guard level == 1, let longest = lines.map(\.columns).max() else { return text }
    return text + [style.heading(style.rule(longest))]
  }

  private func paragraph(_ node: MarkdownNode, width: Int) -> [String] {
    let parts = TerminalInlines.parts(of: node, mask: mask, style: style)
    let blocks = parts.map { part in
      switch part {
      case .text(let runs):
        TerminalWrap.lines(of: runs, limit: width).map { $0.styled(style) }
      case .formula(let line): formula(line, width: width)
      }
    }
    return Array(blocks.joined(separator: [""]))
  }

  /// A formula that is too long breaks at its wide spaces, then between brackets, then anywhere.
  private func formula(_ line: String, width: Int) -> [String] {
    let indent = "    "
    let room = width - indent.count
    guard terminalColumns(of: line) > room else { return [indent + line] }
    return line.replacing(/[ ]{2,}/, with: "\n").split(separator: "\n").flatMap { part in
      let run = TerminalRun(text: unbrokenBrackets(String(part), limit: room - 2))
      let lines = TerminalWrap.lines(of: [run], limit: room - 2)
      return lines.enumerated().map { index, runs in
        indent + (index == 0 ? "" : "  ") + runs.styled(style)
      }
    }
  }

  private func items(of node: MarkdownNode, _ list: MarkdownList, width: Int) -> [String] {
    let lastNumber = (list.start ?? 0) + node.children.count - 1
    let markerWidth = list.start == nil ? 1 : "\(lastNumber).".count
    let indent = String(repeating: " ", count: markerWidth + 3)
    let items = node.children.enumerated().map { index, item in
      let marker = list.start.map { "\($0 + index)." } ?? style.bullet
      let padding = String(repeating: " ", count: 2 + markerWidth - marker.count)
      let lines = lines(of: item.children, width: width - indent.count, isTight: list.isTight)
      return lines.isEmpty
        ? [padding + marker]
        : lines.enumerated().map { number, line in
          number == 0 ? "\(padding)\(marker) \(line)" : line.isEmpty ? "" : indent + line
        }
    }
    return Array(items.joined(separator: list.isTight ? [] : [""]))
  }

  private func code(_ code: String, language: String) -> [String] {
    let text = code.trimmingBlankLines
    let shown = language == "swift" ? TerminalText.highlighted(text, style: style) : indented(text)
    return shown.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// The words between tags stay; comments go with their words.
  private func html(_ markup: String, width: Int) -> [String] {
    let words = markup.replacing(/<!--(?s:.*?)(?:-->|\z)/, with: "").replacing(/<[^<>]*>/, with: "")
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let runs = TerminalWrap.lines(of: [TerminalRun(text: mask.unmasked(words))], limit: width)
    return runs.map { $0.styled(style) }
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

/// Every line two columns further to the right, but for empty ones.
func indented(_ text: String) -> String {
  text.split(separator: "\n", omittingEmptySubsequences: false)
    .map { $0.isEmpty ? "" : "  \($0)" }.joined(separator: "\n")
}
