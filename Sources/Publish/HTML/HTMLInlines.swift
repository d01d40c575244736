import Markup

/// What stands in a line of Markdown.
extension HTMLMarkdown {
  /// The content of a node that holds a line of text.
  mutating func inlines(of node: MarkdownNode) -> String {
    enclosed { writer in node.children.map { writer.inline($0) }.joined() }
  }

  /// One part of a line.
  mutating func inline(_ node: MarkdownNode) -> String {
    switch node.kind {
    case .text: HTMLFormula.text(of: mask.pieces(of: node.literal))
    case .softBreak: "\n"
    case .lineBreak: "<br>\n"
    case .code: "<code>\(mask.unmasked(node.literal).escapedForMarkup)</code>"
    case .htmlInline: foreign(node.literal)
    case .emphasis: "<em>\(inlines(of: node))</em>"
    case .strong: "<strong>\(inlines(of: node))</strong>"
    case .strikethrough: "<del>\(inlines(of: node))</del>"
    case .link(let url): link(node, to: mask.unmasked(url))
    case .image(let url): image(node, at: mask.unmasked(url))
    default: inlines(of: node)
    }
  }

  /// A link may lead anywhere, but it may not run a script.
  private mutating func link(_ node: MarkdownNode, to url: String) -> String {
    let words = inlines(of: node)
    return hasScheme(url, ["javascript", "vbscript", "data"])
      ? words : "<a href=\"\(url.escapedForMarkup)\">\(words)</a>"
  }

  /// A page makes no request: of a picture that lies elsewhere only the description is shown.
  private func image(_ node: MarkdownNode, at url: String) -> String {
    let alt = mask.unmasked(node.plainText).escapedForMarkup
    return hasScheme(url, ["data"])
      ? "<img src=\"\(url.escapedForMarkup)\" alt=\"\(alt)\">"
      : "<span class=\"elsewhere\">\(alt)</span>"
  }
}

private func hasScheme(_ url: String, _ schemes: Set<String>) -> Bool {
  // Browsers skip white space and control characters within a scheme.
  let scalars = url.unicodeScalars.filter { $0.value > 0x20 }
  let text = String(String.UnicodeScalarView(scalars)).lowercased().unicodeScalars
  return schemes.contains { text.starts(with: "\($0):".unicodeScalars) }
}
