/// The way in which a table is written: what separates its columns and its decimals, and its header.
struct TableLayout: Equatable {
  /// The byte between columns; a blank stands for any number of blanks and tabs.
  private(set) var separator: UInt8
  /// The byte before decimals.
  private(set) var decimal: UInt8
  /// Lines before the first with numbers; comments count.
  var headerLines = 0
  /// The number of columns.
  var columns = 0
  /// Whether every line ends with a separator.
  var dropsLast = false
  /// The names of the columns, where a line of the header has as many fields.
  var names: [String]?

  private static let candidates: [(separator: Character, decimal: Character)] = [
    (";", "."), (";", ","), ("\t", "."), ("\t", ","), (",", "."), (" ", "."), (" ", ","),
    (",", ","),
  ]

  /// The layout in which most of the first lines are numbers.
  ///
  /// - Parameter lines: the first ones of the file, with their numbers from 0; neither empty nor comments.
  init(_ lines: [(number: Int, bytes: UnsafeBufferPointer<UInt8>)]) {
    // Headers stand at the top, so that the later half says how numbers are written.
    let body = lines.dropFirst(lines.count / 2)
    var best = (
      layout: TableLayout(separator: UInt8(ascii: ","), decimal: UInt8(ascii: ".")), score: -1.0
    )
    for candidate in Self.candidates {
      guard let separator = candidate.separator.asciiValue,
        let decimal = candidate.decimal.asciiValue
      else { continue }
      let isBlank = candidate.separator == " "
      guard isBlank || body.contains(where: { $0.bytes.contains(separator) }) else { continue }
      let layout = TableLayout(separator: separator, decimal: decimal)
      let rows = body.map { layout.fields($0.bytes) }
      let usual = rows.map(\.count).mostFrequent
      let score = rows.reduce(0.0) {
        $0 + layout.share(of: $1) * ($1.count == usual ? 1 : 0.5)
      }
      if score > best.score + 1e-9 { best = (layout, score) }
    }
    self = best.layout
    let numbers = lines.map(\.bytes).drop { TableField($0, decimal: UInt8(ascii: ",")) == .text }
    if separator == UInt8(ascii: ","), decimal == UInt8(ascii: "."), Self.isDecimalComma(numbers) {
      self = TableLayout(separator: UInt8(ascii: " "), decimal: UInt8(ascii: ","))
    }
    readHeader(lines)
  }

  private init(separator: UInt8, decimal: UInt8) {
    self.separator = separator
    self.decimal = decimal
  }

  /// The parts of a line, without quotes and blanks around them.
  func fields(_ line: UnsafeBufferPointer<UInt8>) -> [UnsafeBufferPointer<UInt8>] {
    var fields: [UnsafeBufferPointer<UInt8>] = []
    var splitter = FieldSplitter(line, separator: separator)
    while let field = splitter.next() { fields.append(field) }
    return fields
  }

  /// The part of the fields that can be measured; 0 where a field would hold another separator.
  private func share(of fields: [UnsafeBufferPointer<UInt8>]) -> Double {
    guard !fields.isEmpty else { return 0 }
    let found = fields.map { TableField($0, decimal: decimal) }
    guard found.contains(where: \.isValue) else { return 0 }
    let good = found.filter { $0 != .text }.count
    // A line of numbers alone outweighs one in which only some are.
    return Double(good) / Double(found.count) - (good == found.count ? 0 : 0.5)
  }

  /// Whether lines of one comma are numbers with decimals, rather than times and values.
  ///
  /// The parts before the comma are whole and do not grow as times do; those after it are digits, of which
  /// some begin with a zero, as no whole number does.
  private static func isDecimalComma(_ lines: ArraySlice<UnsafeBufferPointer<UInt8>>) -> Bool {
    guard lines.count >= 3 else { return false }
    var wholes: [Double] = []
    var hasZero = false
    for line in lines {
      let parts = line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
      guard parts.count == 2, let decimals = parts.last, let first = decimals.first,
        decimals.allSatisfy({ (48...57).contains($0) }),
        let whole = Int(String(decoding: parts[0], as: UTF8.self).filter { $0 != " " })
      else { return false }
      // -0,5 lies below 0,5.
      wholes.append(parts[0].contains(UInt8(ascii: "-")) ? Double(whole) - 0.5 : Double(whole))
      hasZero = hasZero || decimals.count > 1 && first == 48
    }
    // Times in whole seconds repeat, but they do not fall.
    let isTime = !zip(wholes.dropFirst(), wholes).contains { $0 < $1 } && Set(wholes).count > 1
    return hasZero && !isTime
  }

