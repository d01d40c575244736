import Markup

/// The inline elements of a line of Markdown.
extension HTMLMarkdown {
  /// The content of a node that holds a line of text.
  mutating func inlines(of node: MarkdownNode) -> String {
    enclosed { $0.inline(node.children[...]) }
  }

  /// Parts of a line, one after the other; text and the formulas in it are written together.
  mutating func inline(_ nodes: ArraySlice<MarkdownNode>) -> String {
    var text = ""
    var rest = nodes
    while !rest.isEmpty {
      let words = rest.prefix(while: \.isWords)
      text += HTMLFormula.text(of: words)
      rest = rest[words.endIndex...]
      if let node = rest.popFirst() { text += inline(node) }
    }
    return text
  }

  private mutating func inline(_ node: MarkdownNode) -> String {
    switch node.kind {
    case .reference(let reference): link(to: reference)
    case .footnoteMark(let note):
      note.number.map { HTMLNote.mark($0, anchors: &anchors, isInLink: isInLink) }
        ?? node.literal.escapedForMarkup
    case .softBreak: softBreak
    case .lineBreak: "<br>\n"
    case .code: "<code>\(node.literal.escapedForMarkup)</code>"
    case .htmlInline: foreign(node)
    case .emphasis: "<em>\(inlines(of: node))</em>"
    case .strong: "<strong>\(inlines(of: node))</strong>"
    case .strikethrough: "<del>\(inlines(of: node))</del>"
    case .link(let url): link(node, to: links.map { node.address(in: $0) ?? url } ?? url)
    case .image(let url): image(node, at: url)
    default: inlines(of: node)
    }
  }

  /// A link may lead anywhere, but it may not run a script.
  private mutating func link(_ node: MarkdownNode, to url: String) -> String {
    isInLink = true
    let words = inlines(of: node)
    isInLink = false
    return hasScheme(url, ["javascript", "vbscript", "data"])
      ? words : "<a href=\"\(url.escapedForMarkup)\">\(words)</a>"
  }

  /// A link to what the reference names; without a number there is nothing to lead to.
  func link(to reference: Reference) -> String {
    guard let name = reference.name else {
      let label = reference.label.escapedForMarkup
      return "\(reference.kind.word.lowercased()) <em>\(label)</em>"
    }
    return isInLink ? name : "<a href=\"#\(reference.anchor.escapedForMarkup)\">\(name)</a>"
  }

  /// A page makes no request: it holds the pictures of the course, and of one that lies elsewhere only the
  /// description is shown.
  private func image(_ node: MarkdownNode, at url: String) -> String {
    let alt = node.plainText.escapedForMarkup
    let url = node.place == nil ? url : links?.embedded(node.literal) ?? url
    return hasScheme(url, ["data"])
      ? "<img src=\"\(url.escapedForMarkup)\" alt=\"\(alt)\">"
      : "<span class=\"elsewhere\">\(alt)</span>"
  }
}

extension MarkdownNode {
  /// The address from the page of a link that leads to a file; nil for any other.
  fileprivate func address(in links: LessonLinks) -> String? {
    place == nil ? nil : links.address(literal)
  }

  /// Whether the node is text or a formula.
  var isWords: Bool {
    switch kind {
    case .text, .formula: true
    default: false
    }
  }
}

private func hasScheme(_ url: String, _ schemes: Set<String>) -> Bool {
  // Browsers skip white space and control characters within a scheme.
  let scalars = url.unicodeScalars.filter { $0.value > 0x20 }
  let text = String(String.UnicodeScalarView(scalars)).lowercased().unicodeScalars
  return schemes.contains { text.starts(with: "\($0):".unicodeScalars) }
}
