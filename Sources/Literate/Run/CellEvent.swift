/// A message of a running chapter to the process that started it.
package enum CellEvent: Codable, Equatable, Sendable {
  /// The chapter is about to run, in this way; `circumstances` is a fingerprint of all that its
  /// numbers depend on, where something is kept from run to run.
  case started(RunFacts, circumstances: String?)
  /// A cell is the next to run, and waits to be called for.
  case cellWaits(index: Int)
  /// A cell begins; what is printed from here on is its output.
  case cellBegan(index: Int)
  /// A cell asserted something.
  case check(CheckRecord)
  /// A cell drew a figure.
  case figure(FigureRecord)
  /// A cell made a table.
  case table(TableRecord)
  /// A cell wrote prose.
  case markdown(String)
  /// A cell took a value from an earlier run, which needed that many seconds for it.
  case cached(name: String, seconds: Double)
  /// A cell shows how its work is going; the picture is in the report's folder for the moment only.
  case preview(path: String, caption: String)
  /// A cell measured a number that belongs into the results.
  case value(name: String, number: Double)
  /// A cell failed; `line` is the line of the page at fault, where it is known.
  case failed(index: Int, line: Int?, message: String)
  /// A cell is over, failed or not.
  case cellEnded(index: Int, seconds: Double)
  /// Every cell has run.
  case finished
}

/// One assertion and how it went, in words.
public struct CheckRecord: Codable, Equatable, Sendable {
  /// The assertion in words.
  public let name: String
  /// The value that was found.
  public let found: String
  /// The value that was wanted.
  public let expected: String
  /// How far apart the two may be; empty where nothing is measured.
  public let tolerance: String
  /// Whether the assertion holds.
  public let passed: Bool

  /// Makes a record from its parts.
  public init(name: String, found: String, expected: String, tolerance: String, passed: Bool) {
    self.name = name
    self.found = found
    self.expected = expected
    self.tolerance = tolerance
    self.passed = passed
  }
}

extension CheckRecord {
  /// The heads of a table of checks.
  package static let columns = ["check", "value", "expected", "tolerance", "result"]

  /// The check as a row of such a table, its verdict in words.
  package var row: [String] { [name, found, expected, tolerance, passed ? "PASS" : "FAIL"] }
}

/// A figure that lies in the report's folder.
public struct FigureRecord: Codable, Equatable, Sendable {
  /// The name that `@fig-label` refers to.
  public let label: String
  /// The sentence under the figure.
  public let caption: String
  /// A description of the figure for readers who cannot see it.
  public let alt: String

  /// Makes a record from its parts.
  public init(label: String, caption: String, alt: String) {
    self.label = label
    self.caption = caption
    self.alt = alt
  }

  /// The picture's place inside the report's folder.
  public var path: String {
    "figures/\(label).png"
  }

  /// The place of the same picture in the colours of a dark page.
  public var darkPath: String {
    "figures/dark/\(label).png"
  }
}

/// A table of text.
public struct TableRecord: Codable, Equatable, Sendable {
  /// The name that `@tbl-label` refers to.
  public let label: String
  /// The heads of the columns.
  public let columns: [String]
  /// The rows, each as long as `columns`.
  public let rows: [[String]]
  /// The sentence over the table.
  public let caption: String

  /// Makes a record from its parts.
  public init(label: String, columns: [String], rows: [[String]], caption: String) {
    self.label = label
    self.columns = columns
    self.rows = rows
    self.caption = caption
  }
}
