import Console
import Foundation
import Plot
public import WKD

/// What there is to know of a discrete wavelet: properties, filters, and a figure.
public struct WaveletPortrait: Sendable, Encodable {
  /// PyWavelets' name.
  public let name: String
  /// In words.
  public let family: String
  /// `FilterBank.isOrthogonal`.
  public let orthogonal: Bool
  /// `FilterBank.isBiorthogonal`.
  public let biorthogonal: Bool
  /// `FilterBank.symmetry`.
  public let symmetry: WaveletSymmetry
  /// `FilterBank.vanishingMoments.psi`.
  public let vanishingMomentsPsi: Int
  /// `FilterBank.vanishingMoments.phi`.
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
    ].mapValues { $0.map { $0 + 0 } }  // -0 becomes 0
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
        "support of psi:    \(supportWidth)", "",
      ] + TextTable.lines(["tap"] + order, taps) + ["", "wrote \(figure)"]).joined(separator: "\n")
  }
}
