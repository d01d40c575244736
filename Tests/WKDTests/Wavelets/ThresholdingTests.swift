import Foundation
import Testing
import Torch
import WKD

/// The numbers that `scripts/make-wavelet-golden.py` computed with PyWavelets.
private struct Thresholds: Decodable {
  let values: [Double]
  let thresholds: [Double]
  let rules: [String: [[Double]]]
  let image: [[Double]]
  let deviation: Double
  let threshold: Double
  let denoised: [[Double]]
}

@Suite struct ThresholdingTests {
  private let golden: Thresholds

  init() throws {
    let data = try Data(contentsOf: Golden.url("thresholds.json"))
    golden = try JSONDecoder().decode(Thresholds.self, from: data)
  }

  @Test("every rule gives the values of pywt.threshold", arguments: Thresholding.allCases)
  func oracle(rule: Thresholding) throws {
    let wanted = try #require(golden.rules[rule.rawValue])
    for (threshold, wanted) in zip(golden.thresholds, wanted) {
      let found = rule(Tensor(golden.values), threshold: threshold)
      // PyWavelets multiplies where this subtracts: one rounding of numbers below 3.
      #expect(largestDifference(found, Tensor(wanted)) < 1e-15)
      let single = rule(Tensor(golden.values, type: .float32), threshold: threshold)
      #expect(single.type == .float32)
    }
  }

  @Test(
    "what is not a number stays so under every rule, and infinite ones do as pywt.threshold says")
  func notFinite() throws {
    let oracle = try BankOracle.read().thresholding
    let values = try oracle.values.map { try #require(Double($0)) }
    for type in [ElementType.float64, .float32] {
      let input = Tensor(values, type: type)
      var found: [String: Tensor] = [
        "firm": Thresholding.firm(input, low: 1, high: 2),
        "less": Thresholding.less(input, threshold: 1),
        "greater": Thresholding.greater(input, threshold: 1),
      ]
      for rule in Thresholding.allCases { found[rule.rawValue] = rule(input, threshold: 1) }
      #expect(Set(found.keys) == Set(oracle.rules.keys))
      for (name, tensor) in found {
        #expect(tensor.type == type)
        let wanted = try #require(oracle.rules[name])
        for (mine, word) in zip(tensor.values, wanted) {
          let theirs = try #require(Double(word))
          let isSame = mine == theirs || mine.isNaN && theirs.isNaN
          // One rounding of numbers below 4.
          #expect(
            isSame || abs(mine - theirs) < (type == .float64 ? 1e-15 : 5e-7), "\(name) \(word)")
        }
      }
    }
  }

  @Test("equal thresholds make firm hard, and neither an infinite nor an unknown threshold stops")
  func edges() {
    let values = Tensor([-3, -1, 0, 1, 3, .nan, .infinity])
    let firm = Thresholding.firm(values, low: 1, high: 1).values
    #expect(firm[..<5] == [-3, 0, 0, 0, 3] && firm[5].isNaN && firm[6] == .infinity)
    for rule in Thresholding.allCases {
      let nothing = rule(values, threshold: .infinity).values
      #expect(nothing[..<5].allSatisfy { $0 == 0 } && nothing[5].isNaN, "\(rule)")
      #expect(rule(values, threshold: .nan).shape == [7])
    }
  }

  @Test("a threshold of 0 changes nothing, not even at 0", arguments: Thresholding.allCases)
  func zero(rule: Thresholding) {
    let values = Tensor([-2.0, 0, 0.5])
    #expect(rule(values, threshold: 0).values == values.values)
  }

  @Test(
    "gradients are those of finite differences, and 0 for small coefficients",
    arguments: Thresholding.allCases)
  func slopes(rule: Thresholding) {
    let values = [-2.0, -0.7, -0.2, 0, 0.3, 0.6, 1.5]
    let point = Tensor(values).trackingGradients()
    let found = gradients(of: rule(point, threshold: 0.5).sum(), at: [point])[0].values
    let step = 1e-6
    for (index, slope) in found.enumerated() {
      let sums = [step, -step].map { change in
        var moved = values
        moved[index] += change
        return rule(Tensor(moved), threshold: 0.5).sum().item
      }
      // Central differences: the step squared, and rounding over the step.
      #expect(abs(slope - (sums[0] - sums[1]) / (2 * step)) < 1e-8)
    }
    #expect(found[2...4].allSatisfy { $0 == 0 })
  }

