import Torch
public import WKD

/// The numbers by which the networks of a run are followed and compared.
public struct RunMeasure {
  /// The metric whose lowest value names the best step: the mean of both directions.
  public static let selection = "KID (MobileNetV2)"

  private let data: TranslationData
  private let teacher: Translations?
  private let testA: Tensor
  private let testB: Tensor
  private let mobileNet: MobileNetFeatures
  private let features: (a: Tensor, b: Tensor)

  /// Measures by the test pictures of `data`, and where there is one against a teacher.
  public init(data: TranslationData, teacher: GeneratorPair?, mobileNet: MobileNetFeatures) {
    self.data = data
    self.mobileNet = mobileNet
    testA = data.testA.all
    testB = data.testB.all
    features = (mobileNet.features(of: testA), mobileNet.features(of: testB))
    self.teacher = teacher.map { [testA, testB] in $0.translate(a: testA, b: testB) }
  }

  /// All metrics of one pair of generators by their names; lower is better but for PSNR and SSIM.
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
  static func bestStep(of method: String, in table: RunTable) -> Int? {
    let curve = table.curve(selection, of: method)
    return zip(curve.values, curve.steps).min { $0.0 < $1.0 }.map { Int($0.1) }
  }

  private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
}
