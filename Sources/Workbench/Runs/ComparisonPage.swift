import Foundation
import Markup
import WKD

/// The text of a comparison.
struct ComparisonPage {
  let groups: [RunGroup]
  /// The metrics of all runs, in their order.
  let metrics: [String]
  /// Every group against the first one.
  let differences: [GroupDifference]
  private let runs: [ComparedRun]

  init(_ runs: [ComparedRun], _ groups: [RunGroup]) {
    self.runs = runs
    self.groups = groups
    var metrics: [String] = []
    for name in runs.flatMap({ $0.results?.metrics ?? [] }) where !metrics.contains(name) {
      metrics.append(name)
    }
    self.metrics = metrics
    differences = GroupDifference.table(
      groups.dropFirst().map { ($0, groups[0]) }, metrics: metrics)
  }

  /// The report in Markdown.
  ///
  /// - Parameter figure: the name of the figure's file; nil for none.
  /// - Returns: the whole page.
  func text(figure: String?) -> String {
    let parts: [String?] = [
      "# Comparison of \(counted(runs.count, "run"))", introduction, remarks,
      figure.map { "![Metrics of every network](\($0))" },
      "## Last weights", means(.last),
      "## Best weights",
      """
      The step was chosen by \(RunMeasure.selection) on these same test pictures, so that these \
      numbers flatter every network.
      """, means(.best),
      "## Differences", decisions,
      "## Size", sizes,
      "## Runs", runs.map(line).joined(separator: "\n"),
    ]
    return parts.compactMap(\.self).joined(separator: "\n\n") + "\n"
  }

  private var introduction: String {
    let complete = runs.compactMap(\.results)
    let names = complete.reduce(into: [String]()) { names, run in
      if !names.contains(run.data) { names.append(run.data) }
    }
    let data = complete.first.map { first in
      "Data: \(names.joined(separator: ", ")), \(first.size) px, \(first.testPictures["A"] ?? 0) + "
        + "\(first.testPictures["B"] ?? 0) test pictures. "
    }
    let most = groups.map(\.seeds.count).max() ?? 0
    let meaning =
      most > 1
      ? "Numbers are means over seeds with their 95 % interval by Student's t."
      : "One seed each: small differences mean nothing."
    return """
      \(data ?? "")\(meaning) Lower is better, but for PSNR and SSIM. In brackets: the number of seeds.
      """
  }

  /// The notes beside the numbers, on copies and runs that diverged; nil where there is nothing to tell.
  private var remarks: String? {
    let lines = groups.flatMap { group in
      copies(group).map { "- **\(group.name)**: \($0)" }
    }
    let ends = runs.compactMap { run -> String? in
      guard let end = run.divergence else { return nil }
      return "- \(run.path), seed \(run.plan.seed), diverged: \(end.finding), and it has no metrics"
    }
    let all = lines + ends
    return all.isEmpty ? nil : all.joined(separator: "\n")
  }

  private func copies(_ group: RunGroup) -> [String] {
    let seeds = group.copies.filter(\.isEqual).map(\.first.plan.seed)
    let equal = Set(seeds).sorted().map { seed in
      "\(seeds.count { $0 == seed } + 1) copies of seed \(seed) counted once"
    }
    let others = group.copies.filter { !$0.isEqual }.map { copy in
      let reason = copy.other.circumstances(besides: copy.first) ?? "no known reason"
      return "seed \(copy.first.plan.seed) has other numbers in \(copy.other.path) than in "
        + "\(copy.first.path) (\(reason)); \(copy.first.path) counts"
    }
    return (equal.isEmpty ? [] : [equal.joined(separator: ", ")]) + others
  }

  private func means(_ moment: RunGroup.Moment) -> String {
    guard !metrics.isEmpty else { return "No run has metrics." }
    return markdownTable(
      columns: ["metric"] + groups.map { "\($0.name) (\($0.seeds.count))" },
      rows: metrics.map { metric in
        [metric] + groups.map { Self.mean($0.values(metric, of: moment)) }
      })
  }

  private static func mean(_ values: [Double]) -> String {
    guard !values.isEmpty else { return "-" }
    let interval = MeanInterval(values)
    guard interval.mean.isFinite else { return "-" }
    let width = interval.halfWidth.isFinite ? String(format: " ± %.2g", interval.halfWidth) : ""
    return String(format: "%.4g", interval.mean) + width + " (\(values.count))"
  }

  private var decisions: String {
    guard let reference = groups.first, groups.count > 1 else {
      return "There is one network only."
    }
    let silent = groups.dropFirst().filter { group in
      !differences.contains { $0.group == group.name }
    }
    let missing = silent.map {
      "- **\($0.name)**: fewer than two seeds to compare with **\(reference.name)**, no verdict"
    }
    let table =
      differences.isEmpty
      ? nil
      : markdownTable(
        columns: ["network", "metric", "difference", "n", "p", "p (Holm)", "verdict"],
        rows: differences.map { one in
          [
            one.group, one.metric,
            String(format: "%+.3g ± %.2g", one.interval.mean, one.interval.halfWidth),
            one.counts + (one.isPaired ? "" : ", unpaired"),
            Self.probability(one.interval.probability), Self.probability(one.probability),
            one.verdict.rawValue,
          ]
        })
    let rule =
      """
      Every network minus **\(reference.name)**, paired by seed\
      \(differences.contains { !$0.isPaired } ? ", or by Welch's test where it says unpaired" : ""). \
      The interval and p are those of one difference alone, by Student's t; the verdict is that of all \
      \(differences.count) together: lower or higher where p after Holm's correction is below 0.05.
      """
    return [
      table.map { _ in rule }, table, missing.isEmpty ? nil : missing.joined(separator: "\n"),
    ]
    .compactMap(\.self).joined(separator: "\n\n")
  }

  private static func probability(_ value: Double) -> String {
    value > 0 && value < 0.0001 ? String(format: "%.1e", value) : String(format: "%.3g", value)
  }

  private var sizes: String {
    markdownTable(
      columns: ["network", "width/blocks", "parameters", "MMACs (by input size)", "ms a picture"],
      rows: groups.map { group in
        guard let run = group.results.first else { return [group.name, "-", "-", "-", "-"] }
        return [
          group.name, "\(run.student.baseWidth)/\(run.student.blocks)",
          "\(run.student.parameters)",
          String(format: "%.1f", Double(run.student.macsByInput) / 1e6),
          String(format: "%.2f", 1000 * run.time.median),
        ]
      })
  }

  private func line(_ run: ComparedRun) -> String {
    guard let command = run.results?.command else { return "- \(run.path): diverged" }
    let words = command.split(whereSeparator: \.isNewline).joined(separator: " ")
    return "- \(run.path): " + (words.contains("`") ? "`` \(words) ``" : "`\(words)`")
  }
}
