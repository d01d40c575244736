internal import Torch

/// The mean of a few measurements, and how far the true mean may be from it.
///
/// The interval holds the true mean in 95 of 100 repetitions, if the measurements are independent
/// and scatter like a bell curve. For two methods tried with the same seeds, give the differences
/// seed by seed: what the seeds have in common then drops out.
/// - Source: Student, "The probable error of a mean", 1908.
public struct MeanInterval: Sendable, Equatable {
  /// How many measurements there are.
  public let count: Int
  /// Their mean.
  public let mean: Double
  /// The standard deviation of one measurement, with `count - 1`; not a number for a single one.
  public let deviation: Double

  /// - Precondition: there is at least one measurement.
  public init(_ values: [Double]) {
    guard !values.isEmpty else {
      misuse("MeanInterval", found: "no measurement", wanted: "at least one")
    }
    count = values.count
    let mean = values.reduce(0, +) / Double(values.count)
    self.mean = mean
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    deviation = (squares / Double(values.count - 1)).squareRoot()
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

  /// The standard deviation of the mean.
  public var standardError: Double { deviation / Double(count).squareRoot() }

  /// How far the 95 % interval reaches to either side of the mean; infinite for one measurement.
  public var halfWidth: Double {
    count > 1 ? Self.studentQuantile(freedom: count - 1) * standardError : .infinity
  }

  /// Whether the whole interval lies above zero.
  public var isAboveZero: Bool { mean - halfWidth > 0 }
  /// Whether the whole interval lies below zero.
  public var isBelowZero: Bool { mean + halfWidth < 0 }

  /// What Student's t with that many degrees of freedom stays below in 97.5 of 100 cases.
  ///
  /// - Source: the table for up to 10, else Abramowitz and Stegun, formula 26.7.5.
  private static func studentQuantile(freedom: Int) -> Double {
    let table = [
      12.706205, 4.302653, 3.182446, 2.776445, 2.570582, 2.446912, 2.364624, 2.306004, 2.262157,
      2.228139,
    ]
    guard freedom > table.count else { return table[freedom - 1] }
    let z = 1.959964
    /// A polynomial in odd powers of z, lowest first, over its divisor.
    func term(_ coefficients: [Double], over divisor: Double) -> Double {
      coefficients.reversed().reduce(0) { $0 * z * z + $1 } * z / divisor
    }
    let terms = [
      z, term([1, 1], over: 4), term([3, 16, 5], over: 96), term([-15, 17, 19, 3], over: 384),
      term([-945, -1920, 1482, 776, 79], over: 92160),
    ]
    return terms.reversed().reduce(0) { $0 / Double(freedom) + $1 }
  }
}
