import Foundation

/// Numbers as text for people: six significant digits, so that two machines print the same.
package enum NumberText {
  /// Six significant digits, or `nan`.
  package static func short(_ number: Double) -> String {
    number.isNaN ? "nan" : String(format: "%.6g", number)
  }

  /// Every digit, for two numbers that differ but read the same when short.
  package static func full(_ number: Double) -> String {
    "\(number)"
  }

  /// The first twelve numbers in brackets, with their count where there are more.
  package static func list(_ numbers: [Double], _ text: (Double) -> String = short) -> String {
    let shown = numbers.prefix(12).map(text).joined(separator: ", ")
    return numbers.count > 12 ? "[\(shown), ... \(numbers.count) in all]" : "[\(shown)]"
  }

  /// The description of a value, with numbers in their short form.
  package static func describe(_ value: some CustomStringConvertible) -> String {
    switch value {
    case let number as Double: short(number)
    case let number as Float: short(Double(number))
    case let numbers as [Double]: list(numbers)
    case let numbers as [Float]: list(numbers.map(Double.init))
    default: value.description
    }
  }
}

/// A number with its noun, which takes an s but for one: `1 block`, `2 blocks`.
package func counted(_ count: Int, _ noun: String) -> String {
  "\(count) \(noun)\(count == 1 ? "" : "s")"
}

/// Columns of text: the first flush left, the others flush right.
package enum TextTable {
  /// The lines of a table, the header first; every row has as many cells as the header.
  package static func lines(_ header: [String], _ rows: [[String]]) -> [String] {
    let all = [header] + rows
    let widths = header.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
    return all.map { row in
      zip(row, widths).enumerated().map { column, cell in
        let space = String(repeating: " ", count: cell.1 - cell.0.count)
        return column == 0 ? cell.0 + space : space + cell.0
      }.joined(separator: "  ")
    }
  }
}