  @Test("noise, threshold and denoised picture are those of PyWavelets")
  func denoising() throws {
    let size = [golden.image.count, golden.image[0].count]
    let image = Tensor(golden.image.flatMap { $0 }, shape: size)
    let transform = WaveletTransform(try FilterBank(named: "db2"), levels: 2, mode: .symmetric)
    let pyramid = transform(image)
    #expect(abs(pyramid.noiseDeviation.item - golden.deviation) < 1e-14)
    #expect(abs(pyramid.universalThreshold.item - golden.threshold) < 1e-14)
    let wanted = Tensor(golden.denoised.flatMap { $0 }, shape: size)
    #expect(largestDifference(transform.denoise(image), wanted) < 1e-12)
  }

  @Test("each channel has its own noise, and the picture comes nearer to the clean one")
  func channels() throws {
    var generator = SeededGenerator(seed: 3)
    let values = (0..<128 * 128).map { index -> Double in
      let (x, y) = (Double(index % 128), Double(index / 128))
      return sin(x / 9) * cos(y / 7)
    }
    let clean = Tensor(values, shape: [128, 128])
    let noise = Tensor.normal([3, 128, 128], type: .float64, using: &generator)
    let strength = Tensor([0.02, 0.1, 0.3], shape: [3, 1, 1])
    let images = clean + noise * strength
    let transform = WaveletTransform(try FilterBank(named: "db4"), levels: 3, mode: .symmetric)
    let deviation = transform(images).noiseDeviation
    #expect(deviation.shape == [3, 1, 1])
    // 4,489 coefficients know the deviation to about 2 %; the mirrored edges add a little.
    for (found, wanted) in zip(deviation.values, [0.02, 0.1, 0.3]) {
      #expect(abs(found / wanted - 1) < 0.15)
    }
    let error = { (image: Tensor) in (image - clean).squared().mean(axes: [1, 2]).values }
    for (before, after) in zip(error(images), error(transform.denoise(images))).dropFirst() {
      #expect(after < before / 2)
    }
  }

  @Test("gradients flow through denoising to every pixel's bands")
  func denoisingSlopes() {
    var generator = SeededGenerator(seed: 4)
    let image = Tensor.normal([1, 8, 8], type: .float64, using: &generator).trackingGradients()
    let transform = WaveletTransform(.haar, levels: 2, mode: .periodization)
    let slope = gradients(of: transform.denoise(image).sum(), at: [image])[0]
    // LL passes and details sum to 0: the sum of the result is the sum of the picture.
    #expect(largestDifference(slope, Tensor.ones([1, 8, 8], type: .float64)) < 1e-12)
  }

  @Test("the largest coefficients are kept, as many as asked for, even among equal ones")
  func largest() {
    let transform = WaveletTransform(.haar, levels: 1, mode: .periodization)
    let flat = transform(Tensor.ones([1, 8, 8], type: .float64))
    let kept = flat.keepingLargest(share: 0.125)
    #expect(kept.count == 8)
    #expect(kept.pyramid.ll.values.filter { $0 != 0 }.count == 8)
    var generator = SeededGenerator(seed: 5)
    let noisy = transform(Tensor.normal([3, 8, 8], type: .float64, using: &generator))
    let few = noisy.keepingLargest(share: 0.25).pyramid
    let all = noisy.bands.flatMap(\.coefficients.values).map(abs).sorted()
    let left = few.bands.flatMap(\.coefficients.values).map(abs).filter { $0 > 0 }
    #expect(left.sorted() == Array(all.suffix(48)))
    #expect(noisy.keepingLargest(share: 1).pyramid["HH1"].values == noisy["HH1"].values)
  }

  @Test("a negative threshold is refused, even beside an unknown one")
  func misuse() async {
    await #expect(processExitsWith: .failure) {
      _ = Thresholding.hard(Tensor([1.0, 2]), thresholds: Tensor([.nan, -1]))
    }
    await #expect(processExitsWith: .failure) {
      _ = Thresholding.soft(Tensor([1.0]), threshold: -1)
    }
  }
}
