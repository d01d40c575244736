import Console
import Files
public import Foundation
import Plot
import WKD

/// A report of several runs side by side: means over seeds, intervals, and differences paired by seed.
///
/// Runs are one group where nothing differs but their seed; ``RunGroup`` tells what counts. A run that ended
/// by a loss that was no number is in the report, without numbers.
///
/// ```swift
/// // Needs folders of complete runs.
/// let folders = ["students-1", "students-2", "students-3"]
/// print(try Comparison(runs: folders, output: URL(fileURLWithPath: "comparison")).write())
/// ```
///
/// - Source: intervals and p-values by Student's t, "The probable error of a mean", Biometrika 6, 1908;
///   verdicts by `JointVerdicts`.
public struct Comparison: Sendable {
  /// The paths of folders of runs.
  public var runs: [String]
  /// The folder of the report.
  public var output: URL

  /// A comparison that is to be written.
  ///
  /// - Parameters:
  ///   - runs: the paths of folders of runs with the same test pictures; where these lie does not matter.
  ///   - output: the folder of the report; it is made where it is missing.
  public init(runs: [String], output: URL) {
    self.runs = runs
    self.output = output
  }

  /// Reads the runs and writes `README.md`, `comparison.csv`, `differences.csv` and a figure.
  ///
  /// - Returns: the text of the report, in Markdown.
  /// - Throws: ``RunResultsError``, ``ComparisonError``, or an error that names a file which cannot be
  ///   written; an earlier comparison is replaced, and another page is not.
  @discardableResult
  public func write() throws -> String {
    let compared = try runs.map { try ComparedRun(path: $0) }
    guard let first = compared.first else { throw ComparisonError.nothing }
    for run in compared where !run.hasTestPictures(of: first) {
      throw ComparisonError.otherPictures(run.path, first.path)
    }
    try refuseForeign()
    let names = ["README.md", Self.tableName, "differences.csv", Self.figureName]
    try refuseReplacing(
      runs.map { URL(fileURLWithPath: $0) }, by: names.map { output.appendingPathComponent($0) })
    let groups = RunGroup.all(compared)
    for copy in groups.flatMap(\.copies)
    where !copy.isEqual && copy.other.circumstances(besides: copy.first) == nil {
      throw ComparisonError.otherNumbers(
        copy.other.path, copy.first.path, seed: copy.first.plan.seed)
    }
    let page = ComparisonPage(compared, groups)
    let chart = ComparisonFigure(groups, metrics: page.metrics).figure
    let text = page.text(figure: chart == nil ? nil : Self.figureName)
    let tables = ComparisonTables(page)
    try StagedFiles.makeFolder(output)
    let staged = StagedFiles()
    for (name, content) in [
      ("README.md", text), (Self.tableName, tables.runs), ("differences.csv", tables.differences),
    ] {
      try staged.add(output.appendingPathComponent(name)) { Data(content.utf8) }
    }
    let place = output.appendingPathComponent(Self.figureName)
    if let chart { try staged.add(place) { try chart.pngData() } }
    try staged.commit()
    // That of an earlier comparison would show other numbers than the text.
    if chart == nil { try? FileManager.default.removeItem(at: place) }
    return text
  }

  private static let figureName = "comparison.png"
  private static let tableName = "comparison.csv"

  /// Refuses a folder with a page of something else, which would be replaced.
  private func refuseForeign() throws {
    let isThere = { (name: String) in
      FileManager.default.fileExists(atPath: output.appendingPathComponent(name).path)
    }
    guard !isThere("README.md") || isThere(Self.tableName) else {
      throw ComparisonError.foreign(output.relativePath)
    }
  }
}

/// The tables of a comparison for other programs.
private struct ComparisonTables {
  /// One line for the last and one for the best weights of each network of each run.
  let runs: String
  /// One line a difference.
  let differences: String

  init(_ page: ComparisonPage) {
    let metrics = page.metrics
    var lines: [[String]] = []
    for group in page.groups {
      let changes = page.differences.filter { $0.group == group.name }
      let decided = metrics.map { metric in changes.first { $0.metric == metric }?.probability }
      for (results, network) in zip(group.results, group.networks) {
        for moment in [RunGroup.Moment.last, .best] {
          let isLast = moment == .last
          let start = [
            group.name, "\(results.plan.seed)", isLast ? "last" : "best", "\(group.seeds.count)",
          ]
          let numbers = metrics.map { network.number($0, of: moment) }
          // The best weights are chosen by the metrics, so that nothing is decided by them.
          let probabilities = isLast ? decided : metrics.map { _ in nil }
          lines.append(start + (numbers + probabilities).map { $0.map(Self.text) ?? "" })
        }
      }
    }
    runs = CSV.text(
      ["network", "seed", "weights", "n"] + metrics + metrics.map { "p \($0)" }, lines)
    differences = CSV.text(
      [
        "network", "against", "metric", "difference", "half_width", "n", "test", "p", "p_holm",
        "verdict",
      ],
      page.differences.map { one in
        [
          one.group, one.reference, one.metric, Self.text(one.interval.mean),
          Self.text(one.interval.halfWidth), one.counts, one.isPaired ? "paired" : "welch",
          Self.text(one.interval.probability), Self.text(one.probability), one.verdict.rawValue,
        ]
      })
  }

  private static func text(_ number: Double) -> String { String(format: "%.6g", number) }
}

/// The reason why runs cannot be compared.
public enum ComparisonError: Error, Equatable, CustomStringConvertible {
  /// No run was given.
  case nothing
  /// A run was evaluated with other test pictures than the first one.
  case otherPictures(String, String)
  /// The folder for the report has a README.md that is no comparison's.
  case foreign(String)
  /// A run has the settings and the seed of another one but other numbers, on the same machine.
  case otherNumbers(String, String, seed: UInt64)

  /// One sentence that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .nothing: "there is nothing to compare: name at least one run"
    case .otherPictures(let path, let first):
      "\(path) was evaluated with other test pictures than \(first): compare runs of the same test "
        + "pictures and size"
    case .foreign(let path):
      "\(path) holds a README.md that is no comparison's and would be replaced: choose another folder"
    case .otherNumbers(let path, let first, let seed):
      "\(path) and \(first) have the same settings and the seed \(seed) but other numbers, so that "
        + "something differs that was not recorded: compare one of them"
    }
  }
}
