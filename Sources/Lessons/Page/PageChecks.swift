import Literate
import Workbench

extension Page {
  /// Asserts that a number is within a tolerance of another; NaN never is.
  public func check(
    _ name: String, _ value: Double, equals expected: Double, within tolerance: Double,
    line: Int = #line
  ) {
    let passed = isClose(value, expected, tolerance)
    let text = digits(passed: passed, [value], [expected])
    record(
      CheckRecord(
        name: name, found: text(value), expected: text(expected),
        tolerance: NumberText.short(tolerance), passed: passed),
      line: line)
  }

  /// Asserts that every number is within a tolerance of its partner, and that none is left over.
  public func check(
    _ name: String, _ values: [Double], equals expected: [Double], within tolerance: Double,
    line: Int = #line
  ) {
    let passed =
      values.count == expected.count
      && zip(values, expected).allSatisfy { isClose($0, $1, tolerance) }
    let text = digits(passed: passed, values, expected)
    record(
      CheckRecord(
        name: name, found: NumberText.list(values, text),
        expected: NumberText.list(expected, text), tolerance: NumberText.short(tolerance),
        passed: passed),
      line: line)
  }

  /// Asserts a condition; `found` describes the value that was examined.
  public func check(_ name: String, that condition: Bool, found: String, line: Int = #line) {
    record(
      CheckRecord(name: name, found: found, expected: "", tolerance: "", passed: condition),
      line: line)
  }

  private func record(_ check: CheckRecord, line: Int) {
    send(.check(check), line: line)
    if !check.passed { note(check.failure, line: line) }
  }
}

extension CheckRecord {
  /// The expected value and its tolerance in brackets; empty for a condition.
  var wish: String {
    expected.isEmpty ? "" : " (expected \(expected) +- \(tolerance))"
  }

  /// The problem that a cell notes where this check does not hold.
  var failure: String {
    let wanted = expected.isEmpty ? "" : ", expected \(expected) +- \(tolerance)"
    return "check failed: \(name): found \(found)\(wanted)"
  }
}

extension [CheckRecord] {
  /// The message of a cell that fails by these checks and nothing else.
  var failure: String { map(\.failure).joined(separator: "\n") }
}

/// Equal infinities are close; a comparison with NaN is false, so NaN is close to nothing.
private func isClose(_ value: Double, _ expected: Double, _ tolerance: Double) -> Bool {
  value == expected || abs(value - expected) <= tolerance
}

/// A failure must never read as "found 1, expected 1".
private func digits(
  passed: Bool, _ values: [Double], _ expected: [Double]
) -> (Double) -> String {
  let looksEqual = values.map(NumberText.short) == expected.map(NumberText.short)
  if looksEqual && !passed { return NumberText.full }
  return NumberText.short
}
