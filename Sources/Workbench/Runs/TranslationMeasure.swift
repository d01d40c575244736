import Foundation
import Torch
package import WKD

/// The measuring of pairs of generators by the test pictures of a data set: the one way for runs, evaluations
/// and cards.
///
/// Pictures are translated and measured a few at a time; of them only features and patches are kept.
package struct TranslationMeasure {
  private let data: TranslationData
  private let teacher: GeneratorPair?
  private let networks: FeatureNetworks
  private let draws: Int
  private let features: (a: FeatureSums, b: FeatureSums)

  /// Prepares to measure; the features of the real pictures are computed here.
  ///
  /// - Parameters:
  ///   - data: test sets of at least 3 pictures each.
  ///   - teacher: adds the band errors against its translations; nil for none.
  ///   - networks: the features to compare by.
  ///   - draws: repetitions of the sliced Wasserstein distance; two and more give its standard error.
  package init(
    data: TranslationData, teacher: GeneratorPair?, networks: FeatureNetworks,
    draws: Int = QualityReport.usualDraws
  ) {
    self.data = data
    self.teacher = teacher
    self.networks = networks
    self.draws = draws
    features = (FeatureSums(networks, of: data.testA), FeatureSums(networks, of: data.testB))
  }

  /// The number of translated pictures that one measurement takes.
  package var pictures: Int { data.testA.count + data.testB.count }

  /// Measures both directions.
  ///
  /// - Parameters:
  ///   - generators: on the CPU.
  ///   - observe: is called with the number of pictures that are done.
  /// - Returns: everything that was measured.
  package func callAsFunction(
    _ generators: GeneratorPair, observe: (Int) -> Void = { _ in }
  ) -> TranslationQuality {
    let toB = Direction(
      generator: generators.ab, teacher: teacher?.ab, inputs: data.testA, target: data.testB,
      features: features.b, truth: data.truthB)
    let toA = Direction(
      generator: generators.ba, teacher: nil, inputs: data.testB, target: data.testA,
      features: features.a, truth: data.truthA)
    let (b, levels, firstB) = toB.measured(networks, draws: draws, observe: observe)
    let (a, _, firstA) = toA.measured(networks, draws: draws) { observe(data.testA.count + $0) }
    let sliced = firstB.flatMap { first in firstA.map { (first, $0) } }
    return TranslationQuality(aToB: b, bToA: a, toTeacher: levels?.errors, sliced: sliced)
  }

  /// The translation of one test set.
  private struct Direction {
    let generator: ResNetGenerator
    let teacher: ResNetGenerator?
    let inputs: ImageSet
    let target: ImageSet
    /// Those of the target.
    let features: FeatureSums
    let truth: ImageSet?

    /// The report, the errors against the teacher, and the distances of the first draw.
    func measured(
      _ networks: FeatureNetworks, draws: Int, observe: (Int) -> Void
    ) -> (QualityReport, LevelErrorSums?, [Double]?) {
      var found = FeatureSums(networks)
      var sliced = SlicedSums(of: min(inputs.count, target.count), draws: draws, seed: 0)
      let sizes = (inputs.sizes + target.sizes).map { [$0.height, $0.width] }
      let isUniform = Set(sizes).count == 1
      var sums = TruthSums()
      var levels = LevelErrorSums()
      var done = 0
      for indices in inputs.translationBatches {
        let pictures = inputs.batch(indices)
        let output = withoutGradients { generator(pictures) }
        found.add(output)
        if isUniform { sliced.add(output) }
        if let teacher {
          levels.add(output, references: withoutGradients { teacher(pictures) })
        }
        if let truth { sums.add(output, truth: truth.batch(indices)) }
        done += indices.count
        observe(done)
      }
      let distances = isUniform ? sliced.distances(from: target) : nil
      let report = QualityReport(
        generated: found, real: features, sliced: distances.map { ($0, sliced.side) },
        truth: truth == nil ? nil : sums)
      return (report, teacher == nil ? nil : levels, distances?.first)
    }
  }
}

/// The quality of both generators of a pair.
package struct TranslationQuality {
  /// Translations of A, as pictures of B.
  package let aToB: QualityReport
  /// Translations of B, as pictures of A.
  package let bToA: QualityReport
  /// The band errors of the translations of A against the teacher's, by level; nil without a teacher.
  package let toTeacher: [(name: String, error: Double)]?
  /// The sliced Wasserstein distances of the first draw by level; nil for pictures of several sizes.
  fileprivate let sliced: (toB: [Double], toA: [Double])?

  /// The metric whose lowest value marks the best step of a run: the mean of both directions.
  package static let selection = "KID (MobileNetV2)"

  /// The metrics of a run's table under their names there, in their order; not a number where there is none.
  package var metrics: [(name: String, value: Double)] {
    let value = { (report: QualityReport, metric: QualityReport.Metric) in
      report[metric]?.value ?? .nan
    }
    let kernelB = value(aToB, .kernelDistance(.mobileNet))
    let kernelA = value(bToA, .kernelDistance(.mobileNet))
    var values: [(name: String, value: Double)] = [
      (Self.selection, (kernelB + kernelA) / 2), ("KID A to B", kernelB),
      ("KID B to A", kernelA),
    ]
    if let sliced {
      let mean = { (levels: [Double]) in levels.reduce(0, +) / Double(levels.count) }
      values += [("SWD A to B", mean(sliced.toB)), ("SWD B to A", mean(sliced.toA))]
    }
    values += (toTeacher ?? []).map { ("\($0.name) to teacher", $0.error) }
    if aToB[.peakSignalToNoise] != nil {
      values += [
        ("PSNR", value(aToB, .peakSignalToNoise)), ("SSIM", value(aToB, .structuralSimilarity)),
      ]
    }
    return values
  }
}
