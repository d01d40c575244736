import Foundation

/// Writes the numbers of axes: a real minus sign, superscript powers, no useless digits.
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
