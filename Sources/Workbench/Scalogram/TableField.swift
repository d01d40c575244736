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
  package init(_ bytes: UnsafeBufferPointer<UInt8>, decimal: UInt8) {
    if let number = Self.number(bytes, decimal: decimal) {
      self = .number(number)
    } else if bytes.isEmpty || Self.isGap(bytes) {
      self = .gap
    } else if let time = ClockTime(String(decoding: bytes, as: UTF8.self), decimal: decimal) {
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

/// A time of day, with or without a date: `12:30:05.25`, `30:05.2`, `2024-01-31T12:30:05Z`,
/// `31.01.2024 12:30`, `01/31/2024 12:30:05 PM`.
struct ClockTime: Equatable {
  /// Seconds since midnight.
  var seconds: Double
  /// The number of the day, from any one on; nil without a date.
  var day: Int?

  /// Reads a time; nil for anything else.
  init?(_ text: String, decimal: UInt8) {
    var words = text.replacingOccurrences(of: "T", with: " ").split(separator: " ").map(String.init)
    guard var clock = words.popLast() else { return nil }
    var isAfternoon: Bool?
    if ["AM", "PM"].contains(clock.uppercased()), let before = words.popLast() {
      isAfternoon = clock.uppercased() == "PM"
      clock = before
    }
    guard words.count <= 1 else { return nil }
    if let date = words.first {
      guard let number = Self.day(date) else { return nil }
      day = number
    }
    guard let (time, offset) = Self.split(clock),
      let sum = Self.seconds(time, decimal: decimal, isAfternoon: isAfternoon)
    else { return nil }
    seconds = sum - offset
  }

  /// The time without its zone, and the seconds by which the zone is ahead.
  private static func split(_ clock: String) -> (time: String, offset: Double)? {
    if clock.hasSuffix("Z") || clock.hasSuffix("z") { return (String(clock.dropLast()), 0) }
    guard let sign = clock.dropFirst().lastIndex(where: { $0 == "+" || $0 == "-" }) else {
      return (clock, 0)
    }
    let digits = clock[clock.index(after: sign)...].filter { $0 != ":" }
    guard digits.count == 2 || digits.count == 4, let number = Int(digits) else { return nil }
    let minutes = digits.count == 2 ? number * 60 : number / 100 * 60 + number % 100
    return (String(clock[..<sign]), Double(minutes) * (clock[sign] == "-" ? -60 : 60))
  }

  private static func seconds(_ time: String, decimal: UInt8, isAfternoon: Bool?) -> Double? {
    let parts = time.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count) else { return nil }
    let point = String(UnicodeScalar(decimal))
    let numbers = parts.compactMap { part -> Double? in
      guard let first = part.first, first.isASCII, first.isNumber else { return nil }
      return Double(
        part.replacingOccurrences(of: point, with: ".").replacingOccurrences(of: ",", with: "."))
    }
    guard numbers.count == parts.count, numbers.allSatisfy({ $0 >= 0 && $0 < 1e6 }) else {
      return nil
    }
    guard let isAfternoon else {
      // Two parts with a fraction are minutes and seconds, as stop watches print them.
      if parts.count == 2, !parts[1].contains(where: { ".,".contains($0) }) {
        return numbers[0] * 3600 + numbers[1] * 60
      }
      return numbers.reduce(0) { $0 * 60 + $1 }
    }
    let hour = numbers[0].truncatingRemainder(dividingBy: 12) + (isAfternoon ? 12 : 0)
    return hour * 3600 + numbers[1] * 60 + (numbers.count == 3 ? numbers[2] : 0)
  }

  /// The number of a day from `2024-01-31`, `31.01.2024` or `01/31/2024`.
  private static func day(_ date: String) -> Int? {
    let separators: [Character] = ["-", ".", "/"]
    guard let separator = separators.first(where: { date.contains($0) }) else { return nil }
    let numbers = date.split(separator: separator).compactMap { Int($0) }
    guard numbers.count == 3 else { return nil }
    let isYearFirst = numbers[0] > 31
    let year = isYearFirst ? numbers[0] : numbers[2]
    var (month, day) = isYearFirst ? (numbers[1], numbers[2]) : (numbers[1], numbers[0])
    if month > 12 || separator == "/" && !isYearFirst && day <= 12 { swap(&month, &day) }
    guard (1...12).contains(month), (1...31).contains(day), (0...9999).contains(year) else {
      return nil
    }
    // Days of the Gregorian calendar, with March as the first month.
    let shifted = month <= 2 ? year - 1 : year
    let months = (month + 9) % 12
    return 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + (153 * months + 2) / 5
      + day
  }
}
