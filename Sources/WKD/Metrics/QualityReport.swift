internal import Foundation
import Torch

/// The quality of generated images by every metric of this library, with units and errors.
public struct QualityReport: Codable, Sendable, Equatable {
  /// Number of generated images.
  public let generated: Int
  /// Number of real images they were compared with.
  public let real: Int
  /// One entry a metric, in the order to print them.
  public let measures: [Measure]

  /// One number under its full name.
  public struct Measure: Codable, Sendable, Equatable {
    /// The ``Metric``'s name.
    public let name: String
    /// Empty for a pure number.
    public let unit: String
    /// Nil where there is no number; ``note`` then says why.
    public let value: Double?
    /// A standard error; nil where none is known.
    public let spread: Double?
    /// The source of the standard error, such as `over pictures`, or the reason why there is no value.
    public let note: String
    /// The direction in which values are better.
    public let better: Direction
  }

  /// The direction in which values are better.
  public enum Direction: String, Codable, Sendable {
    /// Smaller values are better.
    case smaller
    /// Larger values are better.
    case larger
  }

  /// The features that two sets of images are compared by.
  public enum Features: String, Sendable, CaseIterable {
    /// ``MobileNetFeatures``.
    case mobileNet = "MobileNetV2"
    /// ``InceptionFeatures``.
    case inception = "Inception"
  }

  /// A metric of a report; ``name`` is its name in JSON and in tables.
  public enum Metric: Hashable, Sendable {
    /// ``KernelDistance``.
    case kernelDistance(Features)
    /// ``frechetDistance(_:_:)``; called FID with Inception's features alone.
    case frechetDistance(Features)
    /// ``SlicedWasserstein`` at the level of this side in pixels.
    case slicedWasserstein(side: Int)
    /// ``peakSignalToNoise(_:reference:peak:)``.
    case peakSignalToNoise
    /// ``structuralSimilarity(_:references:peak:)``.
    case structuralSimilarity
    /// ``bandErrors(_:references:transform:)`` in this band.
    case bandError(WaveletBand)

    /// The full name: `KID (MobileNetV2)`, `FID`, `SWD 64 px`, `PSNR`, `SSIM`, `band error HH1`.
    public var name: String {
      switch self {
      case .kernelDistance(let features): "KID (\(features.rawValue))"
      case .frechetDistance(.inception): "FID"
      case .frechetDistance(let features): "Fréchet distance (\(features.rawValue))"
      case .slicedWasserstein(let side): "SWD \(side) px"
      case .peakSignalToNoise: "PSNR"
      case .structuralSimilarity: "SSIM"
      case .bandError(let band): "band error \(band)"
      }
    }
  }

  /// The measure of a metric; nil where it was not taken.
  public subscript(metric: Metric) -> Measure? {
    measures.first { $0.name == metric.name }
  }

  init(generated: Int, real: Int, measures: [Measure]) {
    self.generated = generated
    self.real = real
    self.measures = measures
  }
}

extension QualityReport.Measure {
  /// A number that JSON can hold, or a note in its place.
  init(
    _ metric: QualityReport.Metric, unit: String = "", _ value: Double, spread: Double? = nil,
    over: String,
    better: QualityReport.Direction
  ) {
    let isNumber = value.isFinite
    self.init(
      name: metric.name, unit: unit, value: isNumber ? value : nil,
      spread: isNumber && spread?.isFinite == true ? spread : nil,
      note: isNumber ? over : "not a finite number (\(value))", better: better)
  }
}

extension QualityReport: CustomStringConvertible {
  /// One line a measure: name, value, standard error, unit, and the note.
  public var description: String {
    let width = measures.map(\.name.count).max() ?? 0
    return measures.map { measure in
      let name = measure.name + String(repeating: " ", count: width - measure.name.count)
      guard let value = measure.value else { return "\(name)  none: \(measure.note)" }
      let spread = measure.spread.map { " ± \(Self.digits($0))" } ?? ""
      let unit = measure.unit.isEmpty ? "" : " \(measure.unit)"
      return "\(name)  \(Self.digits(value))\(spread)\(unit)  (\(measure.note))"
    }.joined(separator: "\n")
  }

  /// Four significant digits.
  private static func digits(_ value: Double) -> String { String(format: "%.4g", value) }
}

// The metrics of a quality report.
extension QualityReport {
  /// Distances of two feature sets.
  static func distances(
    _ generated: Tensor, _ real: Tensor, by features: Features, seed: UInt64
  ) -> [Measure] {
    var metric = KernelDistance()
    metric.seed = seed
    let found = metric(generated, real)
    // The subsets' error says nothing about other images, and is 0 for small sets.
    let spread = max(found.samplingError, found.standardError)
    return [
      Measure(
        .kernelDistance(features), found.mean, spread: spread, over: "over pictures",
        better: .smaller),
      frechetMeasure(generated, real, by: features),
    ]
  }

  private static func frechetMeasure(
    _ generated: Tensor, _ real: Tensor, by features: Features
  ) -> Measure {
    let metric = Metric.frechetDistance(features)
    do {
      let value = try frechetDistance(generated, real)
      let counts = "grows as pictures get fewer; \(generated.shape[0]) and \(real.shape[0]) here"
      return Measure(metric, value, over: counts, better: .smaller)
    } catch {
      return Measure(
        name: metric.name, unit: "", value: nil, spread: nil, note: "\(error)", better: .smaller)
    }
  }

  /// The sliced Wasserstein distance of every level, over the draws.
  static func slicedWasserstein(_ draws: [[Double]], side: Int) -> [Measure] {
    draws[0].indices.map { level in
      let interval = MeanInterval(draws.map { $0[level] })
      return Measure(
        .slicedWasserstein(side: side >> level), unit: "thousandths", interval.mean,
        spread: interval.standardError,
        over: "over draws of patches", better: .smaller)
    }
  }

  static func overPictures(
    _ metric: Metric, unit: String = "", _ values: [Double], better: Direction
  ) -> Measure {
    let interval = MeanInterval(values)
    return Measure(
      metric, unit: unit, interval.mean, spread: interval.standardError, over: "over pictures",
      better: better)
  }
}
