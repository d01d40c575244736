import Foundation
import Testing
import Torch
import WKD
import Workbench

@Suite struct RunMeasureTests {
  private let folder: TemporaryFolder
  private let pair: GeneratorPair
  private let mobileNet: MobileNetFeatures

  init() throws {
    folder = try TemporaryFolder()
    pair = try folder.writePair()
    mobileNet = try MobileNetFeatures(contentsOf: Asset.mobileNet)
  }

  @Test("the selecting metric is the mean of both directions, and comes first")
  func selection() throws {
    let data = Meadow.data(size: 32, train: 1, test: 4)
    let values = RunMeasure(data: data, teacher: nil, mobileNet: mobileNet)(pair)
    #expect(
      values.map(\.name) == [
        RunMeasure.selection, "KID A to B", "KID B to A", "SWD A to B", "SWD B to A", "PSNR",
        "SSIM",
      ])
    #expect(values[0].value == (values[1].value + values[2].value) / 2)
    let output = pair.translate(a: data.testA.all, b: data.testB.all)
    let truth = try #require(data.truthB).all
    #expect(values[5].value == peakSignalToNoise(output.fakeB, reference: truth, peak: 2))
  }

  @Test("a teacher adds band errors, zero for itself; without the truth its metrics are missing")
  func teacher() throws {
    let meadow = Meadow.data(size: 32, train: 1, test: 4)
    let data = TranslationData(
      domains: meadow.domains, trainA: meadow.trainA, trainB: meadow.trainB, testA: meadow.testA,
      testB: meadow.testB)
    let measure = RunMeasure(data: data, teacher: pair, mobileNet: mobileNet)
    let own = measure(pair)
    #expect(
      own.dropFirst(5).map(\.name)
        == ["level 1 to teacher", "level 2 to teacher", "level 3 to teacher", "LL3 to teacher"])
    #expect(own.dropFirst(5).allSatisfy { $0.value == 0 })
    let other = measure(GeneratorPair(ab: pair.ba, ba: pair.ab))
    #expect(other.dropFirst(5).allSatisfy { $0.value > 0 })
  }

  @Test("more pictures than are translated at a time give the metrics of whole sets")
  func batches() throws {
    let data = Meadow.data(size: 32, train: 1, test: 37)
    #expect(data.testA.translationBatches.map(\.count) == Array(repeating: 4, count: 9) + [1])
    let values = RunMeasure(data: data, teacher: pair, mobileNet: mobileNet)(
      GeneratorPair(ab: pair.ba, ba: pair.ab))
    let (a, b) = (data.testA.all, data.testB.all)
    let output = GeneratorPair(ab: pair.ba, ba: pair.ab).translate(a: a, b: b)
    let distance = KernelDistance()
    let sliced = SlicedWasserstein()(output.fakeB, b)
    let truth = try #require(data.truthB).all
    let levels = levelErrors(output.fakeB, references: pair.translate(a: a, b: b).fakeB)
    let similarity = structuralSimilarity(output.fakeB, references: truth, peak: 2)
    let wanted = [
      "KID A to B": distance(mobileNet.features(of: output.fakeB), mobileNet.features(of: b)).mean,
      "KID B to A": distance(mobileNet.features(of: output.fakeA), mobileNet.features(of: a)).mean,
      "SWD A to B": sliced.reduce(0, +) / Double(sliced.count),
      "PSNR": peakSignalToNoise(output.fakeB, reference: truth, peak: 2),
      "SSIM": similarity.reduce(0, +) / Double(similarity.count),
      "level 1 to teacher": levels[0].error, "LL3 to teacher": levels[3].error,
    ]
    for (name, value) in wanted {
      let found = try #require(values.first { $0.name == name }).value
      // A convolution of 37 pictures sums in another order than one of 4: up to 2e-6 in a pixel, measured.
      #expect(abs(found - value) < 1e-4 * abs(value), "\(name): \(found), \(value)")
    }
  }
}
