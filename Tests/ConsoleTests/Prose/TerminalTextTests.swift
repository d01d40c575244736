import Console
import Foundation
import Markup
import SampleLessons
import Testing

@Suite("TerminalText")
struct TerminalTextTests {
  private func render(_ markdown: String, width: Int = 40, plain: Bool = false) -> String {
    TerminalText.render(markdown: markdown, style: TerminalStyle(width: width, isPlain: plain))
  }

  private func render(_ prose: Prose, width: Int) -> String {
    TerminalText.render(prose, style: TerminalStyle(width: width))
  }

  private let page = """
    # A *title*

    Some prose with **weight**, `code`, a [link](https://a.org/b), an [anchor](#fig-x) and $x_1$.

    > A quotation that is long enough to go on in a second line.

    - one
    - two
      1. deep and so long that it takes two lines

    $$\\frac{a}{b} = c$$ {#eq-c}

    | a | b |
    |---|--:|
    | 1 | 22.5 |

    ```swift
    let x = 1
    ```

    ---

    <!-- gone -->
    ![A cat](cat.png)
    """

  @Test("each block has its form")
  func blocks() {
    #expect(
      render(page) == """
        A title
        ───────

        Some prose with weight, `code`, a link
        (https://a.org/b), an anchor and x₁.

        │ A quotation that is long enough to go
        │ on in a second line.

          • one
          • two
              1. deep and so long that it takes
                 two lines

            a/b = c

        a │    b
        ──┼─────
        1 │ 22.5

          let x = 1

        ────────────────────────────────────────

        A cat
        """)
  }

  @Test("plain text has no escapes, and ASCII for all that is no text")
  func plain() {
    let style = TerminalStyle(width: 40, hasColour: true, isPlain: true)
    let text = TerminalText.render(markdown: page, style: style)
    #expect(!text.utf8.contains(0x1B))
    #expect(text.replacing("₁", with: "1").utf8.allSatisfy { $0 < 0x80 })
    #expect(!TerminalText.highlighted("let x = \"a\"", style: style).utf8.contains(0x1B))
  }

  @Test("colours change nothing but colours, and none reaches over the end of a line")
  func colours() throws {
    let style = TerminalStyle(width: 40, hasColour: true)
    let text = TerminalText.render(
      markdown: page + "\n\n*emphasis that goes on and on and wraps in its middle*", style: style)
    #expect(text.contains("\u{1B}[1mweight\u{1B}[22m"))
    let bare = text.replacing(/\u{1B}\[[0-9;]*m/, with: "").replacing("code", with: "`code`")
    #expect(bare.hasPrefix("A title\n───────\n\nSome prose with weight, `code`, a link\n"))
    for line in text.split(separator: "\n") {
      let codes = line.matches(of: /\u{1B}\[([0-9;]+)m/).map { String($0.1) }
      let ends = codes.filter { ["22", "23", "24", "29", "39", "22;27"].contains($0) }
      #expect(ends.count * 2 == codes.count, "\(line)")
      #expect(codes.last == ends.last, "\(line)")
    }
  }

  @Test("no line of the lessons is wider than the terminal", arguments: [40, 80, 120])
  func widths(width: Int) throws {
    for prose in try LessonFiles.prose() {
      for line in render(prose, width: width).split(separator: "\n") {
        let isOneWord = !line.trimmingCharacters(in: .whitespaces).contains(" ")
        #expect(TerminalText.columns(of: String(line)) <= width || isOneWord, "\(line)")
      }
    }
  }

  @Test("no word of the lessons is lost", arguments: [40, 120])
  func words(width: Int) throws {
    for prose in try LessonFiles.prose() {
      let source = plainText(prose.document)
      let shown = render(prose, width: width)
      #expect(words(of: shown) == words(of: source))
    }
  }

  /// The letters and digits, word by word; a table's cells may wrap, so it is left out.
  private func words(of text: String) -> [String] {
    text.split(separator: "\n").filter { !$0.contains("│") && !$0.contains("┼") }
      .joined(separator: " ").split(separator: " ")
      .map { $0.filter { !"`•─".contains($0) } }
      .filter { !$0.isEmpty && $0.firstMatch(of: /^[0-9]+\.$/) == nil }
  }

  private func plainText(_ node: MarkdownNode) -> String {
    switch node.kind {
    case .table: ""
    case .link(let url) where url.hasPrefix("http") && url != node.plainText:
      node.plainText + " (\(url))"
    case .softBreak, .lineBreak: " "
    case .formula(let formula):
      formula.isDisplay ? " \(MathText.line(of: formula.latex)) " : MathText.line(of: formula.latex)
    case .reference(let reference): "\(reference.kind.word) \(reference.label)"
    case .htmlInline, .htmlBlock: ""
    case .document, .list, .item, .blockQuote:
      node.children.map(plainText).joined(separator: "\n")
    default: node.literal + node.children.map(plainText).joined()
    }
  }

  @Test("a formula that is too long breaks at its wide spaces first")
  func longFormula() {
    #expect(
      render(#"$$a = \text{one two three}, \qquad b = \text{four five six}$$"#, width: 30)
        == "    a = one two three,\n    b = four five six")
    #expect(
      render(#"$$a = \text{one two three} + \text{four five six seven}$$"#, width: 30)
        == "    a = one two three + four\n      five six seven")
    #expect(
      render("$$a + b = f(c + d) + g(e + f)$$", width: 28)
        == "    a + b = f(c + d) +\n      g(e + f)")
  }

  @Test("a name stands for a reference, a label for one without a number, a number after a formula")
  func references() {
    let prose = Prose("**@fig-a** and @tbl-b_c: $$x$$ {#eq-x}").numbered { reference in
      reference.label == "a" ? "Figure 3.1" : nil
    } formula: { _ in
      "3.2"
    }
    #expect(render(prose, width: 60) == "Figure 3.1 and Table b_c:\n\n    x    (3.2)")
  }

  @Test("HTML shows its words, its formulas and its references")
  func html() {
    #expect(
      render("<details><summary>So $x_1$ is @fig-a</summary> <!-- $y$ --></details>")
        == "So x₁ is Figure a")
  }

  @Test("a formula keeps its backslashes and underscores from Markdown, code keeps its dollars")
  func masked() {
    #expect(render(#"$a_1$ and $b_1$, \$5, `$x$`, $a^\*$"#) == "a₁ and b₁, $5, `$x$`, a*")
    #expect(render("```text\n$x$\n```") == "  $x$")
  }

  @Test(
    "what is not balanced is shown as it is",
    arguments: [
      ("", ""), ("\n\n", ""), ("costs $5", "costs $5"), ("$$x", "$$x"), ("a $x", "a $x"),
      ("*a", "*a"), ("`a", "`a"), ("$\\foo$", "\\foo"), ("<!-- a", ""),
      ("\u{1B}[1ma", "\u{FFFD}[1ma"),
    ])
  func unbalanced(markdown: String, text: String) {
    #expect(render(markdown) == text)
  }

  @Test("code is indented, and colours end with the line")
  func code() {
    let code = "/* a\n\n b */ let x = ___"
    #expect(
      TerminalText.highlighted(code, style: TerminalStyle()) == "  /* a\n\n   b */ let x = ___")
    let coloured = TerminalText.highlighted(code, style: TerminalStyle(hasColour: true))
    #expect(
      coloured == """
          \u{1B}[2m/* a\u{1B}[22m

          \u{1B}[2m b */\u{1B}[22m \u{1B}[35mlet\u{1B}[39m x = \u{1B}[1;7m___\u{1B}[22;27m
        """)
  }

  @Test("plain lines are broken between words, and colours take no room")
  func wrappedLines() {
    #expect(TerminalText.wrapped("one two three\nfour", width: 7) == "one two\nthree\nfour")
    #expect(TerminalText.wrapped("  in  two", width: 20) == "  in  two")
    #expect(TerminalText.wrapped("\u{1B}[31mone\u{1B}[0m two", width: 7).contains("\n") == false)
    #expect(TerminalText.wrapped("incomprehensible", width: 5) == "incomprehensible")
  }

  @Test("notes, tasks and alerts have their marks")
  func notes() {
    let style = TerminalStyle(width: 24)
    let text = """
      a[^x] b[^x]

      - [ ] open
      - [x] done, with words that go on
      - neither

      3. [x] three

      > [!NOTE]
      > c

      [^x]: A note that is longer than a line.
      """
    #expect(
      TerminalText.render(markdown: text, style: style) == """
        a[1] b[1]

          [ ] open
          [x] done, with words
              that go on
            • neither

          3. [x] three

        │ Note
        │ c

        [1] A note that is
            longer than a line.
        """)
  }
}
