import Foundation
import WKD

/// The numbers of some weights on the test pictures of a run, in the order of a card.
struct CardMeasurement {
  private let measure: TranslationMeasure

  /// Prepares to measure; the features of the real pictures are computed here.
  ///
  /// - Parameters:
  ///   - data: test sets of at least 3 pictures each.
  ///   - teacher: adds the band errors against it.
  ///   - mobileNet: the file of its features.
  ///   - inception: the file of its weights, which adds FID; nil for none.
  /// - Throws: what reading weights throws.
  init(
    data: TranslationData, teacher: GeneratorPair?, mobileNet: URL, inception: URL?
  ) throws {
    guard min(data.testA.count, data.testB.count) >= 3 else { throw EvaluationError.fewPictures }
    let networks = FeatureNetworks(
      mobileNet: try MobileNetFeatures(contentsOf: mobileNet),
      inception: try inception.map { try InceptionFeatures(contentsOf: $0) })
    measure = TranslationMeasure(data: data, teacher: teacher, networks: networks, draws: 1)
  }

  /// All numbers of one pair of generators; one that is not finite or cannot be computed is nil.
  func callAsFunction(_ generators: GeneratorPair) -> [(name: String, value: Double?)] {
    let quality = measure(generators)
    var numbers = quality.metrics.map { ($0.name, $0.value.isFinite ? $0.value : nil) }
    for (way, report) in [("A to B", quality.aToB), ("B to A", quality.bToA)] {
      // With fewer pictures than features there is no FID, and the card leaves it open.
      for (name, metric) in [
        ("FID", QualityReport.Metric.frechetDistance(.inception)),
        ("KID (Inception)", .kernelDistance(.inception)),
      ] {
        if let found = report[metric] { numbers.append(("\(name) \(way)", found.value)) }
      }
    }
    return numbers
  }
}
