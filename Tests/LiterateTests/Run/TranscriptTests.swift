import Literate
import Testing

@Suite("Transcript")
struct TranscriptTests {
  @Test("output belongs to the cell that began last, and stays in order with figures")
  func order() {
    let figure = FigureRecord(label: "x", caption: "C.", alt: "A.")
    var transcript = Transcript(cellCount: 2)
    for item: EventReader.Item in [
      .event(.cellBegan(index: 0)), .output("a"), .output("b"), .event(.figure(figure)),
      .output("c"), .event(.cellEnded(index: 0, seconds: 2)), .event(.cellBegan(index: 1)),
      .output("d"),
    ] {
      transcript.add(item)
    }
    #expect(transcript.results[0].items == [.output("ab"), .figure(figure), .output("c")])
    #expect(transcript.results[0].state == .done)
    #expect(transcript.results[0].seconds == 2)
    #expect(transcript.results[1].items == [.output("d")])
    #expect(transcript.results[1].state == .running)
  }

  @Test("what is printed before the first cell is not lost")
  func early() {
    var transcript = Transcript(cellCount: 1)
    transcript.add(.output("warning\n"))
    transcript.add(.event(.cellBegan(index: 0)))
    #expect(transcript.results[0].items == [.output("warning\n")])
  }

  @Test("a failed cell stays failed when it ends")
  func failure() {
    var transcript = Transcript(cellCount: 1)
    transcript.add(.event(.cellBegan(index: 0)))
    transcript.add(.event(.failed(index: 0, line: 9, message: "no")))
    transcript.add(.event(.cellEnded(index: 0, seconds: 1)))
    #expect(transcript.results[0].state == .failed(message: "no", line: 9))
  }

  @Test("stopping fails the running cell, and no other")
  func stop() {
    var transcript = Transcript(cellCount: 2)
    #expect(transcript.stop(message: "dead") == nil)
    transcript.add(.event(.cellBegan(index: 1)))
    #expect(transcript.stop(message: "dead", line: 3) == 1)
    #expect(
      transcript.results.map(\.state) == [.notRun, .failed(message: "dead", line: 3)])
  }

  @Test("an index that the lesson does not have is ignored")
  func foreignIndex() {
    var transcript = Transcript(cellCount: 1)
    transcript.add(.event(.cellBegan(index: 5)))
    #expect(transcript.results == [CellResult()])
  }
}
