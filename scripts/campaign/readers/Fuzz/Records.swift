import Console
import Foundation
import Lessons
import Literate
import Markup

extension Target {
  /// What a chapter's run says and keeps, and the course's own state.
  static let records: [Target] = [
    Target(name: "cells-json", weight: 30, seeds: { try recordSeeds($0) }) { data in
      let record: RunRecord
      do {
        record = try RunRecord(json: data)
      } catch is DecodingError {
        return  // whoever reads the file says so in a sentence
      }
      claim(try RunRecord(json: record.json) == record, "another record after writing")
      for figure in record.results.flatMap(\.figures) {
        claim(!figure.path.contains(".."), "a figure elsewhere: \(figure.path)")
      }
    },
    Target(name: "events", weight: 30, seeds: { try eventSeeds($0) }) { data in
      let whole = items(of: [data])
      let half = data.count / 2
      claim(
        items(of: [data.prefix(half), data.dropFirst(half)]) == whole, "other items in two parts")
      var transcript = Transcript(cellCount: 3)
      for item in whole where transcript.knows(item) {
        transcript.add(item)
        guard case .event(let event) = item else { continue }
        var reader = EventReader()
        let again = reader.read(try EventCoder.record(of: event))
        if case .value(_, let number) = event, number.isNaN { continue }
        claim(again == [item] || hasNaN(event), "another event after writing: \(again)")
        _ = event.printable
      }
      claim(transcript.results.count == 3, "other cells than there are")
    },
    Target(name: "course-json", weight: 30, seeds: { try stateSeeds($0) }) { data in
      let folder = try Scratch.empty("state")
      try data.write(to: folder.appendingPathComponent("course.json"))
      let store = StateStore(folder: folder.path)
      let state = try store.load()
      try store.update { $0[3].exercises["blank"] = ExerciseState() }
      let kept = try store.load()
      for (number, chapter) in state.chapters where number != "3" {
        claim(kept.chapters[number] == chapter, "chapter \(number) is another after writing")
      }
      let progress = CellProgress(of: courseLesson, in: state[1])
      claim((0...progress.cellCount).contains(progress.doneCount), "\(progress)")
      claim((0...progress.exerciseCount).contains(progress.openCount), "\(progress)")
    },
  ]

  /// The items of a stream, with texts that follow each other joined.
  private static func items(of parts: [Data]) -> [EventReader.Item] {
    var reader = EventReader()
    return (parts.flatMap { reader.read($0) } + reader.finish()).reduce(into: []) { result, item in
      if case .output(let text) = item, case .output(let before) = result.last {
        result[result.count - 1] = .output(before + text)
      } else {
        result.append(item)
      }
    }
  }

  private static func hasNaN(_ event: CellEvent) -> Bool {
    switch event {
    case .value(_, let number), .cached(_, let number), .cellEnded(_, let number): number.isNaN
    default: false
    }
  }

  private static let courseLesson: Lesson = {
    let text = "---\ntitle: T\nsummary: S.\nminutes: 1\n---\n\n```swift\na\n```\n"
    guard let lesson = try? Lesson(text: text, file: "lessons/01-x.md") else {
      fatalError("no lesson")
    }
    return lesson
  }()

  private static func recordSeeds(_ root: URL) throws -> [Data] {
    let own = RunRecord(
      lesson: courseLesson,
      results: [
        CellResult(
          state: .failed(message: "m", line: 3),
          items: [
            .output("o"), .figure(FigureRecord(label: "f", caption: "c", alt: "a")), .markdown("m"),
            .table(TableRecord(label: "t", columns: ["a"], rows: [["1"]], caption: "c")),
          ],
          checks: [CheckRecord(name: "n", found: "1", expected: "1", tolerance: "", passed: true)])
      ], facts: RunFacts(["seed": "1"], warning: "w"), circumstances: "c")
    return [try own.json]
  }

  private static func eventSeeds(_ root: URL) throws -> [Data] {
    let events: [CellEvent] = [
      .started(RunFacts(["seed": "1"]), circumstances: "c"), .cellWaits(index: 0),
      .cellBegan(index: 0),
      .check(CheckRecord(name: "n", found: "1", expected: "1", tolerance: "", passed: true)),
      .figure(FigureRecord(label: "f", caption: "c", alt: "a")), .markdown("m"),
      .cached(name: "n", seconds: 3), .preview(path: "p", caption: "c"),
      .value(name: "v", number: .infinity),
      .failed(index: 0, line: 2, message: "m"), .cellEnded(index: 0, seconds: 1), .finished,
      .table(TableRecord(label: "t", columns: ["a"], rows: [["1"]], caption: "c")),
    ]
    let records = try events.map { Data(try EventCoder.record(of: $0)) }
    return records + [
      records.reduce(Data("before\n".utf8)) { $0 + $1 + Data("é\u{1F600} text\n".utf8) }
    ]
  }

  private static func stateSeeds(_ root: URL) throws -> [Data] {
    let folder = try Scratch.empty("seeds")
    let store = StateStore(folder: folder.path)
    try store.update { state in
      state.paused = 2
      state[1].status = .passed
      state[1].cells = ["abc"]
      state[2].stoppedBefore = "abc"
      state[2].choices = ["--preset", "smoke"]
      state[2].exercises["blank"] = ExerciseState()
    }
    return [try Data(contentsOf: folder.appendingPathComponent("course.json"))]
      + ["{\"version\":1,\"chapters\":[],\"paused\":1e30}", "{\"version\":99}"].map {
        Data($0.utf8)
      }
  }
}
