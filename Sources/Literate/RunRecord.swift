/// Everything that a run of a lesson left behind, from which every kind of page can be woven.
public struct RunRecord: Codable, Equatable, Sendable {
  /// The digest of the page that ran.
  public let fingerprint: String
  /// The digest of each cell that ran, in reading order.
  public let cells: [String]
  /// What became of each cell.
  public let results: [CellResult]
  /// Where the chapter ran, once it has said so.
  public let environment: Environment?

  /// Records a run; `results` holds one entry for each cell of the lesson.
  public init(lesson: Lesson, results: [CellResult], environment: Environment?) {
    fingerprint = lesson.fingerprint
    cells = lesson.cells.map(\.fingerprint)
    self.results = results
    self.environment = environment
  }

  /// Whether every cell of a lesson is the one that ran; its prose may have changed.
  public func matches(_ lesson: Lesson) -> Bool {
    cells == lesson.cells.map(\.fingerprint)
  }
}
