package import Console
public import Foundation
package import Literate
import Workbench

/// The page that a chapter's cells write on.
///
/// No call throws: what goes wrong is noted, and the cell fails at its end with every note, so that
/// the reader sees all of them at once.
public final class Page {
  /// The reader's choices for this run.
  public let settings: ChapterSettings
  /// The folder of the files that come with the course.
  public let assets: URL

  let chapter: Int
  let folder: URL
  let progressStyle: ProgressReport.Style
  let cache: ValueCache?
  let wantsPreviews: Bool
  /// The library of the reader's own copy of the page; nil for the page that was built in.
  let library: URL?
  var labels: Set<String> = []
  var keptNames: Set<String> = []
  private var valueNames: Set<String> = []
  private let gate: CellGate?
  private let record: (CellEvent) throws -> Void
  private(set) var cell: Int?
  private var start = ContinuousClock.now
  private var problems: [(line: Int, message: String)] = []
  /// The line of the statement that runs, where it may throw.
  private var reached: Int?

  /// Makes a page whose figures and tables go into `folder`, and everything else to `record`.
  package convenience init(
    chapter: Int = 0, settings: ChapterSettings, folder: URL, assets: URL,
    progressStyle: ProgressReport.Style = .lines, record: @escaping (CellEvent) throws -> Void
  ) {
    self.init(
      chapter: chapter, settings: settings, folder: folder, assets: assets,
      progressStyle: progressStyle, gate: nil, cache: nil, wantsPreviews: false, library: nil,
      record: record)
  }

  init(
    chapter: Int, settings: ChapterSettings, folder: URL, assets: URL,
    progressStyle: ProgressReport.Style, gate: CellGate?, cache: ValueCache?, wantsPreviews: Bool,
    library: URL?, record: @escaping (CellEvent) throws -> Void
  ) {
    self.cache = cache
    self.wantsPreviews = wantsPreviews
    self.library = library
    self.gate = gate
    self.chapter = chapter
    self.settings = settings
    self.folder = folder
    self.assets = assets
    self.progressStyle = progressStyle
    self.record = record
  }

  /// Whether a cell has begun and not ended.
  public var isInsideCell: Bool {
    cell != nil
  }

  /// Begins a cell; compiled chapters call this.
  public func begin(cell index: Int) throws {
    if let gate {
      if gate.isStepped { try record(.cellWaits(index: index)) }
      try gate.pass()
    }
    cell = index
    start = .now
    problems = []
    reached = nil
    try record(.cellBegan(index: index))
  }

  /// Notes the line at fault if the next statement throws; compiled chapters call this.
  public func at(line: Int) {
    reached = line
  }

  /// Ends a cell; throws where something went wrong in it and the run is not to go on.
  public func end(cell index: Int) throws {
    let failure = problems.isEmpty ? nil : CellFailure(problems: problems)
    try close(failure.map { ($0.description, $0.line) })
    if let failure, !settings.keepGoing { throw failure }
  }

  /// Ends the open cell because of an error that it threw.
  public func fail(_ error: any Error) throws {
    // A cell's own failure has been recorded at its end.
    if error is CellFailure { return }
    try close((message(of: error), reached))
  }

  /// Ends a cell that is still open although its function has returned.
  func failEarly() throws {
    try close(("the cell left the chapter by `return`; let a cell run to its end", nil))
  }

  private func close(_ failure: (message: String, line: Int?)?) throws {
    guard let index = cell else { return }
    cell = nil
    if let failure {
      try record(.failed(index: index, line: failure.line, message: failure.message))
    }
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    try record(.cellEnded(index: index, seconds: seconds))
  }

  /// Prints a value after its label, numbers with six significant digits.
  public func show(_ label: String, _ value: some CustomStringConvertible) {
    let width = max(28, label.count + 2)
    let head = "\(label):".padding(toLength: width, withPad: " ", startingAt: 0)
    print(head + NumberText.describe(value))
  }

