import Console
import Files
import Foundation
import Plot
import Torch
public import WKD

/// The properties and filters of a discrete wavelet, with a figure of it as a file.
///
/// ```swift
/// let place = FileManager.default.temporaryDirectory.appendingPathComponent("db4.png")
/// let portrait = try WaveletPortrait(try FilterBank(named: "db4"), output: place.path)
/// print(portrait.vanishingMomentsPsi, portrait.filters["dec_lo"]?.count ?? 0)  // 4 8
/// try FileManager.default.removeItem(at: place)
/// ```
public struct WaveletPortrait: Sendable, Encodable {
  /// PyWavelets' name.
  public let name: String
  /// The name of the family, such as `Daubechies`.
  public let family: String
  /// Whether both sides have the same filters, reversed: `FilterBank.isOrthogonal`.
  public let orthogonal: Bool
  /// Whether reconstruction undoes decomposition: `FilterBank.isBiorthogonal`.
  public let biorthogonal: Bool
  /// The symmetry of psi: `FilterBank.symmetry`.
  public let symmetry: WaveletSymmetry
  /// The number of vanishing moments of the wavelet psi.
  public let vanishingMomentsPsi: Int
  /// The number of vanishing moments of the scaling function phi.
  public let vanishingMomentsPhi: Int
  /// The number of taps of each filter.
  public let length: Int
  /// The width of the support of psi, in samples of the coarse grid.
  public let supportWidth: Int
  /// How far the filters are from restoring every signal: `FilterBank.reconstructionError`.
  public let reconstructionError: Double
  /// Filters under PyWavelets' names: `dec_lo`, `dec_hi`, `rec_lo`, `rec_hi`.
  public let filters: [String: [Double]]
  /// The path of the figure.
  public let figure: String

  /// Reads the properties of a bank and draws it.
  ///
  /// - Parameters:
  ///   - bank: a discrete wavelet.
  ///   - output: the path of a PNG file for psi, phi and their spectra.
  /// - Throws: `PlotError`, or an error that names the file where it cannot be written.
  public init(_ bank: FilterBank, output: String) throws {
    name = bank.name
    family = bank.familyName
    orthogonal = bank.isOrthogonal
    biorthogonal = bank.isBiorthogonal
    symmetry = bank.symmetry
    (vanishingMomentsPsi, vanishingMomentsPhi) = bank.vanishingMoments
    length = bank.length
    supportWidth = bank.supportWidth
    reconstructionError = bank.reconstructionError
    filters = [
      "dec_lo": bank.decompositionLow, "dec_hi": bank.decompositionHigh,
      "rec_lo": bank.reconstructionLow, "rec_hi": bank.reconstructionHigh,
    ].mapValues { $0.map { $0 + 0 } }  // -0 becomes 0
    try OutputFormat.png.check(URL(fileURLWithPath: output))
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
    return
      ([
        "\(name): \(family)",
        "orthogonal:        \(orthogonal ? "yes" : "no")",
        "biorthogonal:      \(biorthogonal ? "yes" : "no")",
        "symmetry:          \(symmetry.rawValue)",
        "vanishing moments: \(moments)",
        "taps:              \(length)",
        "support of psi:    \(supportWidth)",
        "restores signals:  to \(NumberText.short(reconstructionError))", "",
      ] + TextTable.lines(["tap"] + order, taps) + ["", "wrote \(figure)"]).joined(separator: "\n")
  }
}

/// The figure of a wavelet, its scaling function and their spectra.
private struct WaveletFigure {
  private let bank: FilterBank

  init(_ bank: FilterBank) {
    self.bank = bank
  }

  var figure: Figure {
    let sides = self.sides
    // Apart from each other: of a rough pair, one would hide the other.
    let functions = sides.flatMap { side in
      [
        chart("wavelet psi\(side.suffix)", side.psi),
        chart("scaling function phi\(side.suffix)", side.phi),
      ]
    }
    let spectra = [
      spectrum("spectrum of psi", sides.map(\.psi)),
      spectrum("spectrum of phi", sides.map(\.phi)),
    ]
    return Figure(
      columns: 2, panels: functions + spectra, title: "\(bank.name) (\(bank.familyName))")
  }

  private struct Curve {
    let label: String?
    let x: [Double]
    let y: [Double]
  }

  private struct Side {
    let suffix: String
    let phi: Curve
    let psi: Curve

    init(_ bank: FilterBank, label: String?) {
      let (x, phi, psi) = bank.cascade(iterations: WaveletFigure.iterations)
      suffix = label.map { ", \($0)" } ?? ""
      self.phi = Curve(label: label, x: x, y: phi)
      self.psi = Curve(label: label, x: x, y: psi)
    }
  }

  /// One side of a bank with the same filters on both, else both sides.
  private var sides: [Side] {
    guard bank.decompositionLow.reversed() != bank.reconstructionLow else {
      return [Side(bank, label: nil)]
    }
    let dual = FilterBank(
      name: "dual", decompositionLow: bank.reconstructionLow.reversed(),
      reconstructionLow: bank.decompositionLow.reversed())
    return [Side(bank, label: "reconstruction"), Side(dual, label: "decomposition")]
  }

  private static let iterations = 9

  private func chart(_ title: String, _ curve: Curve) -> Chart {
    Chart(title, x: Axis("position"), y: Axis(""), marks: [.line(x: curve.x, y: curve.y)])
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
