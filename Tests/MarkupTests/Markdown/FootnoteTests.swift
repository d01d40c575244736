import Markup
import Testing

@Suite("Notes, tasks and alerts in Markdown")
struct FootnoteTests {
  /// The marks in reading order, `?` for one without a note, and after a bar the notes.
  private func shape(_ markdown: String) -> String {
    let prose = Prose(markdown)
    let marks = prose.footnoteMarks.map { $0.note.number.map(String.init) ?? "?" }
    let notes = prose.footnotes.map { note in
      "\(note.note.label)\(note.note.number.map(String.init) ?? "?")"
    }
    return (marks + ["|"] + notes).joined(separator: " ")
  }

  // What cmark-gfm 0.29.0.gfm.6 makes of each with its option for footnotes; the order of notes is the
  // text's here.
  @Test(
    "a mark finds its note, and the number is that of the first mark",
    arguments: [
      ("a[^x] b[^y] c[^x]\n\n[^y]: Y\n[^x]: X", "1 2 1 | y2 x1"),
      ("a[^X]\n\n[^x]: X", "1 | x1"), ("a[^none]", "? |"), ("a\n\n[^x]: X", "| x?"),
      ("`[^x]` \\[^x] [^x](u) <!-- [^x] -->\n\n    [^x]: c\n", "|"),
      ("a[^x]\n\n   [^x]: b [^y]\n\n[^y]: d", "1 2 | x1 y2"),
      ("a[^1]\nb\n[^1]: note\ngoes on", "1 | 11"),
      ("# H[^x]\n\n- i[^y]\n\n[^x]: X\n[^y]: Y", "1 2 | x1 y2"),
      ("|a[^x]|\n|-|\n|b|\n\n[^x]: X", "1 | x1"), ("[^x] a: [^x]: b\n\n[^x]: X", "1 1 | x1"),
      ("> [^d]: quoted\n\na[^d]", "1 | d1"), ("[w[^x]](u) **b[^x]**\n\n[^x]: X", "1 1 | x1"),
      ("a[^x y] b[^]", "|"), ("<b>[^x]</b>\n\n[^x]: X", "1 | x1"),
    ])
  func numbers(markdown: String, shape expected: String) {
    #expect(shape(markdown) == expected)
  }

  @Test("a note is a block of its own, its text parsed, and knows its line")
  func blocks() throws {
    let prose = Prose("a[^x]\nb\n[^x]: N *o* @fig-a\n[^y]: P\n\n    more\n\nQ")
    let kinds = prose.document.children.map(\.kind)
    #expect(
      kinds == [
        .paragraph, .footnote(Footnote(label: "x", number: 1)), .footnote(Footnote(label: "y")),
        .codeBlock(language: ""), .paragraph,
      ])
    #expect(prose.document.children[0].plainText == "a b")
    #expect(prose.document.children[1].plainText == "N o figure a")
    #expect(
      prose.footnotes.map(\.line) == [2, 3] && prose.footnotes.map(\.isLong) == [false, true])
    #expect(prose.footnoteMarks.map(\.line) == [0])
    #expect(prose.references.map(\.line) == [2])
  }

  @Test("other text can stand for marks and for the heads of notes, and nothing else changes")
  func written() {
    let prose = Prose("é[^x] *b[^x]*\n\n> [!TIP]\n> c[^x]\n\n[^x]:  N $x$\n\nend")
    let text = prose.markdown { node, _ in
      switch node.kind {
      case .footnoteMark(let note): "<\(note.number ?? 0)>"
      case .footnote(let note): "{\(note.label)} "
      case .alertMark(let alert): alert.title
      default: nil
      }
    }
    #expect(text == "é<1> *b<1>*\n\n> Tip\n> c<1>\n\n{x} N $x$\n\nend")
    #expect(prose.markdown { _, _ in nil } == prose.source)
  }

  @Test("tasks are items that know whether they are done")
  func tasks() throws {
    let list = try #require(
      Prose("- [ ] a\n- [x] b\n- [X] c\n- d\n- [y] e").document.children.first)
    #expect(
      list.children.map(\.kind) == [
        .item(isDone: false), .item(isDone: true), .item(isDone: true), .item(isDone: nil),
        .item(isDone: nil),
      ])
    #expect(list.children.map(\.plainText) == ["a", "b", "c", "d", "[y] e"])
  }

  @Test("a quote whose first line is a mark is an alert; elsewhere the mark is text")
  func alerts() throws {
    let prose = Prose("> [!NOTE]\n> A *b*.\n>\n> C\n\n> [!warning]\n>\n> D")
    let blocks = prose.document.children
    #expect(blocks.map(\.kind) == [.alert(.note), .alert(.warning)])
    #expect(blocks[0].children.map(\.kind) == [.alertMark(.note), .paragraph, .paragraph])
    #expect(blocks[0].plainText == "A b.C" && blocks[1].plainText == "D")
    for text in [
      "> [!NOTE] a", "> [!OTHER]\n> a", "[!NOTE]\na", "> a\n> [!NOTE]", "> - [!NOTE]\n>   a",
      "- > [!NOTE]\n  > a", "> > [!NOTE]\n> > a", "> `[!NOTE]`",
    ] {
      let document = Prose(text).document
      #expect(
        !document.children.contains { if case .alert = $0.kind { true } else { false } }, "\(text)")
      #expect(document.plainText.contains(text.contains("OTHER") ? "[!OTHER]" : "[!NOTE]"))
    }
  }
}
