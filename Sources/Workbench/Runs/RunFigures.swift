import Plot
import Torch
import WKD

/// The figures that a run leaves in its folder while it goes on.
struct RunFigures {
  let data: TranslationData
  let methods: [String]
  /// The number of test pictures shown: always the first ones, not chosen by quality.
  var shown = 6

  /// Inputs and their translations by every network, in both directions.
  func samples(_ networks: [(name: String, generators: GeneratorPair)], step: Int) -> Figure {
    let (a, b) = (data.testA.first(shown), data.testB.first(shown))
    let outputs = networks.map { $0.generators.translate(a: a, b: b) }
    let row = { (images: Tensor) in (0..<images.shape[0]).map { Picture(images[$0]) } }
    let names = ["input"] + networks.map { label($0.name) ?? "translation" }
    return Figure(
      panels: [
        ImageGrid(
          "\(data.domains.a) to \(data.domains.b), step \(step)",
          rows: [row(a)] + outputs.map { row($0.fakeB) }
            + (data.truthB.map { [row($0.first(shown))] } ?? []),
          rowLabels: names + (data.truthB == nil ? [] : ["truth"])),
        ImageGrid(
          "\(data.domains.b) to \(data.domains.a), step \(step)",
          rows: [row(b)] + outputs.map { row($0.fakeA) }
            + (data.truthA.map { [row($0.first(shown))] } ?? []),
          rowLabels: names + (data.truthA == nil ? [] : ["truth"])),
      ], panelWidth: 700)
  }

  /// Running means of the losses; nil before the first line of the table.
  func losses(_ table: RunTable) -> Figure? {
    let charts = table.columns.compactMap { column -> Chart? in
      let curves = methods.map { ($0, table.curve(column, of: $0)) }
      // Without a teacher there is no loss of that name, and nothing to see.
      guard curves.contains(where: { $1.values.contains { $0 != 0 } }) else { return nil }
      return Chart(
        column.replacing("_", with: " "), x: Axis("step"), y: Axis("loss"),
        marks: curves.map { .line(x: $1.steps, y: Self.smoothed($1.values), label: label($0)) })
    }
    return charts.isEmpty ? nil : Figure(columns: 3, panels: charts, panelWidth: 380)
  }

  /// The course of every metric; nil before the second measurement.
  func metrics(_ table: RunTable) -> Figure? {
    let charts = table.columns.compactMap { column -> Chart? in
      let curves = methods.map { ($0, table.curve(column, of: $0)) }
        .filter { $1.steps.count > 1 && $1.values.allSatisfy(\.isFinite) }
      guard !curves.isEmpty else { return nil }
      return Chart(
        column, x: Axis("step"), y: Axis(column),
        marks: curves.map { .line(x: $1.steps, y: $1.values, label: label($0)) })
    }
    return charts.isEmpty ? nil : Figure(columns: 3, panels: charts, panelWidth: 380)
  }

  /// The label of a method in a figure; a network that is the only one needs none.
  private func label(_ method: String) -> String? {
    guard method == "none" else { return method }
    return methods.count == 1 ? nil : "alone"
  }

  /// A running mean over about a thirtieth of the curve.
  static func smoothed(_ values: [Double]) -> [Double] {
    var mean = 0.0
    return values.enumerated().map { index, value in
      mean += (value - mean) * max(1 / Double(index + 1), min(1, 30 / Double(values.count)))
      return mean
    }
  }
}
