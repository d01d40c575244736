// Properties that are measured on the taps.
extension FilterBank {
  /// How many moments of a high-pass filter vanish, from moment 0 on.
  ///
  /// - Source: moments against Chebyshev polynomials over the filter's extent. Relative to the sum
  ///   of absolute terms, vanishing ones are below 4e-12 in PyWavelets' tables, which carry 12
  ///   digits in places; the first other one is above 9e-4.
  public static func countVanishingMoments(of highPass: [Double]) -> Int {
    let taps = trimmed(highPass)
    guard taps.count > 1 else { return 0 }
    let places = taps.indices.map { 2 * Double($0) / Double(taps.count - 1) - 1 }
    var (previous, current) = (places, places.map { _ in 1.0 })  // T(-1) = T(1) = x, T(0) = 1
    for order in 0..<taps.count {
      let terms = zip(taps, current).map { $0 * $1 }
      let size = terms.reduce(0) { $0 + abs($1) }
      guard abs(terms.reduce(0, +)) < measuringTolerance * size else { return order }
      let next = zip(places, zip(current, previous)).map { 2 * $0 * $1.0 - $1.1 }
      (previous, current) = (current, next)
    }
    return taps.count
  }

  /// Far above the rounding of the tables, far below what a bank without the property would show.
  static let measuringTolerance = 1e-9

  /// From the first to the last tap that is not zero.
  static func trimmed(_ taps: [Double]) -> [Double] {
    guard let first = taps.firstIndex(where: { $0 != 0 }),
      let last = taps.lastIndex(where: { $0 != 0 })
    else { return [] }
    return Array(taps[first...last])
  }
}
