public import WKD

/// The choices of a scalogram.
public struct ScalogramSettings: Sendable, Equatable {
  /// The part of a signal that is subtracted before it is transformed.
  public enum Trend: String, Sendable, CaseIterable {
    /// Nothing.
    case none
    /// The mean.
    case mean
    /// The straight line that fits best.
    case linear
  }

  /// Rows of the scalogram, at least 2.
  public var rows: Int
  /// The lowest frequency, in hertz, or in cycles per sample without a rate; nil for the lowest that the signal
  /// tells.
  public var lowest: Double?
  /// The highest frequency, in the same unit; nil for 0.45 of the rate.
  public var highest: Double?
  /// The part of the signal that is subtracted.
  public var trend: Trend
  /// The continuation beyond the ends.
  public var ends: BoundaryMode

  /// Settings; without any, 96 rows of all that the signal tells, without its mean.
  ///
  /// - Parameters:
  ///   - rows: at least 2.
  ///   - lowest: in hertz, or in cycles per sample without a rate.
  ///   - highest: in the same unit.
  ///   - trend: what is subtracted.
  ///   - ends: the continuation beyond the ends.
  public init(
    rows: Int = 96, lowest: Double? = nil, highest: Double? = nil, trend: Trend = .mean,
    ends: BoundaryMode = .zero
  ) {
    self.rows = rows
    self.lowest = lowest
    self.highest = highest
    self.trend = trend
    self.ends = ends
  }
}
