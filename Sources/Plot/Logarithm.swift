import Foundation

/// Powers of ten, exact where the exponent is whole.
enum Logarithm {
  static func log10(_ value: Double) -> Double { Foundation.log10(value) }

  static func power(_ exponent: Double) -> Double { pow(10, exponent) }

  /// `multiple * 10^exponent` with one rounding, so that 3 * 10^-1 is the number 0.3.
  static func scaled(_ multiple: Double, by exponent: Int) -> Double {
    exponent < 0 ? multiple / pow(10, Double(-exponent)) : multiple * pow(10, Double(exponent))
  }

  /// The exponent of the leading digit: 2 for 345, -1 for 0.5.
  static func exponent(of value: Double) -> Int {
    let guess = Int(Foundation.log10(value).rounded(.down))
    return scaled(1, by: guess + 1) <= value ? guess + 1 : guess
  }
}