  /// Writes prose that the cell computed.
  public func markdown(_ text: String, line: Int = #line) {
    send(.markdown(text), line: line)
  }

  /// Keeps a number in the report's `results.json`.
  public func value(_ name: String, _ number: Double, line: Int = #line) {
    guard valueNames.insert(name).inserted else {
      note("a value named `\(name)` is kept already; choose another name", line: line)
      return
    }
    send(.value(name: name, number: number), line: line)
  }

  /// Begins to report on long work, each step of which goes through some `images`; the reader sees
  /// it, the page does not.
  public func progress(_ what: String, total: Int, images: Int? = nil) -> PageProgress {
    PageProgress(
      report: ProgressReport(what, total: total, images: images, style: progressStyle))
  }

  func send(_ event: CellEvent, line: Int) {
    do {
      try record(event)
    } catch {
      note(message(of: error), line: line)
    }
  }

  func note(_ message: String, line: Int) {
    problems.append((line, message))
  }
}

extension Page {
  /// The value of an earlier run where nothing has changed since, else a newly computed one, which is
  /// kept for the next run.
  ///
  /// The reader sees when a value came from the cache; the page is the same either way. Use it for work of
  /// more than a few seconds.
  public func cached<Value: Codable>(
    _ name: String, line: Int = #line, _ compute: () throws -> Value
  ) rethrows -> Value {
    guard let cell else { return try compute() }
    guard isLabel(name), keptNames.insert(name).inserted else {
      note(
        "`\(name)` cannot name a kept value: use a word of letters, digits, `-` and `_` that no other "
          + "kept value of this chapter has", line: line)
      return try compute()
    }
    guard let cache else { return try compute() }
    if let kept = cache.value(Value.self, name, cell: cell) {
      send(.cached(name: name, seconds: kept.seconds), line: line)
      return kept.value
    }
    let start = ContinuousClock.now
    let value = try compute()
    do {
      try cache.keep(value, name, cell: cell, seconds: (ContinuousClock.now - start) / .seconds(1))
    } catch {
      complain("`\(name)` cannot be kept for the next run: \(message(of: error))")
    }
    return value
  }
}

/// A report on long work in a cell, for the reader's eyes only.
public final class PageProgress {
  private let report: ProgressReport

  init(report: ProgressReport) {
    self.report = report
  }

  /// Reports that `step` steps are done; the last step ends the report.
  ///
  /// A loss is shown as a number and as a curve over all steps.
  public func advance(to step: Int, loss: Double? = nil, note: String = "") {
    report.advance(to: step, loss: loss, note: note)
  }

  /// Ends the report, which also happens when it goes out of scope.
  public func finish() {
    report.finish()
  }
}

/// The reasons why a cell failed at its end.
struct CellFailure: Error, CustomStringConvertible {
  let problems: [(line: Int, message: String)]

  var line: Int? { problems.first?.line }
  var description: String { problems.map(\.message).joined(separator: "\n") }
}

/// The gate before each cell of a child: its parent says whether it may go on.
struct CellGate {
  /// The byte that calls for a cell.
  static let go = UInt8(ascii: "g")
  /// The byte that ends the run.
  static let end = UInt8(ascii: "e")

  /// Whether every cell waits to be called for; else only an end of the run is looked for.
  let isStepped: Bool
  /// The line on which the bytes come.
  let line: ParentLine

  /// Lets the next cell through.
  ///
  /// - Throws: ``RunEnded`` where the run is to end here.
  func pass() throws {
    if (isStepped ? line.next() : line.nextIfAny()) == Self.end { throw RunEnded() }
  }
}

/// The run ends before its next cell, because the reader wants it so; nothing has failed.
struct RunEnded: Error {}

/// Whether a word can be part of a file name and of an anchor.
func isLabel(_ text: String) -> Bool {
  text.wholeMatch(of: /[A-Za-z0-9]([A-Za-z0-9_-]*[A-Za-z0-9])?/) != nil
}
