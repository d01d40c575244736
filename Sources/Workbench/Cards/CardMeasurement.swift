import Foundation
import Torch
import WKD

/// The numbers of some weights on the test pictures of a run, in the order of a card.
struct CardMeasurement {
  private let data: TranslationData
  private let measure: RunMeasure
  private let inception: InceptionFeatures?

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
    self.data = data
    measure = RunMeasure(
      data: data, teacher: teacher, mobileNet: try MobileNetFeatures(contentsOf: mobileNet))
    self.inception = try inception.map { try InceptionFeatures(contentsOf: $0) }
  }

  /// All numbers of one pair of generators; one that is not finite or cannot be computed is nil.
  func callAsFunction(_ generators: GeneratorPair) -> [(name: String, value: Double?)] {
    var numbers = measure(generators).map { ($0.name, $0.value.isFinite ? $0.value : nil) }
    if let inception {
      let (a, b) = (data.testA.all, data.testB.all)
      let output = generators.translate(a: a, b: b)
      for (way, fake, real) in [("A to B", output.fakeB, b), ("B to A", output.fakeA, a)] {
        let (x, y) = (inception.features(of: fake), inception.features(of: real))
        // With fewer pictures than features there is no such number, and the card leaves it open.
        numbers.append(("FID \(way)", try? frechetDistance(x, y)))
        numbers.append(("KID (Inception) \(way)", KernelDistance()(x, y).mean))
      }
    }
    return numbers
  }
}
