import Foundation

/// The column of times of a table, while it is read.
struct TimeColumn {
  private let name: String?
  private let decimal: UInt8
  private let isDayFirst: Bool
  private var found: [Double] = []
  private var clock = ClockReading()

  /// A column with its name, if it has one.
  init(named name: String?, decimal: UInt8, isDayFirst: Bool) {
    self.name = name
    self.decimal = decimal
    self.isDayFirst = isDayFirst
  }

  /// Takes the next field; false if it is no time.
  mutating func append(_ field: UnsafeBufferPointer<UInt8>) -> Bool {
    switch TableField(field, decimal: decimal, isDayFirst: isDayFirst) {
    case .number(let number) where number.isFinite: found.append(number)
    case .time(let seconds, let day): found.append(clock.seconds(seconds, day))
    default: return false
    }
    return true
  }

  /// All times in seconds, or in the unit of the file where it names none, and a sentence about it.
  func times() -> (times: [Double], note: String?) {
    if clock.isUsed {
      return (
        found,
        "times are read as seconds \(clock.isDated ? "since the first day began" : "of the day")"
      )
    }
    if let dates = wholeDates() { return (dates, "times are read as dates") }
    if let unit = name.flatMap(Self.unit(of:)) {
      guard unit.seconds != 1 || unit.parts != 1 else { return (found, nil) }
      return (
        found.map { $0 * unit.seconds / unit.parts }, "times are read as \(unit.word)"
      )
    }
    // Seconds since 1970 are below 4.2e9 up to the year 2100; nobody else counts so far in such numbers.
    for (parts, word) in [(1e3, "milliseconds"), (1e6, "microseconds"), (1e9, "nanoseconds")]
    where !found.isEmpty && found.allSatisfy({ (9e8 * parts..<4.2e9 * parts).contains($0) }) {
      return (found.map { $0 / parts }, "times are read as \(word) since 1970")
    }
    return (found, nil)
  }

  /// Seconds for numbers such as 20240131 in a column of dates.
  private func wholeDates() -> [Double]? {
    let marks: Set = ["date", "datum", "day", "yyyymmdd"]
    guard let word = name.flatMap({ Self.words($0).first }), marks.contains(word) else {
      return nil
    }
    let days = found.compactMap { number -> Int? in
      guard (10_000_101...99_991_231).contains(number), let date = Int(exactly: number) else {
        return nil
      }
      return ClockTime.day(year: date / 10_000, month: date / 100 % 100, day: date % 100)
    }
    guard days.count == found.count, let first = days.first else { return nil }
    return days.map { 86_400 * Double($0 - first) }
  }

  /// Whether a column of this name holds times, whatever stands beside it.
  static func isTime(_ name: String) -> Bool {
    let known: Set = [
      "t", "time", "times", "timestamp", "zeit", "temps", "tiempo", "s", "sec", "secs", "second",
      "seconds",
      "ms", "msec", "millis", "milliseconds", "us", "micros", "microseconds", "date", "datetime",
      "clock",
    ]
    return words(name).first.map { known.contains($0) } ?? false
  }

  /// One over `parts` of some seconds.
  private struct Unit {
    let word: String
    var seconds = 1.0
    var parts = 1.0
  }

  /// The unit in brackets or at the end of a name, such as `time (ms)`, `t_us` or `hours`.
  private static func unit(of name: String) -> Unit? {
    let words = words(name)
    guard let last = words.last else { return nil }
    switch last {
    case "s", "sec", "secs", "second", "seconds": return Unit(word: "seconds")
    case "ms", "msec", "millis", "millisecond", "milliseconds":
      return Unit(word: "milliseconds", parts: 1e3)
    case "us", "usec", "µs", "μs", "micros", "microsecond", "microseconds":
      return Unit(word: "microseconds", parts: 1e6)
    case "ns", "nsec", "nanos", "nanosecond", "nanoseconds":
      return Unit(word: "nanoseconds", parts: 1e9)
    case "min", "mins", "minute", "minutes": return Unit(word: "minutes", seconds: 60)
    case "hr", "hrs", "hour", "hours": return Unit(word: "hours", seconds: 3600)
    case "h" where words.count > 1: return Unit(word: "hours", seconds: 3600)
    case "day", "days": return Unit(word: "days", seconds: 86_400)
    case "d" where words.count > 1: return Unit(word: "days", seconds: 86_400)
    case "yr", "yrs", "year", "years":
      return Unit(word: "years of 365.25 days", seconds: 31_557_600)
    default: return nil
    }
  }

  private static func words(_ name: String) -> [String] {
    name.lowercased().split { " ()[]_/,.:".contains($0) }.map(String.init)
  }
}

/// Times of day, made to grow over midnight.
private struct ClockReading {
  private(set) var isUsed = false
  private var firstDay: Int?
  private var last = -Double.infinity
  private var midnights = 0.0

  /// Whether the times have dates.
  var isDated: Bool { firstDay != nil }

  mutating func seconds(_ seconds: Double, _ day: Int?) -> Double {
    isUsed = true
    if let day {
      firstDay = firstDay ?? day
      return seconds + 86_400 * Double(day - (firstDay ?? day))
    }
    if seconds < last - 43_200 { midnights += 86_400 }
    last = seconds
    return seconds + midnights
  }
}
