import Markup
import SampleLessons
import Testing

@Suite("MathML")
struct MathMLTests {
  /// The elements of a formula without the frame around them.
  private func body(_ latex: String) throws -> String {
    let markup = try MathML.markup(of: latex, display: false)
    let start = try #require(markup.firstRange(of: "<semantics><mrow>")).upperBound
    let end = try #require(markup.firstRange(of: "</mrow><annotation")).lowerBound
    return String(markup[start..<end])
  }

  @Test("the LaTeX stays with the formula, and a display says that it is one")
  func frame() throws {
    #expect(
      try MathML.markup(of: "a <\n b", display: true)
        == """
        <math xmlns="http://www.w3.org/1998/Math/MathML" display="block" alttext="a &lt; b">\
        <semantics><mrow><mi>a</mi><mo>&lt;</mo><mi>b</mi></mrow>\
        <annotation encoding="application/x-tex">a &lt; b</annotation></semantics></math>
        """)
    #expect(try !MathML.markup(of: "a", display: false).contains("block"))
  }

  @Test("a letter that joins a sign to itself hides it from no escape")
  func joined() throws {
    let markup = try MathML.markup(of: "\u{D4E}<img", display: false)
    #expect(!markup.unicodeScalars.contains("<img".unicodeScalars))
    #expect(try body("\u{D4E}<") == "<mi>\u{D4E}&lt;</mi>")
  }

  @Test(
    "formulas become the elements that a browser expects",
    arguments: [
      ("x^2", "<msup><mi>x</mi><mn>2</mn></msup>"),
      ("-x", "<mo form=\"prefix\">−</mo><mi>x</mi>"),
      (#"\frac12"#, "<mfrac><mn>1</mn><mn>2</mn></mfrac>"),
      (#"\sqrt[3]{x}"#, "<mroot><mi>x</mi><mn>3</mn></mroot>"),
      (#"\mathrm{KL}"#, "<mi>KL</mi>"),
      (#"\Psi"#, "<mi mathvariant=\"normal\">Ψ</mi>"),
      (#"\mathbb{R}\mathbf{x}"#, "<mi>ℝ</mi><mi>𝐱</mi>"),
      (#"\hat\psi"#, "<mover accent=\"true\"><mi>ψ</mi><mo stretchy=\"false\">^</mo></mover>"),
      (
        #"\sum_{i}^n"#,
        "<munderover><mo movablelimits=\"true\">∑</mo><mi>i</mi><mi>n</mi></munderover>"
      ),
      (#"\int_0"#, "<msub><mo>∫</mo><mn>0</mn></msub>"),
      (
        #"2 \ln n"#,
        """
        <mn>2</mn><mspace width="0.1667em"/><mi>ln</mi><mspace width="0.1667em"/><mi>n</mi>
        """
      ),
      (
        #"\left( x \right)"#,
        """
        <mrow><mo form="prefix" fence="true" stretchy="true">(</mo><mi>x</mi>\
        <mo form="postfix" fence="true" stretchy="true">)</mo></mrow>
        """
      ),
      (#"\psi\!\left.x\right."#, "<mi>ψ</mi><mrow><mi>x</mi></mrow>"),
      (
        #"\underbrace{x}_{\text{a b}}"#,
        """
        <munder><munder><mrow><mi>x</mi></mrow><mo stretchy="true">⏟</mo></munder>\
        <mtext>a\u{A0}b</mtext></munder>
        """
      ),
      (#"x \tag{1.2}"#, "<mi>x</mi><mspace width=\"2em\"/><mtext>(1.2)</mtext>"),
    ])
  func golden(latex: String, markup: String) throws {
    #expect(try body(latex) == markup)
  }

  @Test("scripts have no space around their operators")
  func tightScripts() throws {
    #expect(
      try body("x_{i=1}").contains("<mi>i</mi><mo lspace=\"0\" rspace=\"0\">=</mo><mn>1</mn>"))
  }

  @Test("every formula of the lessons becomes well-formed XML")
  func wellFormed() throws {
    for formula in try LessonFiles.formulas() {
      let markup = try MathML.markup(of: formula.latex, display: formula.isDisplay)
      #expect(unbalanced(markup) == nil, "\(formula.latex)")
    }
  }

  /// The first piece of markup that has no partner, or nil.
  private func unbalanced(_ markup: String) -> String? {
    var open: [Substring] = []
    for match in markup.matches(of: /<(\/?)([a-z]+)(?: [a-z]+="[^"<>]*")*(\/?)>/) {
      if match.1 == "/" {
        guard open.popLast() == match.2 else { return String(match.0) }
      } else if match.3.isEmpty {
        open.append(match.2)
      }
    }
    let rest = markup.replacing(/<[^<>]*>/, with: "").replacing(/&(amp|lt|gt|quot);/, with: "")
    return open.first.map(String.init) ?? (rest.contains(/[<>&]/) ? rest : nil)
  }
}
