extension Prose {
  /// Makes some words of the text a link, where that changes nothing else.
  ///
  /// It would in code, in formulas, in addresses and in HTML, and where marks begin within the words and end
  /// after them. Headings, notes, the descriptions of pictures and the words of links take no link.
  ///
  /// - Parameters:
  ///   - words: the place of the words in the source, in UTF-8.
  ///   - address: the address of the link.
  /// - Returns: the text with the link; nil where none can stand.
  package func linking(_ words: Range<Int>, to address: String) -> Prose? {
    let bytes = Array(source.utf8)
    let words = words.lowerBound..<Self.end(of: words, in: bytes)
    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    let head = "\(text(0..<words.lowerBound))[\(text(words))]("
    let linked = Prose("\(head)\(address))\(text(words.upperBound..<bytes.count))")
      .numbered(as: self)
    let bare = linked.document.bare(withoutLinkAt: head.utf8.count)
    return bare == document.bare() ? linked : nil
  }

  /// The end of the words, after the parenthesis that closes one in them.
  private static func end(of words: Range<Int>, in bytes: [UInt8]) -> Int {
    let (opening, closing) = (UInt8(ascii: "("), UInt8(ascii: ")"))
    let isOpen = bytes[words].contains(opening) && !bytes[words].contains(closing)
    let end = words.upperBound
    return isOpen && end < bytes.count && bytes[end] == closing ? end + 1 : end
  }

  /// The text with the names and numbers that another one has for the same labels.
  private func numbered(as other: Prose) -> Prose {
    let names = Dictionary(
      other.references.map { ($0.reference.anchor, $0.reference.name) }
    ) { first, _ in first }
    let formulas = Dictionary(
      other.formulas.compactMap { formula in formula.label.map { ($0, formula.number) } }
    ) { first, _ in first }
    let notes = Dictionary(
      (other.footnoteMarks.map(\.note) + other.footnotes.map(\.note)).map { ($0.label, $0.number) }
    ) { $0 ?? $1 }
    return numbered {
      names[$0.anchor] ?? nil
    } formula: {
      formulas[$0] ?? nil
    } note: {
      notes[$0] ?? nil
    }
  }
}

extension MarkdownNode {
  /// The tree without places and with texts side by side as one.
  ///
  /// The link whose address stands at an offset in the source is its words alone, where a link may stand.
  fileprivate func bare(withoutLinkAt link: Int? = nil) -> MarkdownNode {
    var link = link
    switch kind {
    case .heading, .image, .footnote: link = nil
    default: break
    }
    return MarkdownNode(kind: kind, literal: literal, children: bareChildren(withoutLinkAt: link))
  }

  private func bareChildren(withoutLinkAt link: Int?) -> [MarkdownNode] {
    let children = children.flatMap { child -> [MarkdownNode] in
      if case .link = child.kind, let link, child.place == link {
        return child.bareChildren(withoutLinkAt: nil)
      }
      return [child.bare(withoutLinkAt: link)]
    }
    return children.reduce(into: []) { result, child in
      if let last = result.last, last.kind == .text, child.kind == .text {
        result[result.count - 1] = MarkdownNode(text: last.literal + child.literal)
      } else {
        result.append(child)
      }
    }
  }
}
