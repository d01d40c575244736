import Markup
import Testing

@Suite("Commands of formulas")
struct MathCommandTests {
  @Test(
    "words lose the escapes of LaTeX",
    arguments: [
      (#"\text{50\% of a\_b \& c}"#, "50% of a_b & c"), (#"\mathrm{a\_b}"#, "a_b"),
      (#"\text{a \{b\}}"#, "a {b}"), (##"\textbf{C\#}"##, "C#"),
      (#"\text{if $x_1$ holds}"#, "if x₁ holds"),
      (#"\text{cost \$5}"#, "cost $5"), (#"\operatorname{arg\,max}_x"#, "arg maxₓ"),
      (#"\operatorname{\mathrm{tr}} A"#, "tr A"), (#"\mathrm{KL}"#, "KL"), (#"\mathrm{x_1}"#, "x₁"),
      (#"\mbox{a~b}"#, "a\u{A0}b"),
    ])
  func words(latex: String, text: String) {
    #expect(MathText.line(of: latex) == text)
  }

  @Test(
    "authors' usual commands are read",
    arguments: [
      (#"\boldsymbol{\theta}"#, "θ"), (#"\sum_{\substack{i<n\\ j<m}} x"#, "∑_(i < n, j < m) x"),
      (#"a \equiv b \pmod{n}"#, "a ≡ b  (mod n)"), (#"a \bmod b"#, "a mod b"),
      (#"\begin{split} a &= b \\ &= c \end{split}"#, "a = b = c"),
      (#"\begin{gather} a \\ b \end{gather}"#, "a; b"),
      (#"\begin{equation} a \end{equation}"#, "a"),
      (#"\begin{array}{l|cr} a & b & c \\ \hline d & e & f \end{array}"#, "a b c; d e f"),
      (#"\begin{align*} a &= b \\[2pt] &= c \end{align*}"#, "a = b = c"),
      (#"\boxed{x}"#, "[x]"), (#"a\phantom{bc}d"#, "a  d"), (#"a\vphantom{b}c"#, "ac"),
      (#"{n \choose k}"#, "(n; k)"), (#"{a+b \over c}"#, "(a + b)/c"), (#"a \not= b"#, "a ≠ b"),
      (#"a \not\in B"#, "a ∉ B"), (#"a \xrightarrow{f} b"#, "a →ᶠ b"),
      (#"\mathop{\rm tr} A"#, "tr A"), (#"\mathop{\mathrm{KL}}\limits_p"#, "KLₚ"),
      (#"{\bf x} + y"#, "x + y"), (#"x \mathrel{+} y"#, "x + y"), (#"a\hspace{1em}b"#, "a  b"),
      (#"\mathds{1}"#, "1"), (#"\coprod \bigotimes \iiint"#, "∐ ⨂ ∭"), (#"\acute e"#, "e\u{301}"),
      (#"\begin{Bmatrix} a \end{Bmatrix}"#, "{a}"), (#"a \tag{1\%}"#, "a   (1%)"),
      (#"\label{eq:a} a \nonumber"#, "a"), (#"\tbinom nk"#, "(n; k)"),
    ])
  func commands(latex: String, text: String) throws {
    #expect(throws: Never.self) { try MathParser.parse(latex) }
    #expect(MathText.line(of: latex) == text)
    #expect(try MathML.markup(of: latex, display: true).hasPrefix("<math"))
  }

  @Test(
    "what is not known is named, with its line",
    arguments: [
      (#"\fra{1}{2}"#, "\\fra", 0), ("a\n+ \\cancel{b}", "\\cancel", 1),
      (#"\text{\foo}"#, "\\foo", 0),
      (#"\begin{foo}a\end{foo}"#, "\\begin{foo}", 0), (#"\color{red} x"#, "\\color", 0),
    ])
  func unknown(latex: String, name: String, line: Int) throws {
    let found = Prose("$$\(latex)$$").formulaMistakes
    #expect(found.count == 1)
    #expect(try #require(found.first).line == line)
    #expect("\(try #require(found.first).mistake)".contains(name))
  }

  @Test(
    "deep formulas are refused with a sentence, at once",
    .timeLimit(.minutes(1)),
    arguments: [
      "{", "\\frac{", "\\sqrt ", "\\displaystyle ", "\\left(", "x^{", "x_{", "\\hat ", "\\rm ",
      "a\\over ",
      "\\begin{matrix}", "\\text{$", "\\not", "\\sqrt[", "\\substack{", "\\mathop{",
      "\\xrightarrow[",
      "\\boxed{", "\\underbrace{",
    ])
  func deep(part: String) {
    let latex = String(repeating: part, count: 60_000)
    #expect(throws: (any Error).self) { try MathML.markup(of: latex, display: false) }
    #expect(MathText.line(of: latex) == latex)
  }

  @Test("forty levels of anything are set, and take no time", .timeLimit(.minutes(1)))
  func fairlyDeep() throws {
    for (open, close) in [
      ("{x+", "}"), ("\\frac{a}{", "}"), ("\\sqrt{", "}"), ("x^{a+b+c+d+", "}"), ("x_{ab", "}"),
      ("\\left(", "\\right)"), ("\\hat{", "}"), ("|a+(", ")|"),
    ] {
      let latex =
        String(repeating: open, count: 40) + "y" + String(repeating: close, count: 40)
      #expect(try MathML.markup(of: latex, display: true).contains("<mi>y</mi>"))
      let text = MathText.line(of: latex).unicodeScalars
      #expect(text.contains("y") || text.contains("ʸ"))
    }
  }

  @Test("a long formula takes time by its length alone", .timeLimit(.minutes(1)))
  func long() throws {
    for part in ["\\bigl|", "a|(b", "|", "x+", "{}", "\\, ", "a_1^2 ", "''", "(", ")"] {
      let latex = String(repeating: part, count: 10_000)
      _ = try? MathML.markup(of: latex, display: false)
      _ = MathText.line(of: latex)
    }
  }
}
