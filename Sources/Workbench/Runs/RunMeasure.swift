import Foundation
import Torch
public import WKD

/// The metrics by which the networks of a run are followed and compared.
///
/// ```swift
/// // Needs mobilenet_v2_features14.safetensors.
/// let data = Meadow.data(size: 32, train: 1, test: 4)
/// let generator = try ResNetGenerator(
///   .init(baseWidth: 4, blocks: 1), weights: randomWeights(seed: 1))
/// let measure = RunMeasure(
///   data: data, teacher: nil,
///   mobileNet: try MobileNetFeatures(
///     contentsOf: URL(fileURLWithPath: "mobilenet_v2_features14.safetensors")))
/// for (name, value) in measure(GeneratorPair(ab: generator, ba: generator)) { print(name, value) }
/// ```
public struct RunMeasure {
  /// The metric whose lowest value marks the best step: the mean of both directions.
  public static let selection = "KID (MobileNetV2)"

  private let data: TranslationData
  private let teacher: GeneratorPair?
  private let mobileNet: MobileNetFeatures
  private let features: (a: Tensor, b: Tensor)

  /// Metrics against the test pictures of a data set.
  ///
  /// - Parameters:
  ///   - data: test sets of at least 3 pictures each.
  ///   - teacher: adds the band errors against its translations; nil for none.
  ///   - mobileNet: features for the kernel distance.
  public init(data: TranslationData, teacher: GeneratorPair?, mobileNet: MobileNetFeatures) {
    self.data = data
    self.teacher = teacher
    self.mobileNet = mobileNet
    let features = { (set: ImageSet) in
      Tensor.concatenated(
        set.translationBatches.map { mobileNet.features(of: set.batch($0)) })
    }
    self.features = (features(data.testA), features(data.testB))
  }

  /// All metrics of one pair of generators; lower is better, except for PSNR and SSIM.
  ///
  /// Pictures are translated and measured a few at a time, so that this takes less memory than a step of
  /// their training.
  ///
  /// - Parameter generators: on the CPU.
  /// - Returns: names and numbers in a fixed order; PSNR and SSIM only where the truth is known, SWD where
  ///   all pictures have one size.
  public func callAsFunction(_ generators: GeneratorPair) -> [(name: String, value: Double)] {
    let toB = Translated(
      by: generators.ab, from: data.testA, to: data.testB, truth: data.truthB,
      teacher: teacher?.ab, mobileNet: mobileNet)
    let toA = Translated(by: generators.ba, from: data.testB, to: data.testA, mobileNet: mobileNet)
    let distance = KernelDistance()
    let kernelB = distance(toB.features, features.b).mean
    let kernelA = distance(toA.features, features.a).mean
    var values: [(name: String, value: Double)] = [
      (Self.selection, (kernelB + kernelA) / 2), ("KID A to B", kernelB), ("KID B to A", kernelA),
    ]
    if let slicedB = toB.sliced, let slicedA = toA.sliced {
      values += [("SWD A to B", mean(slicedB)), ("SWD B to A", mean(slicedA))]
    }
    if teacher != nil {
      values += toB.levels.errors.map { ("\($0.name) to teacher", $0.error) }
    }
    if data.truthB != nil {
      values += [
        ("PSNR", 10 * log10(4 / toB.squaredError)), ("SSIM", mean(toB.similarities)),
      ]
    }
    return values
  }

  /// The step with the lowest value of the selecting metric, the first of several.
  package static func bestStep(of method: String, in table: RunTable) -> Int? {
    let curve = table.curve(selection, of: method)
    return zip(curve.values, curve.steps).min { $0.0 < $1.0 }.map { Int($0.1) }
  }

  private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
}

/// The parts that are kept of the translations of one test set; the translations themselves are not.
private struct Translated {
  /// Those of MobileNetV2, one row a picture.
  let features: Tensor
  /// The sliced Wasserstein distance from the target's test set, by level; nil for pictures of several sizes.
  let sliced: [Double]?
  /// Against the teacher's translations.
  private(set) var levels = LevelErrorSums()
  /// The mean squared difference from the truth.
  private(set) var squaredError = 0.0
  /// The structural similarity with the truth, one a picture.
  private(set) var similarities: [Double] = []

  init(
    by generator: ResNetGenerator, from inputs: ImageSet, to target: ImageSet,
    truth: ImageSet? = nil, teacher: ResNetGenerator? = nil, mobileNet: MobileNetFeatures
  ) {
    let metric = SlicedWasserstein()
    let count = min(inputs.count, target.count)
    var patches = SlicedWasserstein.Patches(of: count, for: metric)
    let sizes = (inputs.sizes + target.sizes).map { [$0.height, $0.width] }
    let hasPatches = Set(sizes).count == 1
    var features: [Tensor] = []
    for indices in inputs.translationBatches {
      let pictures = inputs.batch(indices)
      let output = withoutGradients { generator(pictures) }
      features.append(mobileNet.features(of: output))
      if hasPatches { patches.add(output) }
      if let teacher {
        levels.add(output, references: withoutGradients { teacher(pictures) })
      }
      if let truth = truth?.batch(indices) {
        squaredError += (output - truth).squared().mean().item * Double(indices.count)
        similarities += structuralSimilarity(output, references: truth, peak: 2)
      }
    }
    squaredError /= Double(inputs.count)
    self.features = .concatenated(features)
    guard hasPatches else {
      sliced = nil
      return
    }
    var wanted = SlicedWasserstein.Patches(of: count, for: metric)
    for indices in target.translationBatches { wanted.add(target.batch(indices)) }
    sliced = metric(patches, wanted)
  }
}
