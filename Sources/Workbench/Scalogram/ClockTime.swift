import Foundation

/// A time of day, with or without a date, or a date alone: `12:30:05.25`, `30:05.2`,
/// `2024-01-31T12:30:05Z`, `31.01.2024 12:30`, `01/31/2024 12:30:05 PM`, `31-Jan-2024`, `2024-01`.
struct ClockTime: Equatable {
  /// Seconds since midnight.
  var seconds: Double
  /// The number of the day, from any one on; nil without a date.
  var day: Int?

  /// Reads a time; nil for anything else.
  init?(_ text: String, decimal: UInt8, isDayFirst: Bool = false) {
    guard text.utf8.contains(where: { (48...57).contains($0) }) else { return nil }
    if let day = Self.day(text, isDayFirst: isDayFirst) {
      (seconds, self.day) = (0, day)
      return
    }
    var words = Self.words(text)
    guard var clock = words.popLast() else { return nil }
    var isAfternoon: Bool?
    if ["AM", "PM"].contains(clock.uppercased()), let before = words.popLast() {
      isAfternoon = clock.uppercased() == "PM"
      clock = before
    }
    guard words.count <= 1 else { return nil }
    if let date = words.first {
      guard let number = Self.day(date, isDayFirst: isDayFirst) else { return nil }
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

  /// The parts of a text between blanks, or the `T` after a date.
  private static func words(_ text: String) -> [String] {
    if let mark = text.firstIndex(of: "T"), text[..<mark].last?.isNumber ?? false {
      return [String(text[..<mark]), String(text[text.index(after: mark)...])]
    }
    return text.split(separator: " ").map(String.init)
  }

  private static let separators: [Character] = ["-", ".", "/"]
  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  /// The number of a day from `2024-01-31`, `31.01.2024`, `01/31/2024` or `31-Jan-2024`; of a month's first day
  /// from `2024-01`.
  private static func day(_ date: String, isDayFirst: Bool) -> Int? {
    guard let separator = separators.first(where: { date.contains($0) }) else { return nil }
    let parts = date.split(separator: separator, omittingEmptySubsequences: false)
    let numbers = parts.compactMap { part -> Int? in
      if let month = months.firstIndex(of: part.lowercased()) { return month + 1 }
      return part.allSatisfy { $0.isASCII && $0.isNumber } ? Int(part) : nil
    }
    // Other numbers with two signs, such as versions, have no year of four digits.
    guard numbers.count == parts.count, parts.count(where: { $0.count == 4 }) == 1 else {
      return nil
    }
    if numbers.count == 2 {
      guard separator != ".", parts[0].count == 4 else { return nil }
      return day(year: numbers[0], month: numbers[1], day: 1)
    }
    guard numbers.count == 3 else { return nil }
    if parts[0].count == 4 { return day(year: numbers[0], month: numbers[1], day: numbers[2]) }
    // With slashes the month stands first, unless the table shows that it cannot.
    let isMonthFirst = separator == "/" && !isDayFirst && numbers[0] <= 12
    return isMonthFirst
      ? day(year: numbers[2], month: numbers[0], day: numbers[1])
      : day(year: numbers[2], month: numbers[1], day: numbers[0])
  }

  /// The number of a day of the Gregorian calendar, from any one on; nil where there is no such month.
  static func day(year: Int, month: Int, day: Int) -> Int? {
    guard (1...12).contains(month), (1...31).contains(day), (0...9999).contains(year) else {
      return nil
    }
    // March is the first month, so that the day that may be missing is the last of a year.
    let shifted = month <= 2 ? year - 1 : year
    let months = (month + 9) % 12
    return 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + (153 * months + 2) / 5
      + day
  }

  /// Whether a field begins with a number before a slash that can be no month.
  static func isDayFirst(_ field: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let slash = field.prefix(3).firstIndex(of: UInt8(ascii: "/")) else { return false }
    return (13...31).contains(Int(String(decoding: field[..<slash], as: UTF8.self)) ?? 0)
  }
}
