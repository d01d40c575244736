import Console
import Foundation
import Torch
public import WKD

/// The result of a ``Decomposition``.
public struct DecompositionReport: Sendable, Encodable {
  /// The picture's file.
  public let image: String
  /// PyWavelets' name.
  public let wavelet: String
  /// The continuation of the picture beyond its edges.
  public let mode: BoundaryMode
  /// Levels of the transform.
  public let levels: Int
  /// 1 for grey, 3 for colour.
  public let channels: Int
  /// Rows.
  public let height: Int
  /// Columns.
  public let width: Int
  /// Bits of one sample: 8 or 16.
  public let depth: Int
  /// Every band, coarsest first.
  public internal(set) var bands: [BandEnergy] = []
  /// The picture from its largest coefficients, where it was asked for.
  public internal(set) var kept: Kept?
  /// The picture without its noise, where it was asked for.
  public internal(set) var denoised: Denoised?
  /// The paths of all files that were written.
  public internal(set) var files: [String] = []

  /// A picture from its largest coefficients.
  public struct Kept: Sendable, Encodable {
    /// The number that was kept.
    public let coefficients: Int
    /// The number of all.
    public let of: Int
    /// Of the written picture, in decibels; infinite if no pixel has changed.
    public let psnr: Double
  }

  /// A picture without its noise.
  public struct Denoised: Sendable, Encodable {
    /// Standard deviation of the noise, one a channel, in pixels from 0 to 1.
    public private(set) var deviation: [Double]
    /// The choice of thresholds.
    public let thresholds: Denoising.Threshold
    /// The treatment of coefficients.
    public let rule: Thresholding
    /// The universal threshold, one a channel; nil where each band has its own.
    public private(set) var threshold: [Double]?
    /// The thresholds of each band, one a channel, where each band has its own; an infinite one left
    /// nothing of the band.
    public private(set) var bands: [String: [Double]]?

    /// The same for the channels of this one and of another one.
    func followed(by other: Denoised) -> Denoised {
      var all = self
      all.deviation += other.deviation
      all.threshold = threshold.map { $0 + (other.threshold ?? []) }
      all.bands = bands?.merging(other.bands ?? [:]) { $0 + $1 }
      return all
    }

    init(
      _ denoising: Denoising, thresholds: [WaveletBand: Tensor], of pyramid: WaveletPyramid
    ) {
      deviation = pyramid.noiseDeviation.values
      self.thresholds = denoising.threshold
      rule = denoising.rule
      let isShared = denoising.threshold == .universal
      threshold = isShared ? thresholds.first?.value.values : nil
      bands =
        isShared
        ? nil
        : Dictionary(uniqueKeysWithValues: thresholds.map { ($0.key.description, $0.value.values) })
    }
  }
}

/// The energy of one band, over all channels.
public struct BandEnergy: Sendable, Encodable {
  /// Name, such as `HH1`.
  public let band: String
  /// Rows.
  public let height: Int
  /// Columns.
  public let width: Int
  /// Numbers in the band.
  public let coefficients: Int
  /// Sum of their squares.
  public let energy: Double
  /// Part of the energy of all bands, in per cent.
  public let sharePercent: Double
}

/// The energies of bands, added up channel by channel.
struct EnergySums {
  private var names: [(name: String, height: Int, width: Int)] = []
  private var counts: [Int] = []
  private var energies: [Double] = []

  /// Adds the bands `[h, w]` of a channel.
  mutating func add(_ pyramid: WaveletPyramid) {
    let bands = pyramid.bands
    if names.isEmpty {
      names = bands.map { ($0.name, $0.coefficients.shape[0], $0.coefficients.shape[1]) }
      counts = bands.map { _ in 0 }
      energies = bands.map { _ in 0 }
    }
    for (index, band) in bands.enumerated() {
      counts[index] += band.coefficients.count
      energies[index] += band.coefficients.squared().sum().item
    }
  }

  /// All bands, coarsest first; all shares are 0 for a black picture.
  var bands: [BandEnergy] {
    let total = energies.reduce(0, +)
    return names.indices.map { index in
      BandEnergy(
        band: names[index].name, height: names[index].height, width: names[index].width,
        coefficients: counts[index], energy: energies[index],
        sharePercent: total > 0 ? 100 * energies[index] / total : 0)
    }
  }
}

extension DecompositionReport {
  /// The energies as CSV, every digit.
  var csv: String {
    CSV.text(
      ["band", "height", "width", "coefficients", "energy", "share_percent"],
      bands.map {
        [
          $0.band, "\($0.height)", "\($0.width)", "\($0.coefficients)", "\($0.energy)",
          "\($0.sharePercent)",
        ]
      })
  }

  /// The report as lines for people.
  public var text: String {
    let kind = channels == 1 ? "grey" : "colour"
    var lines = [
      "\(image): \(width) x \(height) pixels, \(kind), \(depth) bits",
      "\(wavelet), \(counted(levels, "level")), mode \(mode.rawValue)", "",
    ]
    lines += TextTable.lines(
      ["band", "size", "coefficients", "energy", "share (%)"],
      bands.map {
        [
          $0.band, "\($0.width) x \($0.height)", "\($0.coefficients)",
          NumberText.short($0.energy), String(format: "%.4f", $0.sharePercent),
        ]
      })
    if let kept {
      let share = 100 * Double(kept.coefficients) / Double(kept.of)
      lines += [
        "",
        "kept \(kept.coefficients) of \(kept.of) coefficients (\(NumberText.short(share)) %): "
          + "PSNR \(String(format: "%.2f", kept.psnr)) dB",
      ]
    }
    if let denoised {
      let shared = denoised.threshold.map { "threshold \(NumberText.list($0)), " } ?? ""
      lines += [
        "",
        "noise: deviation \(NumberText.list(denoised.deviation)), \(shared)one a channel",
      ]
      if let own = denoised.bands {
        lines += TextTable.lines(
          ["band", "threshold"],
          bands.compactMap { band in own[band.band].map { [band.band, NumberText.list($0)] } })
      }
    }
    return (lines + [""] + files.map { "wrote \($0)" }).joined(separator: "\n")
  }
}
