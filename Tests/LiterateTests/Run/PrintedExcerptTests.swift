import Literate
import Testing

@Suite("Long output")
struct LongOutputTests {
  private func printed(_ pieces: some Sequence<String>) -> String {
    var transcript = Transcript(cellCount: 1)
    transcript.add(.event(.cellBegan(index: 0)))
    for piece in pieces { transcript.add(.output(piece)) }
    transcript.add(.event(.cellEnded(index: 0, seconds: 1)))
    guard case .output(let text) = transcript.results[0].items.first else { return "" }
    return text
  }

  @Test(
    "beyond some 100 kB the beginning and the end stay, with a remark between",
    .timeLimit(.minutes(1)))
  func long() {
    let text = printed((0..<300_000).lazy.map { "line \($0)\n" })
    #expect(text.utf8.count < 200_000)
    #expect(text.hasPrefix("line 0\nline 1\n") && text.hasSuffix("line 299999\n"))
    let whole = (0..<300_000).reduce(0) { $0 + "line \($1)\n".utf8.count }
    let remark = text.firstMatch(of: /\n\[... ([0-9]+) bytes left out here ...\]\n/)
    let count = remark.flatMap { Int($0.1) } ?? 0
    let kept = text.utf8.count - (remark.map { $0.0.utf8.count - 1 } ?? 0)
    #expect(count + kept == whole)
  }

  @Test("one line without an end is cut too, between two characters")
  func oneLine() {
    let text = printed(repeatElement("äö日", count: 100_000))
    #expect(text.utf8.count < 200_000 && !text.contains("\u{FFFD}"))
  }

  @Test("a line that is drawn again and again takes no room")
  func progress() {
    let text = printed((0..<100_000).lazy.map { "\r\($0) of 100000" } + ["\nend\n"])
    #expect(!text.contains("left out"))
    #expect(text.utf8.count < 150_000)
  }

  @Test("short output is kept as it is")
  func short() {
    #expect(printed(["a", "b\n", "c\r"]) == "ab\nc\r")
  }

  @Test("an event of a cell that the lesson has not is not taken for one")
  func strangers() {
    let transcript = Transcript(cellCount: 2)
    #expect(transcript.knows(.event(.cellBegan(index: 1))))
    for index in [2, -1, .max, .min] {
      #expect(!transcript.knows(.event(.cellBegan(index: index))))
      #expect(!transcript.knows(.event(.failed(index: index, line: nil, message: ""))))
      #expect(!transcript.knows(.event(.cellEnded(index: index, seconds: 0))))
    }
    #expect(transcript.knows(.output("x")))
  }
}
