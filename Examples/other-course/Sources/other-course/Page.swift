import Literate

/// The page that a chapter's cells write on: cells call its methods, and the tangled source `begin`,
/// `end`, `at` and `expectError`.
final class Page {
  /// One result for each cell of the lesson.
  private(set) var results: [CellResult]
  private var current = 0
  private var reached: Int?

  init(cellCount: Int) {
    results = Array(repeating: CellResult(), count: cellCount)
  }

  /// Shows a line of text.
  func show(_ text: String) {
    results[current].items.append(.output(text))
  }

  /// Asserts that two values are equal.
  func check<Value: Equatable>(_ name: String, _ found: Value, equal expected: Value) {
    results[current].checks.append(
      CheckRecord(
        name: name, found: "\(found)", expected: "\(expected)", tolerance: "",
        passed: found == expected))
  }

  /// Puts a table onto the page.
  func table(_ label: String, columns: [String], rows: [[String]], caption: String) {
    results[current].items.append(
      .table(TableRecord(label: label, columns: columns, rows: rows, caption: caption)))
  }

  func begin(cell: Int) throws {
    current = cell
    reached = nil
    results[cell].state = .running
  }

  func at(line: Int) {
    reached = line
  }

  func end(cell: Int) throws {
    results[cell].state = .done
  }

  /// A cell that must fail would need a process of its own, which this course does not have.
  func expectError(cell: Int, line: Int) {
    fail("a cell at line \(line) must fail: this course runs no such cells")
  }

  /// Marks the cell that runs as failed.
  func fail(_ message: String) {
    results[current].state = .failed(message: message, line: reached)
  }
}
