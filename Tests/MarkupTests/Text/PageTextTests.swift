import Markup
import Testing

@Suite("PageText")
struct PageTextTests {
  @Test(
    "lines are the same whichever way they end, and the file's text comes back to the byte",
    arguments: [
      "a\nb\n\nc", "a\r\nb\r\n\r\nc", "a\rb\r\rc", "a\r\nb\n\rc", "\u{FEFF}a\nb\n\nc",
      "\u{FEFF}a\r\nb\r\n\r\nc",
    ])
  func lines(content: String) {
    let page = PageText(content)
    #expect(page.lines == ["a", "b", "", "c"])
    #expect(page.text == "a\nb\n\nc")
    #expect(Array(page.content.utf8) == Array(content.utf8))
  }

  @Test(
    "the text of a file that ends with a line's end has an empty line at its end",
    arguments: ["\n", "\r\n", "\r"])
  func lastLine(end: String) {
    let page = PageText("a" + end)
    #expect(page.lines == ["a", ""])
    #expect(Array(page.content.utf8) == Array(("a" + end).utf8))
    #expect(PageText("").lines == [""])
  }

  @Test("new lines end as most lines of the page do; the others keep their ends")
  func replacing() {
    var windows = PageText("\u{FEFF}a\r\nb\r\nc\nd\r\n")
    windows.replace(1..<2, with: ["x", "y"])
    #expect(Array(windows.content.utf8) == Array("\u{FEFF}a\r\nx\r\ny\r\nc\nd\r\n".utf8))
    var last = PageText("a\r\nb")
    last.replace(1..<2, with: ["x", "y"])
    #expect(Array(last.content.utf8) == Array("a\r\nx\r\ny".utf8))
    last.replace(1..<3, with: [])
    #expect(Array(last.content.utf8) == Array("a".utf8))
    var whole = PageText("a")
    whole.replace(0..<1, with: ["b", "c"])
    #expect(whole.content == "b\nc")
    whole.replace(2..<2, with: ["d"])
    #expect(whole.content == "b\nc\nd")
  }

  @Test("a line ends where a compiler sees its end, and nowhere else")
  func ends() {
    #expect("a\r\nb\rc\nd".lines == ["a", "b", "c", "d"])
    #expect("a\u{0B}b\u{0C}c\u{85}d\u{2028}e\u{2029}f".lines.count == 1)
    #expect(PageText("a\u{0C}b\u{2028}c").lines.count == 1)
  }
}

@Suite("Printed text with other line ends")
struct PrintedLineTests {
  @Test("a fence is longer than every one in the content, whichever way its lines end")
  func fences() {
    for end in ["\n", "\r\n", "\r"] {
      #expect(Fence.around("a\(end)````\(end)b") == "`````")
    }
  }

  @Test("empty lines go at both ends, whichever way they end")
  func blankLines() {
    #expect("\r\n \r\na\r\n\r\nb\r\n\r\n".trimmingBlankLines == "a\n\nb")
  }

  @Test("fenced blocks are found in a text from Windows")
  func markdownLines() {
    let lines = "a\r\n```\r\nb\r\n```\r\nc".markdownLines
    #expect(lines.map(\.text) == ["a", "```", "b", "```", "c"])
    #expect(lines.map(\.isCode) == [false, true, true, true, false])
  }
}
