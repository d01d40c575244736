import Foundation
import Testing
import Torch
import WKD

/// What scikit-image made of a noisy picture; see `scripts/make-golden-banks.py`.
private struct Denoised: Decodable {
  struct Case: Decodable {
    let wavelet: String
    let method: String
    let rule: Thresholding
    let sigma: Double
    let found: [[Double]]
  }

  let image: [[Double]]
  let cases: [Case]
}

@Suite struct DenoisingTests {
  private let golden: Denoised
  private let image: Tensor

  init() throws {
    let data = try Data(contentsOf: Golden.url("denoising.json"))
    golden = try JSONDecoder().decode(Denoised.self, from: data)
    image = Tensor(golden.image.flatMap { $0 }, shape: [golden.image.count, golden.image[0].count])
  }

  @Test("BayesShrink and VisuShrink give the pictures of scikit-image")
  func oracle() throws {
    #expect(golden.cases.count == 8)
    for one in golden.cases {
      let transform = WaveletTransform(try FilterBank(named: one.wavelet), levels: 2)
      #expect(abs(transform(image).noiseDeviation.item - one.sigma) < 1e-14)
      let denoising = Denoising(one.method == "BayesShrink" ? .bayes : .universal, rule: one.rule)
      let wanted = Tensor(one.found.flatMap { $0 }, shape: image.shape)
      // The golden picture has 13 decimals.
      #expect(
        largestDifference(transform.denoise(image, denoising), wanted) < 1e-12,
        "\(one.wavelet) \(one.method) \(one.rule)")
    }
  }

  @Test("each band is thresholded by its own noise under levels")
  func levels() throws {
    let transform = WaveletTransform(try FilterBank(named: "db2"), levels: 2)
    let pyramid = transform(image)
    let found = Denoising(.levels).thresholds(of: pyramid)
    #expect(Set(found.keys) == [.lh(1), .hl(1), .hh(1), .lh(2), .hl(2), .hh(2)])
    for (band, threshold) in found {
      let sizes = pyramid[band].values.map(abs).sorted()
      let median = (sizes[(sizes.count - 1) / 2] + sizes[sizes.count / 2]) / 2
      let wanted = median / 0.6745 * (2 * log(Double(image.count))).squareRoot()
      #expect(abs(threshold.item - wanted) < 1e-14)
    }
    // Of HH1 it is the universal one.
    #expect(abs((found[.hh(1)]?.item ?? 0) - pyramid.universalThreshold.item) < 1e-15)
  }

  @Test("noise that is stronger along one direction is found by levels, and not by one threshold")
  func colouredNoise() {
    var generator = SeededGenerator(seed: 6)
    // Every row is one number: all of that is in LH.
    let ones = Tensor.ones([1, 64], type: .float64)
    let rows = Tensor.normal([64, 1], type: .float64, using: &generator) * ones
    let white = Tensor.normal([64, 64], type: .float64, using: &generator)
    let noisy = white * 0.05 + rows * 0.5
    let transform = WaveletTransform(.haar, levels: 2, mode: .periodization)
    func left(_ denoising: Denoising) -> Double {
      let pyramid = transform(transform.denoise(noisy, denoising))
      return pyramid[.lh(1)].squared().sum().item
    }
    #expect(left(Denoising(.levels)) < 0.05 * left(Denoising(.universal)))
  }

  @Test(
    "a band of noise alone disappears, a picture without noise stays, in every channel by itself")
  func extremes() {
    var generator = SeededGenerator(seed: 7)
    let values = (0..<64 * 64).map { (index: Int) -> Double in
      let (x, y) = (index % 64, index / 64)
      return Double((x / 8 + y / 8) % 2)
    }
    let clean = Tensor(values, shape: [64, 64])
    let noise = Tensor.normal([64, 64], type: .float64, using: &generator)
    let transform = WaveletTransform(.haar, levels: 3, mode: .periodization)
    for rule in Thresholding.allCases {
      let both = transform.denoise(
        Tensor.stacked([clean, 0.1 * noise]), Denoising(.bayes, rule: rule))
      #expect(largestDifference(both[0], clean) < 1e-12)
      #expect(both[1].squared().mean().item < 0.002)  // of 0.01
      let black = transform.denoise(Tensor.zeros([1, 8, 8]), Denoising(.bayes, rule: rule))
      #expect(black.values.allSatisfy { $0 == 0 })
    }
    // Bands of the noise's own deviation or less: half of them are above it by chance.
    let thresholds = Denoising(.bayes).thresholds(of: transform(noise))
    #expect(thresholds.values.contains { $0.item == .infinity })
  }

  @Test("BayesShrink leaves more of a picture than one universal threshold does")
  func quality() throws {
    var generator = SeededGenerator(seed: 8)
    let clean = Meadow.data(size: 64, train: 1, test: 1).testA.all[0]
    let input = clean.converted(to: .float64)
    let white = Tensor.normal(input.shape, type: .float64, using: &generator)
    let noisy = input + white * 0.1
    let transform = WaveletTransform(try FilterBank(named: "sym4"), levels: 3)
    let error = { (image: Tensor) in (image - input).squared().mean().item }
    let (bayes, universal) = (
      error(transform.denoise(noisy, Denoising(.bayes))), error(transform.denoise(noisy))
    )
    #expect(bayes < universal && bayes < 0.9 * error(noisy))
  }

  @Test("what is not a number stays so under every threshold and rule")
  func notANumber() {
    var values = image.values
    values[45] = .nan
    let broken = Tensor(values, shape: image.shape)
    let transform = WaveletTransform(.haar, levels: 1)
    for threshold in Denoising.Threshold.allCases {
      for rule in Thresholding.allCases {
        let found = transform.denoise(broken, Denoising(threshold, rule: rule))
        #expect(found.values[45].isNaN, "\(threshold) \(rule)")
      }
    }
  }
}
