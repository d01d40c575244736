public import WKD

/// The difference of two groups of runs in one metric of their last weights, and what it decides.
///
/// One rule for all: Student's t of the differences seed by seed, where two seeds or more are in both groups;
/// else Welch's; and Holm's correction over all differences of a table, by ``table(_:metrics:)``.
///
/// ```swift
/// // Needs folders of complete runs.
/// let runs = try ["students-1", "students-2"].map { path in
///   (path, try RunResults(contentsOf: URL(fileURLWithPath: path)))
/// }
/// let groups = RunGroup.all(runs)
/// let pairs = groups.dropFirst().map { ($0, groups[0]) }
/// for change in GroupDifference.table(pairs, metrics: runs[0].1.metrics) {
///   print(change.group, change.metric, change.interval.mean, change.verdict)
/// }
/// ```
public struct GroupDifference: Sendable {
  /// The name of the group.
  public let group: String
  /// The name of the group that is subtracted.
  public let reference: String
  /// The name of the metric.
  public let metric: String
  /// The difference with the 95 % interval that it has by itself.
  public let interval: MeanInterval
  /// Whether the numbers are paired by seed.
  public let isPaired: Bool
  /// The number of pairs, or those of both groups: `3`, `3 and 5`.
  public let counts: String
  /// The p-value after Holm's correction over all differences of the table.
  public let probability: Double
  /// The decision by ``probability``.
  public let verdict: MeanInterval.Verdict

  /// The differences of pairs of groups, each minus its reference, decided together.
  ///
  /// - Parameters:
  ///   - pairs: groups with their references.
  ///   - metrics: names as in ``RunResults/metrics``.
  /// - Returns: pair by pair, metric by metric; without those for which two seeds or more are missing.
  public static func table(
    _ pairs: [(group: RunGroup, reference: RunGroup)], metrics: [String]
  ) -> [GroupDifference] {
    let found = pairs.flatMap { group, reference in
      metrics.compactMap { Measured($0, of: group, minus: reference) }
    }
    let joint = JointVerdicts(found.map(\.interval))
    return found.indices.map { place in
      GroupDifference(
        found[place], probability: joint.probabilities[place], verdict: joint.verdicts[place])
    }
  }

  /// A difference before it is decided.
  private struct Measured {
    let group: String
    let reference: String
    let metric: String
    let interval: MeanInterval
    let isPaired: Bool
    let counts: String

    init?(_ metric: String, of group: RunGroup, minus reference: RunGroup) {
      self.group = group.name
      self.reference = reference.name
      self.metric = metric
      let pairs = group.pairs(metric, with: reference)
      isPaired = pairs.count > 1
      if isPaired {
        interval = MeanInterval(of: pairs.map(\.0), minus: pairs.map(\.1))
        counts = "\(pairs.count)"
        return
      }
      let (own, others) = (group.values(metric, of: .last), reference.values(metric, of: .last))
      guard min(own.count, others.count) > 1 else { return nil }
      interval = MeanInterval(ofUnpaired: own, minus: others)
      counts = "\(own.count) and \(others.count)"
    }
  }

  private init(_ measured: Measured, probability: Double, verdict: MeanInterval.Verdict) {
    group = measured.group
    reference = measured.reference
    metric = measured.metric
    interval = measured.interval
    isPaired = measured.isPaired
    counts = measured.counts
    self.probability = probability
    self.verdict = verdict
  }
}
