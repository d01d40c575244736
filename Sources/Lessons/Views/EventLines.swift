import Console
import Foundation
import Literate

/// Shows a running chapter to other programs: one JSON object a line, with the name of the `event`
/// and the number of the `chapter` in each.
final class EventLines: ChapterView {
  private let lesson: Lesson

  init(_ lesson: Lesson) {
    self.lesson = lesson
  }

  func begin() {}

  func show(_ item: EventReader.Item) {
    switch item {
    case .output(let text): write(EventLine("output", ["text": text]))
    case .event(let event): line(of: event).map(write)
    case .truncated: break
    }
  }

  private func line(of event: CellEvent) -> EventLine? {
    switch event {
    case .started(let facts, _): EventLine("started", ["title": lesson.title], facts)
    case .cellBegan(let index): EventLine("cell", place(of: index))
    case .check(let check): EventLine("check", check)
    case .figure(let figure): EventLine("figure", ["path": figure.path], figure)
    case .table(let table): EventLine("table", table)
    case .markdown(let text): EventLine("markdown", ["text": text])
    case .cached(let name, let seconds): EventLine("cached", ["name": name], ["seconds": seconds])
    case .value(let name, let number): EventLine("value", ["name": name], ["number": number])
    case .failed(let index, let line, let message):
      EventLine("failed", place(of: index, line: line), ["message": message])
    case .cellEnded(let index, let seconds):
      EventLine("cell-ended", place(of: index), ["seconds": seconds])
    case .cellWaits, .preview, .finished: nil
    }
  }

  private func place(of index: Int, line: Int? = nil) -> [String: String] {
    let cell = lesson.cells[index]
    return ["cell": cell.name, "location": "\(lesson.file):\(line ?? cell.line)"]
  }

  private func write(_ line: EventLine) {
    line.write(chapter: lesson.number)
  }
}

extension ChapterReport {
  /// Writes the report as the last event of a chapter.
  package func writeEvent() {
    EventLine("report", self).write(chapter: chapter)
  }
}

/// The fields of one event.
private struct EventLine: Encodable {
  private let parts: [any Encodable]

  init(_ event: String, _ parts: any Encodable...) {
    self.parts = [["event": event]] + parts
  }

  private init(parts: [any Encodable]) {
    self.parts = parts
  }

  /// All parts write into one object.
  func encode(to encoder: any Encoder) throws {
    for part in parts { try part.encode(to: encoder) }
  }

  func write(chapter: Int) {
    let line = EventLine(parts: parts + [["chapter": chapter]])
    // Texts and numbers can always be encoded.
    guard let json = try? JSONText.data(of: line, isPretty: false) else { return }
    print(String(decoding: json, as: UTF8.self))
    fflush(nil)
  }
}
