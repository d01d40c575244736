package import Markup

/// Writes Markdown and Swift code for terminals.
package enum TerminalText {
  /// A text set for a terminal, with formulas as one line of Unicode each.
  ///
  /// Only code and single words that are too long reach beyond the style's width.
  package static func render(_ prose: Prose, style: TerminalStyle) -> String {
    TerminalBlocks(style: style)
      .lines(of: prose.document.children, width: style.width).joined(separator: "\n")
  }

  /// A Markdown text that refers to nothing, set in the same way.
  package static func render(markdown: String, style: TerminalStyle) -> String {
    render(Prose(markdown), style: style)
  }

  /// Swift code in colours, indented by two columns and never wrapped.
  package static func highlighted(_ code: String, style: TerminalStyle) -> String {
    let tokens = SwiftHighlighter.tokens(of: code.printableLines)
    return indented(
      tokens.map { token in
        // No colour reaches over the end of a line.
        token.text.split(separator: "\n", omittingEmptySubsequences: false)
          .map { style.part(token.kind, String($0)) }.joined(separator: "\n")
      }.joined())
  }

  /// Plain lines, colours included, broken between words where they are too wide.
  package static func wrapped(_ text: String, width: Int) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      var lines: [String] = []
      for word in line.split(separator: " ", omittingEmptySubsequences: false) {
        if let last = lines.last, terminalColumns(of: "\(last) \(word)") <= width {
          lines[lines.count - 1] = "\(last) \(word)"
        } else {
          lines.append(String(word))
        }
      }
      return lines.joined(separator: "\n")
    }
    .joined(separator: "\n")
  }

  /// The columns that a text takes: none for escape sequences and combining characters, two for
  /// wide characters.
  package static func columns(of text: String) -> Int {
    terminalColumns(of: text)
  }
}

/// Sets the blocks of a Markdown text as lines.
private struct TerminalBlocks {
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
    case .blockQuote: quoted(lines(of: node.children, width: width - 2))
    case .alert(let alert):
      quoted(
        [style.bold(alert.title)] + lines(of: Array(node.children.dropFirst()), width: width - 2))
    case .footnote(let note):
      marked(
        note.number.map { "[\($0)]" } ?? node.literal.trimmed,
        lines(of: node.children, width: width - 4))
    case .list(let list): items(of: node, list, width: width)
    case .codeBlock(let language): code(node.literal, language: language)
    case .table(let alignments):
      TerminalTable(node, alignments: alignments, style: style).lines(width: width)
    case .rule: [style.dim(style.rule(width))]
    case .htmlBlock: html(node, width: width)
    default: lines(of: node.children, width: width)
    }
  }

  private func quoted(_ lines: [String]) -> [String] {
    lines.map { style.dim(style.bar) + ($0.isEmpty ? "" : " \($0)") }
  }

  /// Lines after a marker, the others below the first.
  private func marked(_ marker: String, _ lines: [String]) -> [String] {
    let indent = String(repeating: " ", count: terminalColumns(of: marker) + 1)
    guard let first = lines.first else { return [marker] }
    return ["\(marker) \(first)"] + lines.dropFirst().map { $0.isEmpty ? "" : indent + $0 }
  }

  private func heading(_ node: MarkdownNode, level: Int, width: Int) -> [String] {
    let runs = TerminalInlines.runs(of: node, style: style)
    let lines = TerminalWrap.lines(of: runs, limit: width)
    let text = lines.map { style.heading($0.styled(style)) }
    guard level == 1, let longest = lines.map(\.columns).max() else { return text }
    return text + [style.heading(style.rule(longest))]
  }

  private func paragraph(_ node: MarkdownNode, width: Int) -> [String] {
    let parts = TerminalInlines.parts(of: node, style: style)
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
    let markers = node.children.enumerated().map { index, item in
      marker(of: item, number: list.start.map { $0 + index })
    }
    let markerWidth = markers.map(\.count).max() ?? 1
    let items = zip(node.children, markers).map { item, marker in
      let padding = String(repeating: " ", count: 2 + markerWidth - marker.count)
      return marked(
        padding + marker,
        lines(of: item.children, width: width - markerWidth - 3, isTight: list.isTight))
    }
    return Array(items.joined(separator: list.isTight ? [] : [""]))
  }

  /// The number or the mark of an item; a task that is done has a cross.
  private func marker(of item: MarkdownNode, number: Int?) -> String {
    let number = number.map { "\($0)." }
    guard case .item(let isDone?) = item.kind else { return number ?? style.bullet }
    return (number.map { "\($0) " } ?? "") + (isDone ? "[x]" : "[ ]")
  }

  private func code(_ code: String, language: String) -> [String] {
    let text = code.printableLines.trimmingBlankLines
    let shown = language == "swift" ? TerminalText.highlighted(text, style: style) : indented(text)
    return shown.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// The words between tags stay; comments go with their words.
  private func html(_ node: MarkdownNode, width: Int) -> [String] {
    TerminalWrap.lines(of: TerminalInlines.runs(ofHTML: node, style: style), limit: width)
      .map { $0.styled(style) }
  }
}

/// Every line two columns further to the right, but for empty ones.
func indented(_ text: String) -> String {
  text.split(separator: "\n", omittingEmptySubsequences: false)
    .map { $0.isEmpty ? "" : "  \($0)" }.joined(separator: "\n")
}
