import Torch
import WKD

/// The numbers by which the networks of a run are followed and compared.
struct RunMeasure {
  /// The metric whose lowest value names the best step.
  static let selection = "SWD"

  private let data: TranslationData
  private let teacher: Translations?
  private let testA: Tensor
  private let testB: Tensor

  init(data: TranslationData, teacher: GeneratorPair?) {
    self.data = data
    testA = data.testA.all
    testB = data.testB.all
    self.teacher = teacher.map { [testA, testB] in $0.translate(a: testA, b: testB) }
  }

  /// All metrics of one pair of generators, by their names; lower is better but for PSNR and SSIM.
  func callAsFunction(_ generators: GeneratorPair) -> [(name: String, value: Double)] {
    let output = generators.translate(a: testA, b: testB)
    let metric = SlicedWasserstein()
    let toB = metric(output.fakeB, testB)
    let toA = metric(output.fakeA, testA)
    var values: [(name: String, value: Double)] = [
      ("SWD", mean(toB + toA)), ("SWD A to B", mean(toB)), ("SWD B to A", mean(toA)),
    ]
    if let teacher {
      values += levelErrors(output.fakeB, references: teacher.fakeB)
        .map { ("\($0.name) to teacher", $0.error) }
    }
    if let truth = data.truthB?.all {
      values.append(("PSNR to truth", peakSignalToNoise(output.fakeB, reference: truth, peak: 2)))
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
