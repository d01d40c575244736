import Markup

extension Prose {
  /// Everything in a numbered text that cannot be shown, that leads nowhere, or that pages show in different
  /// ways, each with its line, counted from 0.
  var problems: [(message: String, line: Int)] {
    let tags = foreignTags.map { (Self.mistake(tag: $0.tag), $0.line) }
    let references = references.filter { $0.reference.name == nil }
      .map { ($0.reference.mistake, $0.line) }
    return formulaMistakes.map { ("\($0.mistake)", $0.line) }
      + (deepLine.map { [(LessonError.tooDeep, $0)] } ?? []) + references + tags + noteProblems
  }

  private var noteProblems: [(message: String, line: Int)] {
    let marks = footnoteMarks.filter { $0.note.number == nil }.map { note, line in
      (
        "no note `[^\(note.label)]:` stands on this page; write it, or `\\[^\(note.label)]` for the signs "
          + "themselves", line
      )
    }
    let unused = footnotes.filter { $0.note.number == nil }.map { note, line, _ in
      ("nothing refers to the note `[^\(note.label)]`; drop it", line)
    }
    let long = footnotes.filter(\.isLong).map { note, line, _ in
      ("the note `[^\(note.label)]` is more than one paragraph; write one", line)
    }
    return marks + unused + long
  }

  private static func mistake(tag: String) -> String {
    let name = tag.drop { "</".contains($0) }.prefix(while: \.isLetter).lowercased()
    let shown = tag.onOneLine.count > 40 ? "\(tag.onOneLine.prefix(40))…" : tag.onOneLine
    switch name {
    case "a": return "`\(shown)` leads nowhere on some pages; write `[words](address)`"
    case "img": return "`\(shown)` is not seen on some pages; write `![words](address)`"
    default:
      return
        "the tag `\(shown)` is not understood on all pages; write Markdown, or code between back quotes"
    }
  }
}

extension Reference {
  /// The words for a reference that leads nowhere.
  fileprivate var mistake: String {
    let word = kind.word.lowercased()
    let maker = kind == .equation ? "no formula is" : "no cell made"
    let article = kind == .equation || kind == .exercise ? "an" : "a"
    return "\(maker) \(article) \(word) labelled `\(label)`; correct the reference"
  }
}
