import Foundation

/// The signal of a table of numbers, with its times where the table has some.
///
/// Columns are separated by commas, semicolons, tabs or blanks; decimals by a point or a comma. Lines without
/// numbers at the top are a header; empty lines and lines that begin with `#`, `%` or `//` are skipped.
/// Fields may stand in quotes. Times are numbers, or times of day with or without a date.
package struct SignalTable {
  /// The signal; NaN in gaps.
  package private(set) var values: [Double] = []
  /// The time of each value in seconds, or in the unit of the file; nil without a column of times.
  package private(set) var times: [Double]?
  /// The line of each value, from 1.
  package private(set) var lines: [Int32] = []
  /// The decisions about the table.
  package private(set) var notes: [String] = []

  private let path: String
  private let layout: TableLayout
  private let names: [String]
  private let valueColumn: Int
  private let timeColumn: Int?

  /// Reads a table.
  ///
  /// - Parameters:
  ///   - data: the bytes of the file.
  ///   - path: the file, for messages.
  ///   - column: the name or the number, from 1, of the column that is the signal; nil for the only one, or the
  ///     one beside the times.
  ///   - keepsGaps: whether missing numbers become NaN instead of an error.
  /// - Throws: ``SignalError``.
  package init(_ data: [UInt8], path: String, column: String? = nil, keepsGaps: Bool = false) throws
  {
    self.path = path
    let text = TableText.utf8(data)
    (layout, names, valueColumn, timeColumn) = try text.withUnsafeBufferPointer { bytes in
      var scanner = LineScanner(bytes)
      var first: [(number: Int, bytes: UnsafeBufferPointer<UInt8>)] = []
      while first.count < 256, let line = scanner.next() { first.append(line) }
      let layout = TableLayout(first)
      let names = layout.names ?? (0..<layout.columns).map { "\($0 + 1)" }
      let value = try Self.value(column, layout, names, path: path)
      let body = first.filter { $0.number >= layout.headerLines }.map { layout.fields($0.bytes) }
      return (layout, names, value, Self.time(beside: value, layout, body))
    }
    if layout.decimal == UInt8(ascii: ","), layout.columns == 1 {
      notes.append("commas are read as decimal points")
    }
    try read(text, keepsGaps: keepsGaps)
  }

  private mutating func read(_ text: [UInt8], keepsGaps: Bool) throws {
    var found: [Double] = []
    var clock = ClockReading()
    try text.withUnsafeBufferPointer { bytes in
      var scanner = LineScanner(bytes)
      found.reserveCapacity(bytes.count / 16)
      while let line = scanner.next() {
        if line.number < layout.headerLines || layout.columns == 0 { continue }
        try read(line.bytes, number: line.number + 1, keepsGaps, times: &found, &clock)
      }
    }
    guard timeColumn != nil else { return }
    let unit = layout.names.map { TimeUnit(named: $0[timeColumn ?? 0]) } ?? TimeUnit()
    times = unit.perSecond == 1 ? found : found.map { $0 / unit.perSecond }
    if let word = unit.word { notes.append("times are read as \(word)") }
    if clock.isUsed { notes.append("times are read as seconds of the day") }
  }

  private mutating func read(
    _ line: UnsafeBufferPointer<UInt8>, number: Int, _ keepsGaps: Bool, times: inout [Double],
    _ clock: inout ClockReading
  ) throws {
    var splitter = FieldSplitter(line, separator: layout.separator)
    var count = 0
    var last = line
    var value: UnsafeBufferPointer<UInt8>?
    var time: UnsafeBufferPointer<UInt8>?
    while let field = splitter.next() {
      if count == valueColumn { value = field }
      if count == timeColumn { time = field }
      count += 1
      last = field
    }
    let isDropped = count == layout.columns + 1 && last.isEmpty
    guard count == layout.columns || isDropped else {
      // A line of words is no number rather than a wrong number of columns.
      if count == 1, TableField(last, decimal: layout.decimal) == .text {
        throw SignalError.notANumber(path, line: number, text: Self.text(last))
      }
      throw SignalError.badColumns(path, line: number, found: count, wanted: layout.columns)
    }
    if let time {
      switch TableField(time, decimal: layout.decimal) {
      case .number(let seconds) where seconds.isFinite: times.append(seconds)
      case .time(let seconds, let day): times.append(clock.seconds(seconds, day))
      default: throw SignalError.notANumber(path, line: number, text: Self.text(time))
      }
    }
    guard let value else { return }
    switch TableField(value, decimal: layout.decimal) {
    case .number(let size) where abs(size) < 1e300: values.append(size)
    case .gap where keepsGaps: values.append(.nan)
    case .number, .gap:
      throw SignalError.notFinite(path, place: "line \(number)", text: Self.text(value))
    case .time, .text: throw SignalError.notANumber(path, line: number, text: Self.text(value))
    }
    lines.append(Int32(clamping: number))
  }

  /// A field as a message shows it.
  private static func text(_ field: UnsafeBufferPointer<UInt8>) -> String {
    let text = String(decoding: field.prefix(200), as: UTF8.self)
    return text.count > 40 ? text.prefix(40) + "..." : text
  }

  private static func value(
    _ column: String?, _ layout: TableLayout, _ names: [String], path: String
  ) throws -> Int {
    guard let column else {
      guard layout.columns <= 2 else { throw SignalError.manyColumns(path, names: names) }
      return max(0, layout.columns - 1)
    }
    let key = column.lowercased()
    if let index = names.firstIndex(where: { $0.lowercased() == key }) { return index }
    guard let number = Int(column), (1...max(1, layout.columns)).contains(number) else {
      throw SignalError.noColumn(path, wanted: column, names: names)
    }
    return number - 1
  }

  /// The column of times: one that is called so, else the first if it grows.
  ///
  /// In a table of two columns the first counts in any case, so that times that do not grow are told.
  private static func time(
    beside value: Int, _ layout: TableLayout, _ body: [[UnsafeBufferPointer<UInt8>]]
  ) -> Int? {
    guard layout.columns > 1 else { return nil }
    let named = layout.names?.firstIndex { TimeUnit.isTime($0) }
    if let named, named != value { return named }
    guard value != 0, named == nil else { return nil }
    if layout.columns == 2 { return 0 }
    let first = body.compactMap(\.first).map { TableField($0, decimal: layout.decimal) }
    let times = first.compactMap { field -> Double? in
      switch field {
      case .number(let number): number
      case .time(let seconds, let day): seconds + 86_400 * Double(day ?? 0)
      case .gap, .text: nil
      }
    }
    let grows = times.count == first.count && zip(times.dropFirst(), times).allSatisfy { $0 > $1 }
    return grows ? 0 : nil
  }
}

