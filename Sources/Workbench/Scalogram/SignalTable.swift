import Foundation

/// The signal of a table of numbers, with its times where the table has some.
///
/// Columns are separated by commas, semicolons, tabs or blanks; decimals by a point or a comma. Lines without
/// numbers at the top are a header; empty lines and lines that begin with `#`, `%` or `//` are skipped.
/// Fields may stand in quotes. Times are numbers, times of day with or without a date, or dates; a table whose
/// times go back all along is read from its end.
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
    var column = timeColumn.map { place in
      TimeColumn(
        named: layout.names?[place], decimal: layout.decimal,
        isDayFirst: isDayFirst(text, place: place))
    }
    try text.withUnsafeBufferPointer { bytes in
      var scanner = LineScanner(bytes)
      while let line = scanner.next() {
        if line.number < layout.headerLines || layout.columns == 0 { continue }
        try read(line.bytes, number: line.number + 1, keepsGaps, &column)
      }
    }
    guard let (times, note) = column?.times() else { return }
    self.times = times
    if let note { notes.append(note) }
    if times.count > 1, zip(times.dropFirst(), times).allSatisfy({ $0 < $1 }) {
      self.times = times.reversed()
      values.reverse()
      lines.reverse()
      notes.append("times go back all along: the table is read from its end")
    }
  }

  /// Whether a date such as `31/01/2024` stands anywhere in a column.
  private func isDayFirst(_ text: [UInt8], place: Int) -> Bool {
    text.withUnsafeBufferPointer { bytes in
      var scanner = LineScanner(bytes)
      while let line = scanner.next() {
        if line.number < layout.headerLines { continue }
        var splitter = FieldSplitter(line.bytes, separator: layout.separator)
        for _ in 0..<place { _ = splitter.next() }
        // Of other times the first line shows that they have no slash.
        guard let field = splitter.next(), field.contains(UInt8(ascii: "/")) else { return false }
        if ClockTime.isDayFirst(field) { return true }
      }
      return false
    }
  }

  private mutating func read(
    _ line: UnsafeBufferPointer<UInt8>, number: Int, _ keepsGaps: Bool, _ times: inout TimeColumn?
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
    if let time, times?.append(time) == false {
      throw SignalError.notANumber(path, line: number, text: Self.text(time))
    }
    guard let value else { return }
    switch TableField(value, decimal: layout.decimal) {
    case .number(let size) where abs(size) < 1e300: values.append(size)
    case .gap where keepsGaps: values.append(.nan)
    case .number(let size) where keepsGaps && !size.isFinite: values.append(.nan)
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
    let named = layout.names?.firstIndex { TimeColumn.isTime($0) }
    if let named, named != value { return named }
    guard value != 0, named == nil else { return nil }
    if layout.columns == 2 { return 0 }
    let firsts = body.compactMap(\.first)
    let isDayFirst = firsts.contains(where: ClockTime.isDayFirst)
    let first = firsts.map { TableField($0, decimal: layout.decimal, isDayFirst: isDayFirst) }
    let times = first.compactMap { field -> Double? in
      switch field {
      case .number(let number): number
      case .time(let seconds, let day): seconds + 86_400 * Double(day ?? 0)
      case .gap, .text: nil
      }
    }
    let steps = zip(times.dropFirst(), times).map { $0 - $1 }
    let isClock = first.contains { if case .time = $0 { true } else { false } }
    let grows = steps.allSatisfy { $0 > 0 } || isClock && steps.allSatisfy { $0 < 0 }
    return times.count == first.count && grows ? 0 : nil
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
