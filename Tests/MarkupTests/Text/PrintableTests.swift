import Markup
import Testing

@Suite("Text of strangers")
struct PrintableTests {
  @Test("no control, no line end and no turn of the reading order passes on one line")
  func line() {
    #expect("a\u{1B}]52;c;eA\u{07}b\n\u{9B}2J\u{202E}c".printable == "a�]52;c;eA�b��2J�c")
    #expect("naïve 日本 👨‍👩‍👧 x".printable == "naïve 日本 👨‍👩‍👧 x")
    for value in UInt32(0)...0x2070 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let shown = String(scalar).printable
      if scalar.properties.generalCategory == .control { #expect(shown == "�", "\(value)") }
    }
  }

  @Test("a text of several lines keeps its lines and its tabs")
  func lines() {
    #expect("a\tb\r\nc\rd\u{0}".printableLines == "a\tb\nc�d�")
    #expect("plain".printableLines == "plain")
  }
}

@Suite("What a program printed")
struct PrintedTextTests {
  @Test(
    "a page shows what a terminal would have left, and marks for every other control",
    arguments: [
      ("1/3\r2/3\r3/3", "3/3"), ("abc\rX", "Xbc"), ("ab\u{8}c", "ac"), ("a\r\nb", "a\nb"),
      ("\u{1B}[31mred\u{1B}[0m", "red"), ("\u{1B}[1;38;5;9mx\u{1B}[m", "x"),
      ("\u{1B}]0;title\u{07}", "�]0;title�"), ("\u{0}", "�"), ("\u{1B}[2Jx", "�[2Jx"),
      ("working\r\u{1B}[Kdone", "done"), ("abc\u{1B}[2K\rx", "x  "), ("e\u{301}\rx", "x"),
      ("\u{1B}", "�"), ("\u{1B}[31", "�[31"), ("\u{9B}31m", "�31m"), ("a\u{0B}b\u{0C}", "a�b�"),
      ("tab\tkept\n\n", "tab\tkept\n\n"), ("\r\r\r", ""), ("\u{8}\u{8}a", "a"), ("", ""),
    ])
  func settled(printed: String, shown: String) {
    #expect(PrintedText.settled(printed) == shown)
  }

  @Test("what is compacted on the way leaves the same at the end")
  func compacted() {
    let printed = "a\nlong line\r50 %\rdone\u{1B}[K\nx\ry"
    for cut in printed.unicodeScalars.indices {
      let (head, tail) = (printed.unicodeScalars[..<cut], printed.unicodeScalars[cut...])
      #expect(
        PrintedText.settled(PrintedText.compacted(String(head)) + String(tail))
          == PrintedText.settled(printed), "\(String(head).debugDescription)")
    }
  }

  @Test("colours of our own pass where they are wanted, and nothing else does")
  func marked() {
    let text = "\u{1B}[1mname\u{1B}[22m \u{1B}]52;c;eA\u{07}\r\u{1B}[K\n"
    #expect(
      PrintedText.marked(text, keepsColours: true)
        == "\u{1B}[1mname\u{1B}[22m �]52;c;eA���\n")
    #expect(!PrintedText.marked(text, keepsColours: false).unicodeScalars.contains("\u{1B}"))
  }

  @Test("a heap of marks on one letter is as it was printed, and takes no time")
  func marks() {
    // Each mark was joined to all before it: 20 kB took half a minute.
    let heap = "a" + String(repeating: "\u{301}", count: 50_000)
    let time = ContinuousClock().measure {
      let settled = PrintedText.settled("b\r\(heap)\n")
      #expect(settled.unicodeScalars.elementsEqual("\(heap)\n".unicodeScalars))
    }
    #expect(time < .seconds(10))
    #expect(PrintedText.settled("\r e\u{301}x\u{8}y") == " e\u{301}y")
  }
}
