import Literate
import Testing

@Suite("EventReader")
struct EventReaderTests {
  private let began = CellEvent.cellBegan(index: 0)
  private let check = CellEvent.check(
    CheckRecord(name: "ψ", found: "1", expected: "1", tolerance: "0", passed: true))

  private func stream(_ parts: [UInt8]...) -> [UInt8] {
    parts.flatMap(\.self)
  }

  /// What the reader makes of a stream cut into chunks, neighbouring texts joined.
  private func read(_ bytes: [UInt8], chunk: Int) -> [EventReader.Item] {
    var reader = EventReader()
    var items: [EventReader.Item] = []
    for start in stride(from: 0, to: bytes.count, by: chunk) {
      items += reader.read(bytes[start..<min(start + chunk, bytes.count)])
    }
    items += reader.finish()
    return items.reduce(into: []) { joined, item in
      if case .output(let text) = item, case .output(let earlier) = joined.last {
        joined[joined.count - 1] = .output(earlier + text)
      } else {
        joined.append(item)
      }
    }
  }

  @Test("chunks of any size give the same items", arguments: [1, 2, 3, 7, 64, 10_000])
  func chunks(size: Int) throws {
    let bytes = stream(
      try EventCoder.record(of: began), Array("größe ψ 🐴\nno newline".utf8),
      try EventCoder.record(of: check), Array("end\n".utf8))
    #expect(
      read(bytes, chunk: size) == [
        .event(began), .output("größe ψ 🐴\nno newline"), .event(check), .output("end\n"),
      ])
  }

  @Test("text is handed on before its line is complete")
  func unfinishedLine() {
    var reader = EventReader()
    #expect(reader.read(Array("50 %".utf8)) == [.output("50 %")])
  }

  @Test("a character that is split over two chunks is not broken")
  func splitCharacter() {
    var reader = EventReader()
    let bytes = Array("é".utf8)
    #expect(reader.read(bytes.prefix(1)).isEmpty)
    #expect(reader.read(bytes.suffix(1)) == [.output("é")])
  }

  @Test("a record that is cut off by the end is reported and is no event")
  func truncated() throws {
    let record = try EventCoder.record(of: began)
    let items = read(Array("text".utf8) + record.dropLast(3), chunk: 5)
    let rest = String(decoding: record.dropFirst().dropLast(3), as: UTF8.self)
    #expect(items == [.output("text"), .truncated(rest)])
  }

  @Test("a separator that a cell prints itself stays output")
  func foreignSeparator() throws {
    let bytes = stream(Array("a\u{1E}b\nc".utf8), try EventCoder.record(of: began))
    #expect(read(bytes, chunk: 4) == [.output("a\u{1E}b\nc"), .event(began)])
  }

  @Test("a record that is broken off by the next one is output, and the next one is read")
  func brokenOff() throws {
    let record = try EventCoder.record(of: began)
    let items = read(record.dropLast(3) + record, chunk: 4)
    #expect(items.last == .event(began))
    #expect(items.count == 2)
  }

  @Test("numbers that JSON cannot hold arrive", arguments: [Double.infinity, -.infinity, 0.1])
  func numbers(number: Double) throws {
    let event = CellEvent.value(name: "n", number: number)
    #expect(read(try EventCoder.record(of: event), chunk: 9) == [.event(event)])
  }

  @Test("NaN arrives as NaN")
  func notANumber() throws {
    let record = try EventCoder.record(of: .value(name: "n", number: .nan))
    guard case .event(.value("n", let number)) = read(record, chunk: 9).first else {
      Issue.record("no value was read")
      return
    }
    #expect(number.isNaN)
  }

  @Test("bytes that are no text do not stop the reader")
  func invalidText() throws {
    let bytes = stream([0xFF, 0x80, 0x41], try EventCoder.record(of: began))
    #expect(read(bytes, chunk: 1).last == .event(began))
  }
}
