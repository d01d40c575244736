/// How a signal goes on beyond its ends; the names are PyWavelets'.
public enum BoundaryMode: String, Sendable, CaseIterable, Codable {
  /// `0 0 | a b c | 0 0`
  case zero
  /// `a a | a b c | c c`
  case constant
  /// `b a | a b c | c b`
  case symmetric
  /// `c b | a b c | b a`
  case reflect
  /// `b c | a b c | a b`
  case periodic
  /// The straight lines through the two samples at each end.
  case smooth
  /// `-b -a | a b c | -c -b`
  case antisymmetric
  /// Reflected at the end sample in both directions: `2a - b | a b c | 2c - b`.
  case antireflect
  /// As `periodic`, but with half as many coefficients as samples; an odd signal repeats its last.
  case periodization

  /// The signal with `count` samples more at either end, as the mode continues it.
  ///
  /// `periodization` continues it as `periodic` does.
  /// - Precondition: the signal is not empty.
  public func extended(_ signal: [Double], by count: Int) -> [Double] {
    (-count..<signal.count + count).map { position in
      terms(at: position, count: signal.count).reduce(0) { $0 + $1.weight * signal[$1.index] }
    }
  }

  /// The sample at `position` of a signal of `count` samples, as a weighted sum of its samples.
  ///
  /// - Precondition: `count` is at least 1; not for `periodization`, which is no extension.
  func terms(at position: Int, count: Int) -> [(index: Int, weight: Double)] {
    let last = count - 1
    if (0...last).contains(position) { return [(position, 1)] }
    switch self {
    case .zero: return []
    case .constant: return [(position < 0 ? 0 : last, 1)]
    case .periodic, .periodization: return [(wrapped(position, count), 1)]
    case .symmetric, .antisymmetric:
      let place = wrapped(position, 2 * count)
      let mirrored = place > last
      let sign = self == .antisymmetric && mirrored ? -1.0 : 1.0
      return [(mirrored ? 2 * count - 1 - place : place, sign)]
    case .reflect:
      guard count > 1 else { return [(0, 1)] }
      let place = wrapped(position, 2 * last)
      return [(place > last ? 2 * last - place : place, 1)]
    case .smooth:
      guard count > 1 else { return [(0, 1)] }
      let (end, inner) = position < 0 ? (0, 1) : (last, last - 1)
      let distance = Double(position < 0 ? -position : position - last)
      return [(end, 1 + distance), (inner, -distance)]
    case .antireflect:
      guard count > 1 else { return [(0, 1)] }
      let end = position < 0 ? 0 : last
      let mirrored = terms(at: 2 * end - position, count: count).map { ($0.index, -$0.weight) }
      return [(end, 2)] + mirrored
    }
  }
}

/// The position on a circle of `period` places.
func wrapped(_ position: Int, _ period: Int) -> Int {
  let rest = position % period
  return rest < 0 ? rest + period : rest
}
