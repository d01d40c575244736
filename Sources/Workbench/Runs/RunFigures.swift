package import Plot
import Torch
package import WKD

/// The figures that a run leaves in its folder while it goes on.
package struct RunFigures {
  private let data: TranslationData
  private let names: [String]
  /// The pictures that are shown, `[N, 3, side, side]`: always the first test pictures, not chosen by
  /// quality, or without test pictures the middles of the first training pictures.
  private let shown: (a: Tensor, b: Tensor)
  /// The true counterparts of those, where they are known.
  private let truth: (b: Tensor?, a: Tensor?)

  /// Figures of networks with some names.
  ///
  /// - Parameters:
  ///   - data: the pictures of the run.
  ///   - names: those of the networks in the tables.
  ///   - side: side of the pictures that the networks are trained with.
  package init(data: TranslationData, names: [String], side: Int) {
    self.data = data
    self.names = names
    let (a, b) =
      data.hasTests
      ? (data.testA.prefix(6), data.testB.prefix(6))
      : (data.trainA.prefix(6), data.trainB.prefix(6))
    // Generators take multiples of 4.
    let side = min(side, a.smallestSide, b.smallestSide) / 4 * 4
    shown = (a.middles(side), b.middles(side))
    truth = (
      data.truthB?.prefix(6).middles(side), data.truthA?.prefix(6).middles(side)
    )
  }

  /// Inputs and their translations by every network, in both directions.
  func samples(_ networks: [(name: String, generators: GeneratorPair)], step: Int) -> Figure {
    let (a, b) = shown
    let outputs = networks.map { $0.generators.translateOneByOne(a: a, b: b) }
    let row = { (images: Tensor) in (0..<images.shape[0]).map { Picture(images[$0]) } }
    let names = ["input"] + networks.map { label($0.name) ?? "translation" }
    return Figure(
      panels: [
        ImageGrid(
          "\(data.domains.a) to \(data.domains.b), step \(step)",
          rows: [row(a)] + outputs.map { row($0.fakeB) }
            + (truth.b.map { [row($0)] } ?? []),
          rowLabels: names + (truth.b == nil ? [] : ["truth"])),
        ImageGrid(
          "\(data.domains.b) to \(data.domains.a), step \(step)",
          rows: [row(b)] + outputs.map { row($0.fakeA) }
            + (truth.a.map { [row($0)] } ?? []),
          rowLabels: names + (truth.a == nil ? [] : ["truth"])),
      ], panelWidth: 700)
  }

  /// Running means of the losses; nil before the first line of the table.
  package func losses(_ table: RunTable) -> Figure? {
    let charts = table.columns.compactMap { column -> Chart? in
      let curves = names.map { ($0, table.curve(column, of: $0)) }
      // Without a teacher there is no loss of that name, and nothing to see.
      guard curves.contains(where: { $1.values.contains { $0 != 0 } }) else { return nil }
      return Chart(
        column.replacing("_", with: " "), x: Axis("step"), y: Axis("loss"),
        marks: curves.map { .line(x: $1.steps, y: Self.smoothed($1.values), label: label($0)) })
    }
    return charts.isEmpty ? nil : Figure(columns: 3, panels: charts, panelWidth: 380)
  }

  /// The course of every metric; nil before the second measurement.
  package func metrics(_ table: RunTable) -> Figure? {
    let charts = table.columns.compactMap { column -> Chart? in
      let curves = names.map { ($0, table.curve(column, of: $0)) }
        .filter { $1.steps.count > 1 && $1.values.allSatisfy(\.isFinite) }
      guard !curves.isEmpty else { return nil }
      return Chart(
        column, x: Axis("step"), y: Axis(column),
        marks: curves.map { .line(x: $1.steps, y: $1.values, label: label($0)) })
    }
    return charts.isEmpty ? nil : Figure(columns: 3, panels: charts, panelWidth: 380)
  }

  /// The label of a network in a figure; a student without a teacher that is the only one needs none.
  private func label(_ name: String) -> String? {
    name == Distillation.none.name && names.count == 1 ? nil : name
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

extension ImageSet {
  /// The middles of all pictures, `[N, 3, side, side]`.
  fileprivate func middles(_ side: Int) -> Tensor {
    .concatenated(
      (0..<count).map { index in
        let picture = batch([index])
        let (top, left) = ((picture.shape[2] - side) / 2, (picture.shape[3] - side) / 2)
        return picture.slice(axis: 2, top..<top + side).slice(axis: 3, left..<left + side)
      })
  }
}

extension GeneratorPair {
  /// The translations of a few pictures, one at a time, since large ones take much memory.
  fileprivate func translateOneByOne(a: Tensor, b: Tensor) -> Translations {
    let all = { (images: Tensor, generator: ResNetGenerator) in
      Tensor.concatenated(
        (0..<images.shape[0]).map { index in
          withoutGradients { generator(images[index..<index + 1]) }
        })
    }
    return Translations(fakeB: all(a, ab), fakeA: all(b, ba))
  }
}
