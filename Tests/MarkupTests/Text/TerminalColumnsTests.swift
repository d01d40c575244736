import Markup
import Testing

@Suite("TerminalColumns")
struct TerminalColumnsTests {
  @Test(
    "combining characters and escapes take no column, wide characters two",
    arguments: [
      ("", 0), ("abc", 3), ("ψ\u{302}(ω)", 4), ("z\u{304}", 1), ("漢字", 4), ("한", 2), ("ｆ", 2),
      ("👩‍👩‍👧", 2), ("⚠\u{FE0F}", 2), ("é", 1), ("∫₀^∞", 4), ("\u{1B}[1;31mab\u{1B}[0m", 2),
      ("\u{1B}]8;;http://a\u{7}x\u{1B}]8;;\u{7}", 1), ("a\u{200B}b", 2), ("│─•", 3),
    ])
  func columns(text: String, columns: Int) {
    #expect(terminalColumns(of: text) == columns)
  }
}
