extension Prose {
  /// Makes some words of the text a link, where that changes nothing else.
  ///
  /// It would in code, in formulas, in addresses and in HTML. Headings, notes, the descriptions of pictures and
  /// the words of links take no link. Marks of emphasis that end within the words become a part of the link.
  ///
  /// - Parameters:
  ///   - words: the place of the words in the source, in UTF-8.
  ///   - address: the address of the link.
  /// - Returns: the text with the link; nil where none can stand.
  package func linking(_ words: Range<Int>, to address: String) -> Prose? {
    let bytes = Array(source.utf8)
    let bare = document.bare()
    return Self.places(of: words, in: bytes).lazy.compactMap { place -> Prose? in
      func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
      let head = "\(text(0..<place.lowerBound))[\(text(place))]("
      let linked = Prose("\(head)\(address))\(text(place.upperBound..<bytes.count))")
        .numbered(as: self)
      return linked.document.bare(withoutLinkAt: head.utf8.count) == bare ? linked : nil
    }.first
  }

  /// The stretches that a link may hold: the words with the parenthesis that closes one in them, and where marks
  /// of emphasis stand beside them, with these.
  private static func places(of words: Range<Int>, in bytes: [UInt8]) -> [Range<Int>] {
    let (opening, closing) = (UInt8(ascii: "("), UInt8(ascii: ")"))
    let isOpen = bytes[words].contains(opening) && !bytes[words].contains(closing)
    let isClosed = bytes[words.upperBound...].first == closing
    let (start, end) = (words.lowerBound, words.upperBound + (isOpen && isClosed ? 1 : 0))
    func isMark(_ byte: UInt8) -> Bool { "*_~".utf8.contains(byte) }
    let starts = [start, start - bytes[..<start].reversed().prefix(while: isMark).count]
    let ends = [end, end + bytes[end...].prefix(while: isMark).count]
    return starts.reduce(into: []) { places, start in
      for end in ends where !places.contains(start..<end) { places.append(start..<end) }
    }
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
