public import Foundation
public import Literate

/// What a run of a chapter came to; the content of `results.json`.
public struct ChapterReport: Codable, Sendable {
  /// How a run ended.
  public enum Status: String, Codable, Sendable {
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
  public struct Failure: Codable, Sendable {
    /// The cell's name.
    public let cell: String
    /// The page and line, such as `lessons/03-distillation.md:42`.
    public let location: String
    /// What went wrong.
    public let message: String
  }

  /// The chapter's number.
  public let chapter: Int
  /// The chapter's title.
  public let title: String
  /// How the run ended.
  public let status: Status
  /// The folder of the report.
  public let folder: String
  /// What went wrong, in order.
  public let failures: [Failure]
  /// Every assertion, in order.
  public let checks: [CheckRecord]
  /// The numbers that cells measured.
  public let values: [String: Double]
  /// The figures' files inside the folder.
  public let figures: [String]
  /// How long each cell took, by name.
  public let seconds: [String: Double]
  /// Where the chapter ran.
  public let environment: Environment?

  /// How many assertions held.
  public var passedChecks: Int {
    checks.count { $0.passed }
  }

  /// The report in JSON; numbers that JSON cannot hold are written as words.
  public var json: Data {
    get throws {
      try JSONText.data(of: self, isPretty: true)
    }
  }
}
