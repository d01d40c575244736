internal import Torch

/// The mean of a few measurements with its 95 % confidence interval, by Student's t.
///
/// The interval holds the true mean in 95 of 100 repetitions, if the measurements are independent
/// and normally distributed.
///
/// It is the one rule by which this library calls a difference lower, higher or undecided. For two
/// methods tried with the same seeds or on the same images, take the interval of the differences pair
/// by pair, ``init(of:minus:)``: what the pairs have in common then drops out. Without pairs take
/// ``init(ofUnpaired:minus:)``. The ``verdict`` says what one interval decides alone; several that are
/// read together are decided by ``JointVerdicts``.
///
/// ```swift
/// let student = [0.31, 0.28, 0.35, 0.30]
/// let baseline = [0.36, 0.30, 0.41, 0.33]
/// let change = MeanInterval(of: student, minus: baseline)
/// print("\(change.verdict): \(change.mean) ± \(change.halfWidth)")
/// ```
///
/// - Source: Student, "The probable error of a mean", 1908; without pairs Welch, "The generalization of
///   'Student's' problem when several different population variances are involved", 1947.
public struct MeanInterval: Sendable, Equatable {
  /// Number of measurements; of the smaller set for an unpaired difference.
  public let count: Int
  /// Mean of the measurements, or the difference of the means.
  public let mean: Double
  /// Standard deviation of one measurement, with `count - 1`; not a number for a single one.
  ///
  /// For an unpaired difference the square root of the sum of both variances.
  public let deviation: Double
  /// Standard error of the mean; not a number for a single measurement.
  public let standardError: Double
  /// Degrees of freedom of Student's t; 0 for a single measurement.
  private let freedom: Double

  /// The decision of an interval about the sign of the true mean.
  public enum Verdict: String, Sendable, Codable, CaseIterable {
    /// The whole interval lies below zero.
    case lower
    /// The whole interval lies above zero.
    case higher
    /// The interval holds zero.
    case undecided
  }

  /// The interval of measurements of one thing.
  ///
  /// - Precondition: at least one measurement.
  public init(_ values: [Double]) {
    guard !values.isEmpty else {
      misuse("MeanInterval", found: "no measurement", wanted: "at least one")
    }
    count = values.count
    let mean = values.reduce(0, +) / Double(values.count)
    self.mean = mean
    deviation = Self.variance(values, mean: mean).squareRoot()
    standardError = deviation / Double(count).squareRoot()
    freedom = Double(count - 1)
  }

  /// The interval of `first - second`, pair by pair.
  ///
  /// - Precondition: equally many of both, at least one.
  public init(of first: [Double], minus second: [Double]) {
    guard first.count == second.count else {
      misuse(
        "MeanInterval", found: "\(first.count) and \(second.count) measurements",
        wanted: "equally many")
    }
    self.init(zip(first, second).map { $0 - $1 })
  }

  /// The interval of the difference of two means whose measurements are not paired, with variances of
  /// their own.
  ///
  /// Degrees of freedom by the formula of Welch and Satterthwaite.
  /// - Precondition: at least one measurement of both.
  public init(ofUnpaired first: [Double], minus second: [Double]) {
    let (a, b) = (MeanInterval(first), MeanInterval(second))
    count = min(a.count, b.count)
    mean = a.mean - b.mean
    let (varianceA, varianceB) = (a.deviation * a.deviation, b.deviation * b.deviation)
    deviation = (varianceA + varianceB).squareRoot()
    let (partA, partB) = (varianceA / Double(a.count), varianceB / Double(b.count))
    standardError = (partA + partB).squareRoot()
    guard count > 1 else {
      freedom = 0
      return
    }
    let sum = partA + partB
    // Equal measurements on both sides have no variance, and their mean no error.
    freedom =
      sum > 0
      ? sum * sum / (partA * partA / a.freedom + partB * partB / b.freedom)
      : a.freedom + b.freedom
  }

  /// Distance from the mean to either end of the 95 % interval; infinite for one measurement.
  public var halfWidth: Double {
    guard count > 1 else { return .infinity }
    let student = StudentDistribution(freedom: freedom)
    return student.distance(exceededWith: Self.risk) * standardError
  }

  /// The probability of a mean at least as far from zero if the true mean is zero: the p-value of
  /// Student's test, to both sides.
  ///
  /// - Range: 0 to 1; 1 for one measurement, and where all measurements are zero.
  public var probability: Double {
    guard count > 1, mean != 0 else { return 1 }
    return StudentDistribution(freedom: freedom).tails(mean / standardError)
  }

  /// The share of intervals that leave out the true mean, and the most verdicts that may be wrong.
  static let risk = 0.05

  /// Whether the whole interval lies above zero.
  public var isAboveZero: Bool { mean - halfWidth > 0 }
  /// Whether the whole interval lies below zero.
  public var isBelowZero: Bool { mean + halfWidth < 0 }

  /// The decision about the sign of the true mean: of a difference, whether the first is lower or higher.
  public var verdict: Verdict {
    isBelowZero ? .lower : isAboveZero ? .higher : .undecided
  }

  private static func variance(_ values: [Double], mean: Double) -> Double {
    values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
  }
}
