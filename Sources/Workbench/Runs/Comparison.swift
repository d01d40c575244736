import Console
public import Foundation
import Markup
import Plot
import WKD

/// A report of several runs side by side: means over seeds, intervals, and differences paired by seed.
///
/// ```swift
/// // Needs folders of complete runs.
/// let folders = ["students-1", "students-2", "students-3"]
/// print(try Comparison(runs: folders, output: URL(fileURLWithPath: "comparison")).write())
/// ```
///
/// - Source: intervals by Student's t, "The probable error of a mean", Biometrika 6, 1908.
public struct Comparison: Sendable {
  /// The paths of folders of complete runs.
  public var runs: [String]
  /// The folder of the report.
  public var output: URL

  /// A comparison that is to be written.
  ///
  /// - Parameters:
  ///   - runs: the paths of folders of complete runs with the same test pictures.
  ///   - output: the folder of the report; it is made where it is missing.
  public init(runs: [String], output: URL) {
    self.runs = runs
    self.output = output
  }

  /// Reads the runs and writes `README.md`, `comparison.csv` and figures.
  ///
  /// - Returns: the text of the report, in Markdown.
  /// - Throws: ``RunResultsError``, ``ComparisonError``, or an error that names a file which cannot be
  ///   written.
  @discardableResult
  public func write() throws -> String {
    let results = try runs.map { try RunResults(contentsOf: URL(fileURLWithPath: $0)) }
    guard let first = results.first else { throw ComparisonError.nothing }
    for (path, other) in zip(runs, results) {
      guard other.data == first.data, other.size == first.size,
        other.testPictures == first.testPictures
      else { throw ComparisonError.otherPictures(path, runs[0]) }
    }
    let groups = RunGroup.all(zip(runs, results).map { ($0, $1) })
    let metrics = first.metrics.filter { name in
      groups.allSatisfy { !$0.values(name, of: .last).isEmpty }
    }
    let text = page(groups, metrics: metrics, results: results)
    let staged = StagedFiles()
    try StagedFiles.makeFolder(output)
    try staged.add(output.appendingPathComponent("README.md")) { Data(text.utf8) }
    try staged.add(output.appendingPathComponent("comparison.csv")) {
      Data(table(groups, metrics).utf8)
    }
    try staged.add(output.appendingPathComponent("comparison.png")) {
      try figure(groups, metrics: metrics).pngData(scale: 1.5)
    }
    try staged.commit()
    return text
  }

  private func page(
    _ groups: [RunGroup], metrics: [String], results: [RunResults]
  ) -> String {
    let first = results[0]
    let seeds = groups.map(\.seeds.count).max() ?? 1
    let number = { (values: [Double]) -> String in
      guard !values.isEmpty else { return "-" }
      let interval = MeanInterval(values)
      return values.count == 1
        ? String(format: "%.4g", interval.mean)
        : String(format: "%.4g ± %.2g", interval.mean, interval.halfWidth)
    }
    let rows = { (moment: RunGroup.Moment) in
      metrics.map { metric in [metric] + groups.map { number($0.values(metric, of: moment)) } }
    }
    let sizes = groups.map { group -> [String] in
      let size = group.results[0].student
      return [
        group.name, "\(size.baseWidth)/\(size.blocks)", "\(size.parameters)",
        String(format: "%.1f", Double(size.macsByInput) / 1e6),
        String(format: "%.2f", 1000 * group.results[0].time.median),
      ]
    }
    let columns = ["metric"] + groups.map { "\($0.name) (\($0.seeds.count))" }
    return """
      # Comparison of \(runs.count) run\(runs.count == 1 ? "" : "s")

      Data: \(first.data), \(first.size) px, \(first.testPictures["A"] ?? 0) + \
      \(first.testPictures["B"] ?? 0) test pictures. \
      \(seeds > 1
        ? "Numbers are means over seeds with their 95 % interval by Student's t."
        : "One seed each: small differences mean nothing.") Lower is better, but for PSNR and SSIM. \
      In brackets: the number of seeds.

      ![Metrics of every network](comparison.png)

      ## Last weights

      \(markdownTable(columns: columns, rows: rows(.last)))

      ## Best weights

      The step was chosen by \(first.selection) on these same test pictures, so that these numbers \
      flatter every network.

      \(markdownTable(columns: columns, rows: rows(.best)))

      ## Differences

      \(differences(groups, metrics: metrics))

      ## Size

      \(markdownTable(
        columns: ["network", "width/blocks", "parameters", "MMACs (by input size)", "ms a picture"],
        rows: sizes))

      ## Runs

      \(zip(runs, results).map { "- \($0): `\($1.command)`" }.joined(separator: "\n"))

      """
  }

  /// Every network against the first one, seed by seed.
  private func differences(_ groups: [RunGroup], metrics: [String]) -> String {
    guard let reference = groups.first, groups.count > 1 else {
      return "There is one network only."
    }
    let lines = groups.dropFirst().map { group -> String in
      let words = metrics.compactMap { metric -> String? in
        let pairs = group.pairs(metric, with: reference)
        guard pairs.count > 1 else { return nil }
        let change = MeanInterval(of: pairs.map(\.0), minus: pairs.map(\.1))
        return String(
          format: "%@ %@ (%+.3g ± %.2g)", metric, change.verdict.rawValue, change.mean,
          change.halfWidth)
      }
      return words.isEmpty
        ? "- **\(group.name)**: fewer than two seeds in common with \(reference.name), no verdict"
        : "- **\(group.name)** against **\(reference.name)**: \(words.joined(separator: "; "))"
    }
    return "A difference counts when its 95 % interval, paired by seed, leaves out zero.\n\n"
      + lines.joined(separator: "\n")
  }

  private func figure(_ groups: [RunGroup], metrics: [String]) -> Figure {
    Figure(
      columns: 3,
      panels: metrics.map { metric in
        let intervals = groups.map { MeanInterval($0.values(metric, of: .last)) }
        return Chart(
          metric, x: Axis("network"), y: Axis(metric),
          marks: [
            .bars(
              categories: groups.map(\.name), values: intervals.map(\.mean),
              errors: intervals.allSatisfy { $0.count > 1 } ? intervals.map(\.halfWidth) : [])
          ])
      }, panelWidth: 360)
  }

  private func table(_ groups: [RunGroup], _ metrics: [String]) -> String {
    let rows = groups.flatMap { group in
      zip(group.results, group.networks).flatMap { results, network in
        [("last", network.last), ("best", network.best)].map { moment, row in
          [group.name, "\(results.plan.seed)", moment]
            + metrics.map { row[$0].map { String(format: "%.6g", $0) } ?? "" }
        }
      }
    }
    return CSV.text(["network", "seed", "weights"] + metrics, rows)
  }
}

/// The reason why runs cannot be compared.
public enum ComparisonError: Error, Equatable, CustomStringConvertible {
  /// No run was given.
  case nothing
  /// A run was evaluated with other test pictures than the first one.
  case otherPictures(String, String)

  /// One sentence that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .nothing: "there is nothing to compare: name at least one run"
    case .otherPictures(let path, let first):
      "\(path) was evaluated with other test pictures than \(first): compare runs of the same data "
        + "and size"
    }
  }
}
