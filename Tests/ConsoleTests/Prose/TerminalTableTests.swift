import Console
import Testing

@Suite("TerminalTable")
struct TerminalTableTests {
  private func lines(_ markdown: String, width: Int) -> [String] {
    TerminalText.render(markdown: markdown, style: TerminalStyle(width: width))
      .split(separator: "\n").map(String.init)
  }

  @Test("cells stand where their column says")
  func alignment() {
    #expect(
      lines("|l|c|r|\n|:--|:-:|--:|\n|a|b|c|\n|1234|12345|123|", width: 40) == [
        "l    │   c   │   r", "─────┼───────┼────", "a    │   b   │   c", "1234 │ 12345 │ 123",
      ])
  }

  @Test("cells wrap where the columns are too wide together, and break where a word is")
  func narrow() {
    #expect(
      lines("|a|b|\n|---|---|\n|short|some words that wrap|", width: 20) == [
        "a     │ b", "──────┼─────────────", "short │ some words", "      │ that wrap",
      ])
    let broken = lines("|a|b|\n|---|---|\n|abcdefghijkl|mnopqrstuvwx|", width: 15)
    #expect(broken.allSatisfy { TerminalText.columns(of: $0) <= 15 })
    #expect(broken.count == 4)
  }

  @Test("a line break in a cell stays, wide characters count twice")
  func contents() {
    #expect(
      lines("|a|b|\n|---|---|\n|漢字|x<br>y|", width: 40) == [
        "a    │ b", "─────┼──", "漢字 │ x", "     │ y",
      ])
  }

  @Test("a table without rows, and a row without cells, are no accident")
  func empty() {
    #expect(lines("|a|b|\n|---|---|", width: 40) == ["a │ b", "──┼──"])
    #expect(lines("|a|b|\n|---|---|\n|c|", width: 40) == ["a │ b", "──┼──", "c │"])
  }
}
