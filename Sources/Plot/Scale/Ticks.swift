import Foundation

/// The numbers of an axis that carry a tick, with their labels.
public struct Ticks: Sendable, Hashable {
  /// The numbers at the ticks, in ascending order.
  public let values: [Double]
  /// The label of each tick, one for each of ``values``.
  public let labels: [String]
  /// The numbers at short ticks without a label.
  public let minorValues: [Double]

  /// Evenly spaced ticks whose step is 1, 2 or 5 times a power of ten.
  ///
  /// - Parameters:
  ///   - range: the numbers at the two ends of the axis.
  ///   - count: the greatest number of steps.
  /// - Returns: ticks inside the range, their labels with the same number of decimals.
  public static func linear(over range: ClosedRange<Double>, count: Int) -> Ticks {
    let values = steps(over: range, count: count)
    return Ticks(
      values: values.numbers,
      labels: TickText.labels(for: values.numbers, stepExponent: values.exponent),
      minorValues: [])
  }

  /// Ticks of a logarithmic axis: powers of ten, or 1, 2 and 5 times such powers on a short axis.
  ///
  /// - Parameters:
  ///   - range: the numbers at the two ends of the axis.
  ///   - count: about the greatest number of labels; an axis shows three if it can.
  /// - Returns: ticks inside the range; evenly spaced ones if it lies within one power of ten.
  /// - Precondition: the range is positive.
  public static func log10(over range: ClosedRange<Double>, count: Int) -> Ticks {
    guard range.lowerBound > 0 else {
      misuse("Ticks.log10", found: "a range from \(range.lowerBound)", wanted: "a positive range")
    }
    let first = Logarithm.exponent(of: range.lowerBound)
    let last = Logarithm.exponent(of: range.upperBound)
    let powers = (first...last + 1).filter { range.contains(Logarithm.scaled(1, by: $0)) }
    if powers.count >= 3 || (powers.count == 2 && count < 4) {
      return decades(powers, over: range, count: count)
    }
    let digits = multiples([1, 2, 5], from: first, to: last, in: range)
    guard digits.count >= 3 else { return linear(over: range, count: count) }
    let minor = multiples(Array(1...9), from: first, to: last, in: range)
    let shown = digits.count <= max(count, 3) ? digits : thinned(digits, to: count)
    return Ticks(
      values: shown, labels: shown.map(TickText.short),
      minorValues: minor.filter { !shown.contains($0) })
  }
}

extension Ticks {
  /// Multiples of the nicest step inside the range, and the exponent of that step.
  private static func steps(
    over range: ClosedRange<Double>, count: Int
  ) -> (numbers: [Double], exponent: Int) {
    let least = (range.upperBound - range.lowerBound) / Double(max(count, 1))
    guard least > 0, least.isFinite else { return ([range.lowerBound], 0) }
    var exponent = Logarithm.exponent(of: least)
    // A little slack, so that a step of 0.1 is not refused for 0.1000000001.
    let digits = least / Logarithm.scaled(1, by: exponent) * (1 - 1e-9)
    let multiple = digits <= 1 ? 1.0 : digits <= 2 ? 2.0 : digits <= 5 ? 5.0 : 1.0
    if digits > 5 { exponent += 1 }
    let step = Logarithm.scaled(multiple, by: exponent)
    let first = (range.lowerBound / step - 1e-9).rounded(.up)
    let last = (range.upperBound / step + 1e-9).rounded(.down)
    guard first <= last else { return ([], exponent) }
    let numbers = stride(from: first, through: last, by: 1).map {
      Logarithm.scaled($0 * multiple, by: exponent)
    }
    return (numbers, exponent)
  }

  private static func decades(
    _ powers: [Int], over range: ClosedRange<Double>, count: Int
  ) -> Ticks {
    let gap = (powers.count + max(count, 1) - 1) / max(count, 1)
    let shown = powers.filter { $0 % gap == 0 }
    let between: [Double] =
      if gap > 1, powers.count > 30 {
        []
      } else if gap > 1 {
        powers.filter { $0 % gap != 0 }.map { Logarithm.scaled(1, by: $0) }
      } else if powers.count <= 6, let first = powers.first, let last = powers.last {
        multiples(Array(2...9), from: first - 1, to: last, in: range)
      } else {
        []
      }
    return Ticks(
      values: shown.map { Logarithm.scaled(1, by: $0) }, labels: shown.map(TickText.powerOfTen),
      minorValues: between)
  }

  private static func multiples(
    _ digits: [Int], from first: Int, to last: Int, in range: ClosedRange<Double>
  ) -> [Double] {
    (first...max(first, last)).flatMap { exponent in
      digits.map { Logarithm.scaled(Double($0), by: exponent) }
    }.filter(range.contains)
  }

  private static func thinned(_ values: [Double], to count: Int) -> [Double] {
    let gap = (values.count + max(count, 1) - 1) / max(count, 1)
    return stride(from: 0, to: values.count, by: gap).map { values[$0] }
  }
}

/// Labels for the numbers of axes: a minus sign, superscript powers, no needless digits.
enum TickText {
  /// Labels of one axis, all with the same number of decimals and the same power of ten.
  ///
  /// `stepExponent` is the place of the last digit in which neighbours differ: -1 for tenths.
  static func labels(for values: [Double], stepExponent: Int) -> [String] {
    let decimals = max(0, -stepExponent)
    let largest = values.map(abs).max() ?? 0
    let plain = values.map { fixed($0, decimals: decimals) }
    guard largest > 0, largest >= 1e5 || largest < 1e-2 || decimals > 4 else { return plain }
    let exponent = Logarithm.exponent(of: largest)
    let scientific = values.map { value in
      guard value != 0 else { return "0" }
      let digits = fixed(
        Logarithm.scaled(value, by: -exponent), decimals: max(0, exponent - stepExponent))
      return digits + "×" + powerOfTen(exponent)
    }
    func longest(_ labels: [String]) -> Int { labels.map(\.count).max() ?? 0 }
    return longest(scientific) < longest(plain) ? scientific : plain
  }

  /// One number with as few digits as tell it apart from its neighbours on a log axis.
  static func short(_ value: Double) -> String {
    let exponent = Logarithm.exponent(of: value)
    if exponent >= -3, exponent < 5 { return fixed(value, decimals: max(0, -exponent)) }
    let digit = fixed(Logarithm.scaled(value, by: -exponent), decimals: 0)
    return digit == "1" ? powerOfTen(exponent) : digit + "×" + powerOfTen(exponent)
  }

  /// Ten to a whole power, as in 10⁻³.
  static func powerOfTen(_ exponent: Int) -> String {
    let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    let power = String(abs(exponent)).compactMap(\.wholeNumberValue).map { digits[$0] }
    return "10" + (exponent < 0 ? "⁻" : "") + String(power)
  }

  private static func fixed(_ value: Double, decimals: Int) -> String {
    let digits = String(format: "%.\(min(decimals, 300))f", abs(value))
    let isZero = digits.allSatisfy { $0 == "0" || $0 == "." }
    return value < 0 && !isZero ? "\u{2212}" + digits : digits
  }
}
