// Notes and alerts, which the library that reads the Markdown does not know or moves to other places.

extension MarkdownNode {
  /// A quote that begins with the mark of an alert as that alert; any other node as it is.
  var withAlert: MarkdownNode {
    guard kind == .blockQuote, let first = children.first, first.kind == .paragraph,
      let mark = first.children.first, case .alertMark(let alert) = mark.kind
    else { return self }
    let words = first.children.dropFirst().drop { $0.kind == .softBreak || $0.kind == .lineBreak }
    let paragraph = MarkdownNode(kind: .paragraph, children: Array(words), place: first.place)
    return MarkdownNode(
      kind: .alert(alert), literal: literal,
      children: [mark] + (words.isEmpty ? [] : [paragraph]) + children.dropFirst(), place: place)
  }

  /// The document with a number for each note that a mark refers to, in order of the marks; what looks like a
  /// mark of an alert and is none is text.
  var withFootnotes: MarkdownNode {
    let notes = Set(footnotes)
    var numbers: [String: Int] = [:]
    for label in footnoteMarks where notes.contains(label) && numbers[label] == nil {
      numbers[label] = numbers.count + 1
    }
    return withText(isAlert: false).numbered { numbers[$0] }
  }

  private func numbered(_ number: (_ label: String) -> Int?) -> MarkdownNode {
    replacing { kind in
      switch kind {
      case .footnoteMark(let note):
        .footnoteMark(Footnote(label: note.label, number: number(note.label)))
      case .footnote(let note): .footnote(Footnote(label: note.label, number: number(note.label)))
      default: nil
      }
    }
  }

  /// The labels of the notes at or within the node, in reading order.
  private var footnotes: [String] {
    if case .footnote(let note) = kind { [note.label] } else { children.flatMap(\.footnotes) }
  }

  /// The labels of the marks at or within the node, in reading order, those in notes last.
  private var footnoteMarks: [String] { marks(inNotes: false) + marks(inNotes: true) }

  private func marks(inNotes: Bool, isInNote: Bool = false) -> [String] {
    switch kind {
    case .footnoteMark(let note): isInNote == inNotes ? [note.label] : []
    case .footnote: children.flatMap { $0.marks(inNotes: inNotes, isInNote: true) }
    default: children.flatMap { $0.marks(inNotes: inNotes, isInNote: isInNote) }
    }
  }

  private func withText(isAlert: Bool) -> MarkdownNode {
    if case .alertMark = kind { return isAlert ? self : withoutMark }
    var first = true
    return MarkdownNode(
      kind: kind, literal: literal,
      children: children.map { child in
        defer { first = false }
        if case .alert = kind, first { return child.withText(isAlert: true) }
        return child.withText(isAlert: false)
      }, place: place)
  }

  /// A mark of a note or an alert as the text that it is where neither can stand.
  var withoutMark: MarkdownNode {
    switch kind {
    case .footnoteMark, .footnote, .alertMark: MarkdownNode(text: literal)
    default: self
    }
  }
}

extension Prose {
  /// The marks of notes in reading order, each with its line, counted from 0.
  package var footnoteMarks: [(note: Footnote, line: Int)] {
    let lines = LineTable(source)
    return document.leaves.compactMap { node in
      guard case .footnoteMark(let note) = node.kind, let place = node.place else { return nil }
      return (note, lines.line(at: place))
    }
  }

  /// The notes in reading order, each with its line, counted from 0, and whether an indented block stands
  /// after it, which a code host takes for a part of the note.
  package var footnotes: [(note: Footnote, line: Int, isLong: Bool)] {
    let lines = LineTable(source)
    let bytes = source.utf8
    let long = zip(document.children, document.children.dropFirst()).compactMap { note, next in
      guard case .codeBlock = next.kind, let place = next.place,
        [UInt8(ascii: " "), UInt8(ascii: "\t")].contains(bytes.dropFirst(place).first)
      else { return Int?.none }
      return note.place
    }
    return document.footnoteNodes.compactMap { node in
      guard case .footnote(let note) = node.kind, let place = node.place else { return nil }
      return (note, lines.line(at: place), long.contains(place))
    }
  }
}

extension MarkdownNode {
  /// The notes at or within the node.
  fileprivate var footnoteNodes: [MarkdownNode] {
    if case .footnote = kind { [self] } else { children.flatMap(\.footnoteNodes) }
  }
}
