import Markup
import SampleLessons
import Testing

@Suite("SwiftHighlighter")
struct SwiftHighlighterTests {
  /// The parts that are not plain, as `kind text`.
  private func coloured(_ code: String) -> [String] {
    SwiftHighlighter.tokens(of: code).filter { $0.kind != .plain }
      .map { "\($0.kind.rawValue) \($0.text)" }
  }

  @Test("the parts of every cell of the lessons join to the code")
  func complete() throws {
    for code in try LessonFiles.code() {
      let tokens = SwiftHighlighter.tokens(of: code)
      #expect(tokens.map(\.text).joined() == code)
      #expect(tokens.allSatisfy { !$0.text.isEmpty })
    }
  }

  @Test(
    "each part has its kind",
    arguments: [
      (
        "let x: Tensor = tone(10, $0) / 2.5e-3",
        ["keyword let", "type Tensor", "call tone", "number 10", "number 2.5e-3"]
      ),
      ("0...half_1 + 1_000 + 0xFF", ["number 0", "number 1_000", "number 0xFF"]),
      ("values[0].0.map { $0 }", ["number 0", "number 0"]),
      ("let a = ___ + b____", ["keyword let", "blank ___"]),
      ("@Test func `in`() // why", ["attribute @Test", "keyword func", "comment // why"]),
      (
        #"#sourceLocation(file: "a.md", line: 3)"#,
        ["attribute #sourceLocation", #"string "a.md""#, "number 3"]
      ),
      ("#if os(Linux)", ["attribute #if", "call os", "type Linux"]),
      (".default + .init(for: x)", ["keyword init"]),
      ("switch a { default: b }", ["keyword switch", "keyword default"]),
      ("a /* b /* c */ d */ e", ["comment /* b /* c */ d */"]),
      ("f(x)\n// g\nh", ["call f", "comment // g"]),
    ])
  func kinds(code: String, parts: [String]) {
    #expect(coloured(code) == parts)
  }

  @Test(
    "a string is one part, with what is inside",
    arguments: [
      #""a""#, #""""#, #""a \" b""#, #""a \(f("b)", (c))) d""#, ##"#"a " \( b"#"##,
      ##"#"a \#(g("x")) b"#"##, "\"\"\"\n  a \"b\" // c\n  \\(d(\"\"))\n  \"\"\"", #""// no""#,
      #""\(a ? "b" : "c")""#,
    ])
  func strings(string: String) {
    #expect(coloured("x = " + string + " + y") == ["string " + string])
  }

  @Test(
    "code that does not end what it opens is read to its end",
    arguments: ["\"a", "\"\"\"\na", "/* a", "\"\\(a", "#\"a\"", "@", "#", "`", "$", "\\", "0x", ""])
  func unfinished(code: String) {
    #expect(SwiftHighlighter.tokens(of: code).map(\.text).joined() == code)
  }

  @Test("a string of one line ends with it")
  func runaway() {
    #expect(coloured("\"a\nlet") == ["string \"a", "keyword let"])
  }
}

@Suite("Blanks of exercises")
struct BlankTests {
  /// The text in which each blank is a number.
  private func numbered(_ code: String) -> String {
    var result = ""
    var end = code.startIndex
    for (number, blank) in SwiftHighlighter.blanks(in: code).enumerated() {
      result += code[end..<blank.lowerBound] + "\(number)"
      end = blank.upperBound
    }
    return result + code[end...]
  }

  @Test(
    "a blank is a word of the code, in a string's interpolation too, and never of text or comment",
    arguments: [
      ("let a = ___ + ___", "let a = 0 + 1"),
      ("let a = 7  // was: ___", "let a = 7  // was: ___"),
      ("let a = ___  // was: ___\nf(___)", "let a = 0  // was: ___\nf(1)"),
      ("/* ___ /* ___ */ ___ */ ___", "/* ___ /* ___ */ ___ */ 0"),
      ("/// ___\n//| ___\nf()", "/// ___\n//| ___\nf()"),
      (#"print("___ is a blank", ___)"#, #"print("___ is a blank", 0)"#),
      (#"print("\(___) and \(f("___", ___))")"#, #"print("\(0) and \(f("___", 1))")"#),
      (##"print(#"\(___) \#(___)"#)"##, ##"print(#"\(___) \#(0)"#)"##),
      (
        "let t = \"\"\"\n  ___\n  \\(___)\n  \"\"\"\n___",
        "let t = \"\"\"\n  ___\n  \\(0)\n  \"\"\"\n1"
      ),
      ("let ____ = a___ + ___b + `___`", "let ____ = a___ + ___b + `___`"),
      ("let s = \"open ___\nlet b = ___", "let s = \"open ___\nlet b = 0"),
      ("f(___)  // ___\r\ng(___)", "f(0)  // ___\r\ng(1)"),
      ("f(___)  // ___\u{2028}___", "f(0)  // ___\u{2028}___"),
    ])
  func blanks(code: String, expected: String) {
    #expect(numbered(code) == expected)
  }
}
