import Foundation
import Testing
import Torch
import WKD

@Suite struct ContinuousTransformTests {
  @Test(
    "the integrated method is PyWavelets' to 1e-6",
    arguments: ["mexh", "morl", "gaus2", "cmor1.5-1.0"], ContinuousTransform.Convolution.allCases)
  func oracle(name: String, convolution: ContinuousTransform.Convolution) throws {
    let golden = try Golden.tensors("cwt")
    let real = try #require(golden["\(name).coefficients"] ?? golden["\(name).real"])
    let frequencies = try #require(golden["\(name).frequencies"]).values
    let transform = ContinuousTransform(
      try ContinuousWavelet(named: name), scales: try #require(golden["scales"]).values,
      method: .integrated, convolution: convolution)
    let found = transform.analyze(try #require(golden["signal"]))
    #expect(largestDifference(found.real, real) < 1e-6)
    if let imaginary = golden["\(name).imag"] {
      #expect(largestDifference(try #require(found.imaginary), imaginary) < 1e-6)
    }
    let ours = transform.frequencies(rate: 256, rule: .centralFrequency)
    #expect(zip(ours, frequencies).allSatisfy { abs($0 - $1) < 1e-9 })
  }

  @Test(
    "the other families agree with PyWavelets too, at an odd length and in any order of scales",
    arguments: ["gaus1", "gaus5", "cgau4", "shan1.5-1.0", "fbsp2-1.5-1.0"])
  func moreOracles(name: String) throws {
    let golden = try Golden.tensors("continuous")
    let transform = ContinuousTransform(
      try ContinuousWavelet(named: name), scales: try #require(golden["scales"]).values,
      method: .integrated)
    let found = transform.analyze(try #require(golden["signal"]))
    #expect(largestDifference(found.real, try #require(golden["cwt.\(name).real"])) < 1e-6)
    let imaginary = golden["cwt.\(name).imag"]
    #expect((imaginary == nil) == (found.imaginary == nil))
    if let imaginary, let ours = found.imaginary {
      #expect(largestDifference(ours, imaginary) < 1e-6)
    }
    let frequencies = try #require(golden["cwt.\(name).frequencies"]).values
    let ours = transform.frequencies(rate: 128, rule: .centralFrequency)
    #expect(zip(ours, frequencies).allSatisfy { abs($0 - $1) < 1e-9 })
  }

  @Test(
    "Fourier and direct sums agree for short and long signals",
    arguments: [1, 2, 50, 1023, 5000], ContinuousTransform.Method.allCases)
  func convolutions(count: Int, method: ContinuousTransform.Method) throws {
    var generator = SeededGenerator(seed: 5)
    let signal = Tensor.normal([count], type: .float64, using: &generator)
    for name in ["morl", "gaus3", "cmor1.5-1.0", "shan1.5-1.0"] {
      let wavelet = try ContinuousWavelet(named: name)
      for normalization in ContinuousTransform.Normalization.allCases {
        let both = ContinuousTransform.Convolution.allCases.map {
          ContinuousTransform(
            // Alone, in runs and out of order, so that every way through the blocks is taken.
            wavelet, scales: [0.7, 3, 3.1, 60, 2, 15, 16], method: method,
            normalization: normalization, convolution: $0
          ).analyze(signal)
        }
        // Values are about 1; a Fourier transform rounds at 1e-15 a sample.
        #expect(largestDifference(both[0].real, both[1].real) < 1e-11)
        if let first = both[0].imaginary, let second = both[1].imaginary {
          #expect(largestDifference(first, second) < 1e-11)
        }
      }
    }
  }

  @Test("the transform is a correlation with the conjugate: it can be summed by hand")
  func byHand() throws {
    var generator = SeededGenerator(seed: 1)
    let signal = Tensor.normal([50], type: .float64, using: &generator)
    let x = signal.values
    for wavelet in [ContinuousWavelet.morlet, .complexMorlet(bandwidth: 1.5, center: 1)] {
      let found = ContinuousTransform(wavelet, scales: [2.5]).analyze(signal)
      for shift in [0, 7, 49] {
        let terms = x.indices.map { wavelet.value(at: Double($0 - shift) / 2.5) }
        let real = zip(x, terms).reduce(0.0) { $0 + $1.0 * $1.1.real } / 2.5.squareRoot()
        let imaginary = zip(x, terms).reduce(0.0) { $0 - $1.0 * $1.1.imaginary } / 2.5.squareRoot()
        #expect(abs(found.real[0].values[shift] - real) < 1e-12)
        if let ours = found.imaginary {
          #expect(abs(ours[0].values[shift] - imaginary) < 1e-12)
        }
      }
    }
  }

  @Test("single precision gives the same numbers to its own rounding, in its own type")
  func singlePrecision() {
    var generator = SeededGenerator(seed: 2)
    let wide = Tensor.normal([3000], type: .float64, using: &generator)
    let narrow = wide.converted(to: .float32)
    for convolution in ContinuousTransform.Convolution.allCases {
      let transform = ContinuousTransform(
        .complexMorlet(bandwidth: 1.5, center: 1), scales: [2, 9, 40], convolution: convolution)
      let found = transform.analyze(narrow)
      #expect(found.real.type == .float32 && found.magnitude.type == .float32)
      let wanted = transform.analyze(narrow.converted(to: .float64))
      let difference = largestDifference(found.magnitude.converted(to: .float64), wanted.magnitude)
      // Magnitudes are about 1, and single precision holds 7 digits.
      #expect(difference < 1e-5)
    }
    #expect(
      ContinuousTransform(.morlet, scales: [2])(Tensor(integers: [1, 2, 3])).type == .float64)
  }

  @Test("a complex wavelet's magnitude does not swing with the tone, a real one's does")
  func steadyMagnitude() {
    let tone = Tensor((0..<2000).map { cos(2 * .pi * 0.1037 * Double($0)) })
    func swing(_ wavelet: ContinuousWavelet) -> Double {
      let scale = wavelet.peakFrequency / 0.1037
      let inner = ContinuousTransform(wavelet, scales: [scale]).analyze(tone)
        .magnitude.slice(axis: 1, 500..<1500)
      return (inner.max() - inner.min()).item / inner.max().item
    }
    #expect(swing(.complexMorlet(bandwidth: 1.5, center: 1)) < 1e-5)
    #expect(swing(.morlet) > 0.9)
  }
}
