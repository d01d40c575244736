package import Foundation
import Markup

/// The record of a run of a lesson, from which every kind of page can be woven.
package struct RunRecord: Codable, Equatable, Sendable {
  /// The fingerprint of the page that ran.
  package let fingerprint: String
  /// The fingerprint of each cell that ran, in reading order.
  package let cells: [String]
  /// The result of each cell.
  package let results: [CellResult]
  /// How the chapter ran, once it has said so.
  package let facts: RunFacts?
  /// A fingerprint of everything outside of the cells that their numbers depend on.
  package let circumstances: String?

  /// Records a run; `results` holds one entry for each cell of the lesson.
  ///
  /// Times are no part of it, so that two runs with the same results leave the same record.
  package init(
    lesson: Lesson, results: [CellResult], facts: RunFacts?, circumstances: String?
  ) {
    self.circumstances = circumstances
    fingerprint = lesson.fingerprint
    cells = lesson.cells.map(\.fingerprint)
    self.results = results.map { result in
      var result = result
      result.seconds = nil
      return result
    }
    self.facts = facts
  }

  /// The name of the file that keeps a record beside its page.
  package static let fileName = "cells.json"

  /// Reads a record; throws where the bytes hold none, or name a figure by what would lead to a file
  /// elsewhere.
  package init(json: Data) throws {
    self = try JSONDecoder().decode(Self.self, from: json)
    for figure in results.flatMap(\.figures)
    where figure.label.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9_-]*/) == nil {
      throw RunRecordError.label(figure.label.printable)
    }
  }

  /// The record in JSON, the same bytes for the same record.
  package var json: Data {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      return try encoder.encode(self)
    }
  }

  /// Whether this is a run of all cells of a lesson in which nothing failed.
  package func hasPassed(_ lesson: Lesson) -> Bool {
    matches(lesson)
      && zip(lesson.cells, results).allSatisfy { cell, result in
        !cell.kind.takesPart
          || result.state == .done && !result.checks.contains { !$0.passed }
      }
  }

  /// Whether every cell of a lesson is the one that ran; its prose may have changed.
  package func matches(_ lesson: Lesson) -> Bool {
    cells == lesson.cells.map(\.fingerprint) && results.count == cells.count
  }
}

/// The reason why a record of a run cannot be used.
package enum RunRecordError: Error, Equatable, CustomStringConvertible {
  case label(String)

  package var description: String {
    switch self {
    case .label(let label):
      "\(RunRecord.fileName) names a figure `\(label)`, which is no word: run the chapter again"
    }
  }
}