  private mutating func readHeader(_ lines: [(number: Int, bytes: UnsafeBufferPointer<UInt8>)]) {
    let rows = lines.map { line in fields(line.bytes) }
    let kinds = rows.map { row in row.map { TableField($0, decimal: decimal) } }
    let body = kinds.dropFirst(kinds.count / 2)
    let startsWithText = body.filter { $0.first == .text }.count * 2 > body.count
    let usual = body.map(\.count).mostFrequent ?? 1
    let first = kinds.firstIndex { row in
      guard row.contains(where: \.isValue) else { return false }
      return row.first != .text || startsWithText && row.count == usual
    }
    guard let first else { return }
    headerLines = lines[first].number
    columns = kinds[first].count
    if columns > 1, kinds[first].last == .gap, rows[first].last?.isEmpty ?? false,
      kinds[first...].allSatisfy({ $0.last == .gap })
    {
      dropsLast = true
      columns -= 1
    }
    let header = rows[..<first].last { $0.count == columns || dropsLast && $0.count == columns + 1 }
    names = header.map { row in row.prefix(columns).map { String(decoding: $0, as: UTF8.self) } }
  }
}

/// The parts of one line, one after the other.
struct FieldSplitter {
  private let line: UnsafeBufferPointer<UInt8>
  private let separator: UInt8
  private var place = 0
  private var isOver: Bool

  init(_ line: UnsafeBufferPointer<UInt8>, separator: UInt8) {
    self.line = line
    self.separator = separator
    isOver = line.isEmpty
  }

  /// The next field without quotes and blanks around it; nil after the last.
  mutating func next() -> UnsafeBufferPointer<UInt8>? {
    guard !isOver else { return nil }
    let blank = UInt8(ascii: " ")
    let tab = UInt8(ascii: "\t")
    while place < line.count, line[place] == blank || line[place] == tab && separator != tab {
      place += 1
    }
    var start = place
    var end: Int
    if let close = closingQuote(from: place) {
      start = place + 1
      end = close
      place = close + 1
      while place < line.count, !isSeparator(line[place]) { place += 1 }
    } else {
      while place < line.count, !isSeparator(line[place]) { place += 1 }
      if separator == blank, isDate(start..<place) {
        // A date and its time of day are one field.
        var next = place
        while next < line.count, isSeparator(line[next]) { next += 1 }
        while next < line.count, !isSeparator(line[next]) { next += 1 }
        place = next
      }
      end = place
    }
    while end > start, line[end - 1] == blank || line[end - 1] == tab { end -= 1 }
    while start < end, line[start] == blank || line[start] == tab { start += 1 }
    if separator == blank {
      while place < line.count, isSeparator(line[place]) { place += 1 }
      isOver = place >= line.count
    } else {
      isOver = place >= line.count
      place += 1
    }
    return UnsafeBufferPointer(rebasing: line[start..<end])
  }

  /// The place of the quote that ends a quoted field; nil for a field without quotes, or with more after them.
  private func closingQuote(from start: Int) -> Int? {
    let quote = UInt8(ascii: "\"")
    guard start < line.count, line[start] == quote,
      let close = line[(start + 1)...].firstIndex(of: quote)
    else { return nil }
    let rest = line[(close + 1)...].first { $0 != UInt8(ascii: " ") }
    return rest.map(isSeparator) ?? true ? close : nil
  }

  private func isSeparator(_ byte: UInt8) -> Bool {
    byte == separator || separator == UInt8(ascii: " ") && byte == UInt8(ascii: "\t")
  }

  /// Whether digits or a month stand around two signs, as in `2024-01-31`, and a time of day follows.
  private func isDate(_ range: Range<Int>) -> Bool {
    guard (8...11).contains(range.count), range.upperBound < line.count else { return false }
    // Digits and the letters of a month stand between the signs.
    let signs = line[range].filter { !(48...57).contains($0) && !(97...122).contains($0 | 32) }
    let rest = line[range.upperBound...].prefix(4)
    return signs.count == 2 && signs.allSatisfy { [45, 46, 47].contains($0) }
      && rest.contains(UInt8(ascii: ":"))
  }
}

extension Array where Element == Int {
  /// The number that occurs most often; the first of several.
  fileprivate var mostFrequent: Int? {
    var counts: [Int: Int] = [:]
    for number in self { counts[number, default: 0] += 1 }
    return self.max { counts[$0, default: 0] < counts[$1, default: 0] }
  }
}
