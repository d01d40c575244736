package import Plot
import WKD

/// The figure of a comparison: one chart for every metric, with a bar for every network.
package struct ComparisonFigure {
  /// nil where nothing was measured.
  package let figure: Figure?

  package init(_ groups: [RunGroup], metrics: [String]) {
    let names = Self.names(of: groups)
    let charts = metrics.compactMap { metric -> Chart? in
      let intervals = groups.map { group -> MeanInterval? in
        let values = group.values(metric, of: .last)
        let interval = values.isEmpty ? nil : MeanInterval(values)
        return interval?.mean.isFinite == true ? interval : nil
      }
      guard intervals.contains(where: { $0 != nil }) else { return nil }
      // Every chart has every network, so that all are read alike.
      return Chart(
        metric, x: Axis(""), y: Axis(Self.unit(of: metric)),
        marks: [
          .bars(
            categories: names.short, values: intervals.map { $0?.mean ?? .nan },
            errors: intervals.map { $0?.halfWidth ?? .nan }.map { $0.isFinite ? $0 : .nan })
        ])
    }
    guard !charts.isEmpty else {
      figure = nil
      return
    }
    let isRepeated = groups.contains { $0.seeds.count > 1 }
    let title =
      "Last weights" + (isRepeated ? ", means over seeds with 95 % intervals" : "")
      + (names.key.map { ": \($0)" } ?? "")
    figure = Figure(
      columns: min(3, charts.count), panels: charts, panelWidth: 360, panelHeight: 240, title: title
    )
  }

  /// Names that fit below bars, and what they stand for; nil for names that stand for themselves.
  private static func names(of groups: [RunGroup]) -> (short: [String], key: String?) {
    let names = groups.map(\.name)
    if names.count <= 4, names.allSatisfy({ $0.count <= 10 }) { return (names, nil) }
    let numbers = names.indices.map { "\($0 + 1)" }
    // A number stays with its name where the title is broken into lines.
    return (
      numbers, zip(numbers, names).map { "\($0)\u{A0}is\u{A0}\($1)" }.joined(separator: "; ")
    )
  }

  private static func unit(of metric: String) -> String {
    metric.hasPrefix("SWD") ? "thousandths" : metric == "PSNR" ? "dB" : ""
  }
}
