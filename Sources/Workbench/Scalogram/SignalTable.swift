package import Foundation

/// A table of one column of numbers, or of times and numbers.
///
/// Columns are separated by a comma, a semicolon or a tab; a first line without numbers is a header;
/// empty lines and lines that begin with `#` are skipped.
package struct SignalTable: Sendable {
  /// The last column.
  package let values: [Double]
  /// Samples per unit of time; nil without a column of times.
  package let rate: Double?
  /// The first time; 0 without a column of times.
  package let start: Double

  /// Reads a table.
  ///
  /// - Parameters:
  ///   - data: the bytes of the file, in UTF-8.
  ///   - path: the file, for messages.
  /// - Throws: ``SignalError``.
  package init(_ data: Data, path: String) throws {
    var columns: [[Double]] = []
    var lines: [Int] = []
    var isFirst = true
    let newline = UInt8(ascii: "\n")
    for (index, bytes) in data.split(separator: newline, omittingEmptySubsequences: false)
      .enumerated()
    {
      let fields = Self.fields(bytes)
      if fields.isEmpty { continue }
      let numbers = fields.map { Double($0) }
      defer { isFirst = false }
      if isFirst, numbers.allSatisfy({ $0 == nil }) { continue }
      if columns.isEmpty {
        guard fields.count <= 2 else {
          throw SignalError.badColumns(
            path, line: index + 1, found: fields.count, wanted: "one or two")
        }
        columns = [[Double]](repeating: [], count: fields.count)
      }
      guard fields.count == columns.count else {
        throw SignalError.badColumns(
          path, line: index + 1, found: fields.count, wanted: "\(columns.count) as before")
      }
      for (column, number) in numbers.enumerated() {
        guard let number else {
          throw SignalError.notANumber(path, line: index + 1, text: fields[column].shortened)
        }
        guard abs(number) < 1e100 else {
          throw SignalError.notFinite(
            path, place: "line \(index + 1)", text: fields[column].shortened)
        }
        columns[column].append(number)
      }
      lines.append(index + 1)
    }
    values = columns.last ?? []
    let times = columns.count == 2 ? columns[0] : []
    rate = try Self.rate(of: times, lines: lines, path: path)
    start = times.first ?? 0
  }

  /// The fields of a line without the blanks around them; none for a line that is skipped.
  private static func fields(_ bytes: Data) -> [String] {
    // A byte order mark would hide the first number.
    let line = String(decoding: bytes, as: UTF8.self)
      .replacingOccurrences(of: "\u{FEFF}", with: "").trimmingCharacters(
        in: .whitespacesAndNewlines)
    if line.isEmpty || line.hasPrefix("#") { return [] }
    return line.split(omittingEmptySubsequences: false) { ",;\t".contains($0) }
      .map { $0.trimmingCharacters(in: .whitespaces) }
  }

  /// Samples per unit of time, where every step is the middle one but for rounding.
  private static func rate(of times: [Double], lines: [Int], path: String) throws -> Double? {
    guard let first = times.first, let last = times.last, times.count > 1 else { return nil }
    let steps = zip(times.dropFirst(), times).map { $0 - $1 }
    let middle = steps.sorted()[steps.count / 2]
    // Printed times are rounded, but a lost sample doubles a step.
    if let odd = steps.firstIndex(where: { !(middle > 0 && abs($0 / middle - 1) < 0.5) }) {
      throw SignalError.unevenTimes(path, line: lines[odd + 1])
    }
    return Double(times.count - 1) / (last - first)
  }
}

extension String {
  /// The text as a message shows it.
  fileprivate var shortened: String { count > 40 ? prefix(40) + "..." : self }
}
