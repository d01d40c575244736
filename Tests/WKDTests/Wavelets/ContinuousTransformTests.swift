import Foundation
import Testing
import Torch
import WKD

@Suite struct ContinuousTransformTests {
  @Test("the integrated method is PyWavelets' to 1e-6", arguments: ContinuousWavelet.allCases)
  func oracle(wavelet: ContinuousWavelet) throws {
    let golden = try Golden.tensors("cwt")
    let signal = try #require(golden["signal"])
    let scales = try #require(golden["scales"]).values
    let wanted = try #require(golden["\(wavelet.rawValue).coefficients"])
    let found = ContinuousTransform(wavelet, scales: scales, method: .integrated)(signal)
    #expect(largestDifference(found, wanted) < 1e-6)
    let frequencies = try #require(golden["\(wavelet.rawValue).frequencies"]).values
    for (scale, frequency) in zip(scales, frequencies) {
      #expect(abs(wavelet.centralFrequency * 256 / scale - frequency) < 1e-9)
    }
  }

  @Test("a tone peaks where the calculus says, in both normalisations")
  func peak() {
    let tone = Tensor((0..<2000).map { cos(2 * .pi * 10 * Double($0) / 200) })
    let scales = (0..<400).map { 3.5 + 0.005 * Double($0) }
    let expected: [(ContinuousTransform.Normalization, Double)] = [
      (.energy, 2.5.squareRoot() * 200 / (2 * .pi * 10)),
      (.amplitude, 2.0.squareRoot() * 200 / (2 * .pi * 10)),
    ]
    for (normalization, wanted) in expected {
      let transform = ContinuousTransform(
        .mexicanHat, scales: scales, normalization: normalization)
      let heights = transform(tone).slice(axis: 1, 500..<1500).squared().sum(axes: [1]).values
      let best = heights.indices.max { heights[$0] < heights[$1] }.map { scales[$0] }
      // The grid of scales is 0.005 wide.
      #expect(abs((best ?? 0) - wanted) < 0.006)
    }
  }

  @Test("the Mexican hat does not see a straight line")
  func line() {
    let line = Tensor((0..<400).map { 3 + 0.1 * Double($0) })
    let inner = ContinuousTransform(.mexicanHat, scales: [2, 5])(line).slice(axis: 1, 100..<300)
    #expect(inner.abs().max().item < 1e-9)
  }

  @Test("the transform is a correlation: it can be summed by hand")
  func direct() {
    var generator = SeededGenerator(seed: 1)
    let signal = Tensor.normal([50], type: .float64, using: &generator)
    let found = ContinuousTransform(.morlet, scales: [2.5])(signal)[0].values
    let x = signal.values
    for shift in [0, 7, 49] {
      let wanted = x.indices.reduce(0.0) {
        $0 + x[$1] * ContinuousWavelet.morlet(Double($1 - shift) / 2.5)
      }
      #expect(abs(found[shift] - wanted / 2.5.squareRoot()) < 1e-12)
    }
  }
}
