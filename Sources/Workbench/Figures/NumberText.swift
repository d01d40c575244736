import Foundation

/// How numbers read on a page: six significant digits, so that two machines print the same.
package enum NumberText {
  package static func short(_ number: Double) -> String {
    number.isNaN ? "nan" : String(format: "%.6g", number)
  }

  /// Every digit, for two numbers that differ but read the same when short.
  package static func full(_ number: Double) -> String {
    "\(number)"
  }

  package static func list(_ numbers: [Double], _ text: (Double) -> String = short) -> String {
    let shown = numbers.prefix(12).map(text).joined(separator: ", ")
    return numbers.count > 12 ? "[\(shown), ... \(numbers.count) in all]" : "[\(shown)]"
  }

  /// What ``Page/show(_:_:)`` prints for a value.
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
