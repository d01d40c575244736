import Foundation

/// The spacing of numbers along an axis: linear or logarithmic.
public enum AxisScale: Sendable, Hashable {
  /// Equal differences have equal lengths.
  case linear
  /// Equal ratios have equal lengths; zero and negative numbers are left out.
  case log10

  /// Whether an axis can show the number at all.
  ///
  /// Beyond 1e300 the length of an axis would overflow.
  func canShow(_ value: Double) -> Bool {
    switch self {
    case .linear: value.isFinite && abs(value) < 1e300
    case .log10: value.isFinite && value > 1e-300 && value < 1e300
    }
  }

  /// The coordinate of a number in which the axis is linear.
  func place(of value: Double) -> Double { self == .linear ? value : Logarithm.log10(value) }

  /// The number at a coordinate in which the axis is linear.
  func value(at place: Double) -> Double { self == .linear ? place : Logarithm.power(place) }
}

/// Powers of ten, exact where the exponent is whole.
enum Logarithm {
  static func log10(_ value: Double) -> Double { Foundation.log10(value) }

  static func power(_ exponent: Double) -> Double { pow(10, exponent) }

  /// `multiple * 10^exponent` with one rounding, so that 3 * 10^-1 is the number 0.3.
  static func scaled(_ multiple: Double, by exponent: Int) -> Double {
    exponent < 0 ? multiple / pow(10, Double(-exponent)) : multiple * pow(10, Double(exponent))
  }

  /// The exponent of the leading digit of a positive number: 2 for 345, -1 for 0.5.
  static func exponent(of value: Double) -> Int {
    let guess = Int(Foundation.log10(value).rounded(.down))
    return scaled(1, by: guess + 1) <= value ? guess + 1 : guess
  }
}

/// The interval from the smallest to the largest of some numbers.
struct Extent: Sendable, Hashable {
  var low: Double
  var high: Double

  init(_ low: Double, _ high: Double) {
    self.low = low
    self.high = high
  }

  /// The extent of the numbers that an axis can show, or nil if there are none.
  init?(_ values: some Sequence<Double>, scale: AxisScale = .linear) {
    var extent: Extent?
    for value in values where scale.canShow(value) {
      extent = Extent(min(extent?.low ?? value, value), max(extent?.high ?? value, value))
    }
    guard let extent else { return nil }
    self = extent
  }

  var range: ClosedRange<Double> { low...high }

  /// The same extent, or a wider one if all numbers are nearly equal.
  ///
  /// A billionth is far below what a figure can show and far above the rounding of its ticks.
  var widenedIfFlat: Extent {
    let size = max(abs(low), abs(high))
    guard high - low <= size * 1e-9 || high - low < 1e-290 else { return self }
    let room = size < 1e-290 ? 1 : size * 0.1
    return Extent(low - room, high + room)
  }

  /// The extent with room at both ends, as fractions of its length along the scale.
  func padded(low lowPart: Double, high highPart: Double, scale: AxisScale) -> Extent {
    switch scale {
    case .linear:
      let extent = widenedIfFlat
      let span = extent.high - extent.low
      return Extent(extent.low - span * lowPart, extent.high + span * highPart)
    case .log10:
      let logs = Extent(scale.place(of: low), scale.place(of: high))
      let span = max(logs.high - logs.low, 0)
      // Nearly equal numbers stand in the middle of one power of ten.
      if span < 1e-6 {
        return Extent(scale.value(at: logs.low - 0.5), scale.value(at: logs.high + 0.5))
      }
      return Extent(
        scale.value(at: logs.low - span * lowPart), scale.value(at: logs.high + span * highPart))
    }
  }
}
