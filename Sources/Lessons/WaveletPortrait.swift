import Foundation
import Plot
import Torch
public import WKD

/// What there is to know of a discrete wavelet: properties, filters, and a figure.
public struct WaveletPortrait: Sendable, Encodable {
  /// PyWavelets' name.
  public let name: String
  public let family: String
  public let orthogonal: Bool
  public let biorthogonal: Bool
  public let symmetry: WaveletSymmetry
  public let vanishingMomentsPsi: Int
  public let vanishingMomentsPhi: Int
  /// Taps of each filter.
  public let length: Int
  /// Of psi, in samples of the coarse grid.
  public let supportWidth: Int
  /// Filters under PyWavelets' names: `dec_lo`, `dec_hi`, `rec_lo`, `rec_hi`.
  public let filters: [String: [Double]]
  /// Where the figure was written.
  public let figure: String

  /// Looks at a bank and draws it.
  ///
  /// - Parameter output: a PNG file for psi, phi and their spectra.
  /// - Throws: ``StagingError`` or `PlotError`.
  public init(_ bank: FilterBank, output: String) throws {
    name = bank.name
    family = bank.familyName
    orthogonal = bank.isOrthogonal
    biorthogonal = bank.isBiorthogonal
    symmetry = bank.symmetry
    (vanishingMomentsPsi, vanishingMomentsPhi) = bank.vanishingMoments
    length = bank.length
    supportWidth = bank.supportWidth
    filters = [
      "dec_lo": bank.decompositionLow, "dec_hi": bank.decompositionHigh,
      "rec_lo": bank.reconstructionLow, "rec_hi": bank.reconstructionHigh,
    ]
    let files = StagedFiles()
    try files.add(URL(fileURLWithPath: output)) { try WaveletFigure(bank).figure.pngData() }
    try files.commit()
    figure = output
  }

  /// The portrait as lines for people.
  public var text: String {
    let order = ["dec_lo", "dec_hi", "rec_lo", "rec_hi"]
    let taps = (0..<length).map { tap in
      ["\(tap)"] + order.map { String(format: "%.16f", filters[$0]?[tap] ?? 0) }
    }
    let moments = "psi \(vanishingMomentsPsi), phi \(vanishingMomentsPhi)"
    return ([
      "\(name): \(family)",
      "orthogonal:        \(orthogonal ? "yes" : "no")",
      "biorthogonal:      \(biorthogonal ? "yes" : "no")",
      "symmetry:          \(symmetry.rawValue)",
      "vanishing moments: \(moments)",
      "taps:              \(length)",
      "support of psi:    \(supportWidth)", "",
    ] + TextTable.lines(["tap"] + order, taps) + ["", "wrote \(figure)"]).joined(separator: "\n")
  }
}

/// Draws wavelet, scaling function and their spectra.
struct WaveletFigure {
  private let bank: FilterBank

  init(_ bank: FilterBank) {
    self.bank = bank
  }

  var figure: Figure {
    let sides = self.sides
    let phi = sides.map { Curve(label: $0.label, x: $0.curves.x, y: $0.curves.phi) }
    let psi = sides.map { Curve(label: $0.label, x: $0.curves.x, y: $0.curves.psi) }
    return Figure(
      columns: 2,
      panels: [
        chart("wavelet psi", psi), chart("scaling function phi", phi),
        spectrum("spectrum of psi", psi), spectrum("spectrum of phi", phi),
      ], title: "\(bank.name) (\(bank.familyName))")
  }

  private struct Curve {
    let label: String?
    let x: [Double]
    let y: [Double]
  }

  /// One side of an orthogonal bank, both sides of another.
  private var sides: [(label: String?, curves: (x: [Double], phi: [Double], psi: [Double]))] {
    let synthesis = bank.cascade(iterations: Self.iterations)
    guard bank.decompositionLow.reversed() != bank.reconstructionLow else {
      return [(nil, synthesis)]
    }
    let dual = FilterBank(
      name: "dual", decompositionLow: bank.reconstructionLow.reversed(),
      reconstructionLow: bank.decompositionLow.reversed())
    return [
      ("reconstruction", synthesis), ("decomposition", dual.cascade(iterations: Self.iterations)),
    ]
  }

  private static let iterations = 9

  private func chart(_ title: String, _ curves: [Curve]) -> Chart {
    Chart(
      title, x: Axis("position"), y: Axis(""),
      marks: curves.map { .line(x: $0.x, y: $0.y, label: $0.label) })
  }

  /// Magnitudes of the Fourier transform up to four cycles per unit of position.
  private func spectrum(_ title: String, _ curves: [Curve]) -> Chart {
    let marks = curves.map { curve -> Mark in
      let step = curve.x.count > 1 ? curve.x[1] - curve.x[0] : 1
      // Zeros at the end bring the frequencies closer to each other.
      let count = 64 << Self.iterations
      let padded = curve.y + [Double](repeating: 0, count: max(0, count - curve.y.count))
      let magnitudes = (Tensor(padded) * step).fourierMagnitudes().values
      let frequencies = magnitudes.indices.map { Double($0) / (Double(padded.count) * step) }
      let shown = frequencies.prefix { $0 <= 4 }.count
      return .line(
        x: Array(frequencies.prefix(shown)), y: Array(magnitudes.prefix(shown)),
        label: curve.label)
    }
    return Chart(
      title, x: Axis("frequency (cycles per unit)"), y: Axis("magnitude"), marks: marks)
  }
}
