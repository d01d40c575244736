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
      let features = { (set: ImageSet, generator: ResNetGenerator?) in
        Tensor.concatenated(
          set.translationBatches.map { indices in
            let batch = set.batch(indices)
            return inception.features(
              of: generator.map { network in withoutGradients { network(batch) } } ?? batch)
          })
      }
      for (way, from, to, generator) in [
        ("A to B", data.testA, data.testB, generators.ab),
        ("B to A", data.testB, data.testA, generators.ba),
      ] {
        let (x, y) = (features(from, generator), features(to, nil))
        // With fewer pictures than features there is no such number, and the card leaves it open.
        numbers.append(("FID \(way)", try? frechetDistance(x, y)))
        numbers.append(("KID (Inception) \(way)", KernelDistance()(x, y).mean))
      }
    }
    return numbers
  }
}
