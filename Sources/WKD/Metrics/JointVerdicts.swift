/// The decisions on several differences that are read together, such as all of one table.
///
/// Each 95 % interval leaves out the truth once in 20 times. Of 22 differences between two networks that
/// are equal in truth, one is therefore called lower or higher in most tables, if every interval decides
/// alone. Holm's correction raises the p-values so that at most one *table* in 20 has any wrong verdict,
/// however the differences depend on each other.
///
/// ```swift
/// let changes = [
///   MeanInterval(of: [0.31, 0.28, 0.35, 0.30], minus: [0.36, 0.32, 0.41, 0.35]),
///   MeanInterval(of: [8.1, 7.2, 9.9, 7.0], minus: [8.0, 7.9, 9.1, 7.4]),
/// ]
/// let joint = JointVerdicts(changes)
/// for (change, verdict) in zip(changes, joint.verdicts) { print(change.mean, verdict) }
/// ```
///
/// - Source: Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of
///   Statistics 6, 1979.
public struct JointVerdicts: Sendable, Equatable {
  /// The p-value of every difference after Holm's correction, in their order; 1 where a difference has
  /// fewer than two measurements, or is no finite number.
  public let probabilities: [Double]
  /// The decision on every difference, in their order.
  public let verdicts: [MeanInterval.Verdict]

  /// Decides on differences; those of fewer than two measurements stay undecided and count for nothing.
  public init(_ differences: [MeanInterval]) {
    let tested = differences.indices.filter { place in
      differences[place].count > 1 && differences[place].mean.isFinite
    }
    var probabilities = differences.map { _ in 1.0 }
    for (place, adjusted) in zip(
      tested, Self.holm(tested.map { differences[$0].probability }))
    {
      probabilities[place] = adjusted
    }
    self.probabilities = probabilities
    verdicts = zip(differences, probabilities).map { difference, probability in
      guard probability < MeanInterval.risk else { return .undecided }
      return difference.mean < 0 ? .lower : .higher
    }
  }

  /// P-values after Holm's correction: the smallest times their number, the next times one less, and so
  /// on, none above 1 and none below a smaller one.
  package static func holm(_ probabilities: [Double]) -> [Double] {
    let order = probabilities.indices.sorted { probabilities[$0] < probabilities[$1] }
    var adjusted = probabilities
    var least = 0.0
    for (rank, place) in order.enumerated() {
      least = max(least, min(1, Double(order.count - rank) * probabilities[place]))
      adjusted[place] = least
    }
    return adjusted
  }
}
