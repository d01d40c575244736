/// The result of one cell.
public struct CellResult: Codable, Equatable, Sendable {
  /// How far a cell came.
  public enum State: Codable, Equatable, Sendable {
    /// It never began.
    case notRun
    /// It began and has not ended.
    case running
    /// It ended as it should.
    case done
    /// It failed, at a line of the page where that is known.
    case failed(message: String, line: Int?)
  }

  /// One thing that a cell put on the page.
  public enum Item: Codable, Equatable, Sendable {
    /// Printed text.
    case output(String)
    /// A figure.
    case figure(FigureRecord)
    /// A table.
    case table(TableRecord)
    /// Prose that the cell computed.
    case markdown(String)
  }

  /// How far the cell came.
  public var state: State
  /// The things that it put on the page, in order.
  public var items: [Item]
  /// Its assertions, in order.
  public var checks: [CheckRecord]
  /// How long it took, once it has ended.
  public var seconds: Double?

  /// Makes a result from its parts.
  public init(
    state: State = .notRun, items: [Item] = [], checks: [CheckRecord] = [], seconds: Double? = nil
  ) {
    self.state = state
    self.items = items
    self.checks = checks
    self.seconds = seconds
  }

  /// The figures that the cell drew, in order.
  public var figures: [FigureRecord] {
    items.compactMap { if case .figure(let figure) = $0 { figure } else { nil } }
  }

  /// Whether the cell failed.
  public var hasFailed: Bool {
    if case .failed = state { true } else { false }
  }
}
