import Foundation

/// One field of a table.
package enum TableField: Equatable {
  /// A number, perhaps infinite.
  case number(Double)
  /// Seconds since midnight, and the day where the field holds a date.
  case time(seconds: Double, day: Int?)
  /// Nothing, or a word that stands for a missing number, such as `nan`.
  case gap
  /// Anything else.
  case text

  /// Reads a field without quotes and without blanks at its ends.
  ///
  /// `isDayFirst` tells that `01/02/2024` is the first of February.
  package init(_ bytes: UnsafeBufferPointer<UInt8>, decimal: UInt8, isDayFirst: Bool = false) {
    if let number = Self.number(bytes, decimal: decimal) {
      self = .number(number)
    } else if bytes.isEmpty || Self.isGap(bytes) {
      self = .gap
    } else if let time = ClockTime(
      String(decoding: bytes, as: UTF8.self), decimal: decimal, isDayFirst: isDayFirst)
    {
      self = .time(seconds: time.seconds, day: time.day)
    } else {
      self = .text
    }
  }

  /// Whether something can be measured here.
  package var isValue: Bool {
    switch self {
    case .number, .time: true
    case .gap, .text: false
    }
  }

  private static func isGap(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard bytes.count <= 5 else { return false }
    let word = String(decoding: bytes, as: UTF8.self).lowercased()
    return ["nan", "+nan", "-nan", "na", "n/a", "#n/a", "null", "none", "-", "--", "?"].contains(
      word)
  }

  private static let powers: [Double] = (0...22).map { pow(10, Double($0)) }

  /// The number that all bytes together are, rounded correctly; nil where they are none.
  private static func number(_ bytes: UnsafeBufferPointer<UInt8>, decimal: UInt8) -> Double? {
    var place = 0
    let count = bytes.count
    guard count > 0 else { return nil }
    let isNegative = bytes[0] == UInt8(ascii: "-")
    if isNegative || bytes[0] == UInt8(ascii: "+") { place = 1 }
    var mantissa: UInt64 = 0
    var digits = 0
    var exponent = 0
    var isExact = true
    var hasPoint = false
    while place < count {
      let byte = bytes[place]
      let digit = byte &- 48
      if digit < 10 {
        digits += 1
        if mantissa < 900_000_000_000_000 {
          mantissa = mantissa &* 10 &+ UInt64(digit)
          if hasPoint { exponent -= 1 }
        } else {
          // Another digit may still fit into 53 bits; the slow way decides.
          isExact = isExact && digit == 0 && hasPoint
        }
      } else if byte == decimal || byte == UInt8(ascii: "."), !hasPoint {
        guard byte == decimal else { return nil }
        hasPoint = true
      } else {
        break
      }
      place += 1
    }
    guard digits > 0 else { return infinity(bytes) }
    if place < count {
      let letter = bytes[place] | 32
      guard letter == UInt8(ascii: "e") || letter == UInt8(ascii: "d"), place + 1 < count else {
        return nil
      }
      place += 1
      let isBelow = bytes[place] == UInt8(ascii: "-")
      if isBelow || bytes[place] == UInt8(ascii: "+") { place += 1 }
      guard place < count else { return nil }
      var power = 0
      while place < count {
        let digit = bytes[place] &- 48
        guard digit < 10 else { return nil }
        power = min(power * 10 + Int(digit), 100_000)
        place += 1
      }
      exponent += isBelow ? -power : power
    }
    // Both the digits and the power of ten are exact, so that one operation rounds once.
    if isExact, (-22...22).contains(exponent) {
      let size = Double(mantissa)
      let value = exponent < 0 ? size / powers[-exponent] : size * powers[exponent]
      return isNegative ? -value : value
    }
    return slowNumber(bytes, decimal: decimal)
  }

  private static func slowNumber(_ bytes: UnsafeBufferPointer<UInt8>, decimal: UInt8) -> Double? {
    let point = UInt8(ascii: ".")
    let plain = bytes.map { byte -> UInt8 in
      if byte == decimal { return point }
      return byte | 32 == UInt8(ascii: "d") ? UInt8(ascii: "e") : byte
    }
    return Double(String(decoding: plain, as: UTF8.self))
  }

  private static func infinity(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
    guard bytes.count <= 9 else { return nil }
    switch String(decoding: bytes, as: UTF8.self).lowercased() {
    case "inf", "+inf", "infinity", "+infinity": return .infinity
    case "-inf", "-infinity": return -.infinity
    default: return nil
    }
  }
}
