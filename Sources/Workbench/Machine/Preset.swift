/// How much work a chapter does.
public enum Preset: String, CaseIterable, Codable, Sendable {
  /// The smallest size at which every cell still runs; for tests.
  case smoke
  /// Minutes on two processor cores.
  case quick
  /// Hours on a processor, minutes on a graphics card.
  case full
  /// The sizes of the paper.
  case paper

  /// The value for this preset; `paper` takes the one of `full`.
  public func choose<Value>(smoke: Value, quick: Value, full: Value) -> Value {
    switch self {
    case .smoke: smoke
    case .quick: quick
    case .full, .paper: full
    }
  }
}
