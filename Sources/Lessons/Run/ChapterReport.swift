import Console
package import Foundation
package import Literate

/// The outcome of a run of a chapter; the content of `results.json`.
package struct ChapterReport: Codable, Sendable {
  /// How a run ended.
  package enum Status: String, Codable, Sendable {
    /// Every cell ran and every check held.
    case passed
    /// A cell or a check failed.
    case failed
    /// The reader stopped the run.
    case interrupted
    /// The reader left the walk and will come back.
    case paused
  }

  /// A cell that failed, and where.
  package struct Failure: Codable, Sendable {
    /// The cell's name.
    package let cell: String
    /// The page and line, such as `lessons/03-distillation.md:42`.
    package let location: String
    /// The error message.
    package let message: String
  }

  /// The chapter's number.
  package let chapter: Int
  /// The chapter's title.
  package let title: String
  /// How the run ended.
  package let status: Status
  /// The folder of the report.
  package let folder: String
  /// Every failure, in order.
  package let failures: [Failure]
  /// Every assertion, in order.
  package let checks: [CheckRecord]
  /// The numbers that cells measured.
  package let values: [String: Double]
  /// The figures' files inside the folder.
  package let figures: [String]
  /// How long each cell took, by name.
  package let seconds: [String: Double]
  /// The machine and the choices of the run.
  package let facts: RunFacts?
  /// The name of the cell at which the reader's walk goes on another time; nil where it does not.
  ///
  /// It is about the reader, so no part of the file.
  package var goesOnAt: String?
  /// The number of the signal that ended the run; nil where none did.
  ///
  /// It is no part of the file either.
  package var signal: Int32?

  private enum CodingKeys: String, CodingKey {
    case chapter, title, status, folder, failures, checks, values, figures, seconds, facts
  }

  /// How many assertions held.
  package var passedChecks: Int {
    checks.count { $0.passed }
  }

  /// The report in JSON; numbers that JSON cannot hold are written as words.
  package var json: Data {
    get throws {
      try JSONText.data(of: self, isPretty: true)
    }
  }
}
