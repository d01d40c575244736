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
