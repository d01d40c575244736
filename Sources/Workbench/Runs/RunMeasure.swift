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
  private let teacher: Translations?
  private let testA: Tensor
  private let testB: Tensor
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
    self.mobileNet = mobileNet
    testA = data.testA.all
    testB = data.testB.all
    features = (mobileNet.features(of: testA), mobileNet.features(of: testB))
    self.teacher = teacher.map { [testA, testB] in $0.translate(a: testA, b: testB) }
  }

  /// All metrics of one pair of generators; lower is better, except for PSNR and SSIM.
  ///
  /// - Parameter generators: on the CPU.
  /// - Returns: names and numbers in a fixed order; PSNR and SSIM only where the truth is known.
  public func callAsFunction(_ generators: GeneratorPair) -> [(name: String, value: Double)] {
    let output = generators.translate(a: testA, b: testB)
    let distance = KernelDistance()
    let kernelB = distance(mobileNet.features(of: output.fakeB), features.b).mean
    let kernelA = distance(mobileNet.features(of: output.fakeA), features.a).mean
    let sliced = SlicedWasserstein()
    var values: [(name: String, value: Double)] = [
      (Self.selection, (kernelB + kernelA) / 2), ("KID A to B", kernelB), ("KID B to A", kernelA),
      ("SWD A to B", mean(sliced(output.fakeB, testB))),
      ("SWD B to A", mean(sliced(output.fakeA, testA))),
    ]
    if let teacher {
      values += levelErrors(output.fakeB, references: teacher.fakeB)
        .map { ("\($0.name) to teacher", $0.error) }
    }
    if let truth = data.truthB?.all {
      values += [
        ("PSNR", peakSignalToNoise(output.fakeB, reference: truth, peak: 2)),
        ("SSIM", mean(structuralSimilarity(output.fakeB, references: truth, peak: 2))),
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