/// Times of day, made to grow over midnight.
private struct ClockReading {
  private(set) var isUsed = false
  private var firstDay: Int?
  private var last = -Double.infinity
  private var midnights = 0.0

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

/// The unit of a column of times, as its name says.
private struct TimeUnit {
  var perSecond = 1.0
  var word: String?

  init() {}

  /// The unit in brackets or at the end of a name, such as `time (ms)` or `t_us`.
  init(named name: String) {
    let words = Self.words(name)
    guard Self.isTime(name), let unit = words.dropFirst().last ?? words.first else { return }
    switch unit {
    case "ms", "msec", "millis", "milliseconds": (perSecond, word) = (1e3, "milliseconds")
    case "us", "µs", "μs", "micros", "microseconds": (perSecond, word) = (1e6, "microseconds")
    case "ns", "nanoseconds": (perSecond, word) = (1e9, "nanoseconds")
    default: break
    }
  }

  static func isTime(_ name: String) -> Bool {
    let known: Set = [
      "t", "time", "times", "timestamp", "zeit", "temps", "tiempo", "s", "sec", "secs", "second",
      "seconds",
      "ms", "msec", "millis", "milliseconds", "us", "micros", "microseconds", "date", "datetime",
      "clock",
    ]
    return words(name).first.map { known.contains($0) } ?? false
  }

  private static func words(_ name: String) -> [String] {
    name.lowercased().split { " ()[]_/,.:".contains($0) }.map(String.init)
  }
}

/// The lines of a text, whatever ends them; empty ones and comments are left out.
private struct LineScanner {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var place = 0
  private var number = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  /// The next line with its number from 0; nil after the last.
  mutating func next() -> (number: Int, bytes: UnsafeBufferPointer<UInt8>)? {
    while place < bytes.count {
      let start = place
      while place < bytes.count, bytes[place] != 10, bytes[place] != 13 { place += 1 }
      let line = UnsafeBufferPointer(rebasing: bytes[start..<place])
      let current = number
      number += 1
      if place + 1 < bytes.count, bytes[place] == 13, bytes[place + 1] == 10 { place += 1 }
      place += 1
      if !Self.isSkipped(line) { return (current, line) }
    }
    return nil
  }

  private static func isSkipped(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = line.firstIndex(where: { $0 != 32 && $0 != 9 }) else { return true }
    let slash = UInt8(ascii: "/")
    return line[first] == UInt8(ascii: "#") || line[first] == UInt8(ascii: "%")
      || line[first] == slash && first + 1 < line.count && line[first + 1] == slash
  }
}
