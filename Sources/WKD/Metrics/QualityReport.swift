internal import Foundation
public import Torch

/// How good generated pictures are, by every measure that there is, with units and spread.
public struct QualityReport: Codable, Sendable, Equatable {
  /// Number of generated pictures.
  public let generated: Int
  /// Number of real pictures they were compared with.
  public let real: Int
  /// What was measured, in the order to print it.
  public let measures: [Measure]

  /// One number under its full name.
  public struct Measure: Codable, Sendable, Equatable {
    public let name: String
    /// Empty for a pure number.
    public let unit: String
    /// Nil where there is no number; ``note`` then says why.
    public let value: Double?
    /// A standard error; nil where none is known.
    public let spread: Double?
    /// What the spread is over, such as `pictures`, or why there is no value.
    public let note: String
    public let better: Direction
  }

  /// Where better values lie.
  public enum Direction: String, Codable, Sendable {
    case smaller, larger
  }

  /// Measures one set of generated pictures.
  ///
  /// - Shape: `[N, 3, H, W]` and `[M, 3, H, W]` of equal sides; `truth` as `generated`.
  /// - Range: pixels -1 to 1.
  /// - Parameters:
  ///   - real: pictures of the domain that was aimed at.
  ///   - truth: the true counterpart of every generated picture, where it is known.
  ///   - inception: adds what may be called FID, if its weights are those of the original.
  ///   - seed: decides subsets, patches and directions.
  /// - Precondition: at least 3 pictures of each, sides of at least 16 pixels.
  public init(
    generated: Tensor, real: Tensor, truth: Tensor? = nil, mobileNet: MobileNetFeatures,
    inception: InceptionFeatures? = nil, seed: UInt64 = 0
  ) {
    self.generated = generated.shape[0]
    self.real = real.shape[0]
    var found = Self.distances(
      mobileNet.features(of: generated), mobileNet.features(of: real),
      kernel: "KID (MobileNetV2)", frechet: "Fréchet distance (MobileNetV2)", seed: seed)
    if let inception {
      found += Self.distances(
        inception.features(of: generated), inception.features(of: real), kernel: "KID (Inception)",
        frechet: "FID", seed: seed)
    }
    found += Self.slicedWasserstein(generated, real, seed: seed)
    if let truth { found += Self.againstTruth(generated, truth) }
    measures = found
  }
}

extension QualityReport.Measure {
  /// A number that JSON can hold, or a note in its place.
  init(
    _ name: String, unit: String = "", _ value: Double, spread: Double? = nil, over: String,
    better: QualityReport.Direction
  ) {
    let isNumber = value.isFinite
    self.init(
      name: name, unit: unit, value: isNumber ? value : nil,
      spread: isNumber && spread?.isFinite == true ? spread : nil,
      note: isNumber ? over : "not a finite number (\(value))", better: better)
  }
}

extension QualityReport: CustomStringConvertible {
  /// One line a measure: name, value, spread, unit and what the spread is over.
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
