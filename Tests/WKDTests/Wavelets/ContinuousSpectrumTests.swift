import Foundation
import Testing
import Torch
import WKD

@Suite struct ContinuousSpectrumTests {
  /// The integral of the wavelet against a rotating phasor, as a sum of fine steps.
  private func integral(
    _ wavelet: ContinuousWavelet, _ frequency: Double, to end: Double
  ) -> (Double, Double) {
    let step = 1.0 / 64
    var (real, imaginary) = (0.0, 0.0)
    for index in Int(-end / step)...Int(end / step) {
      let time = Double(index) * step
      let value = wavelet.value(at: time)
      let (c, s) = (cos(2 * .pi * frequency * time), -sin(2 * .pi * frequency * time))
      real += (value.real * c - value.imaginary * s) * step
      imaginary += (value.real * s + value.imaginary * c) * step
    }
    return (real, imaginary)
  }

  @Test(
    "the formula of the spectrum is the integral of the wavelet",
    arguments: ["mexh", "morl"] + (1...8).map { "gaus\($0)" } + (1...8).map { "cgau\($0)" }
      + [
        "cmor1.5-1.0", "cmor1.0-0.5", "cmor0.5-0.3", "cmor10.0-1.0", "fbsp4-1.5-1.0",
        "fbsp3-1.0-0.5",
      ])
  func integrals(name: String) throws {
    let wavelet = try ContinuousWavelet(named: name)
    // Splines fade as a power of the time: what is cut off of those at 200 is below 1e-6.
    let end = name.hasPrefix("fbsp") ? 200.0 : 20
    for frequency in [-1.1, -0.37, -0.05, 0, 0.08, 0.21, 0.5, 0.9, 1.3] {
      let (real, imaginary) = integral(wavelet, frequency, to: end)
      let found = wavelet.spectrum(at: frequency)
      #expect(abs(found.real - real) < 1e-5, "\(name) at \(frequency)")
      #expect(abs(found.imaginary - imaginary) < 1e-5, "\(name) at \(frequency)")
    }
  }

  @Test("Shannon wavelets and splines of order 1 are flat, and the others are not")
  func flat() throws {
    for name in ["shan1.5-1.0", "fbsp1-1.5-1.0"] {
      let wavelet = try ContinuousWavelet(named: name)
      #expect(wavelet.flatBand == 0.25...1.75)
      let heights = [0.26, 1, 1.74].map { wavelet.spectrum(at: $0).real }
      // The area of a box of width B under sqrt(B) sinc(B t) at time 0.
      #expect(heights.allSatisfy { abs($0 - 1 / 1.5.squareRoot()) < 1e-12 })
      #expect([0.24, 1.76, -1].allSatisfy { wavelet.spectrum(at: $0).real == 0 })
    }
    #expect(try ContinuousWavelet(named: "shan3-1").flatBand == 0...2.5)
    for name in ["mexh", "cmor1.5-1.0", "fbsp2-1.5-1.0"] {
      #expect(try ContinuousWavelet(named: name).flatBand == nil)
    }
  }

  @Test(
    "from the smallest sampled scale on a tone is found to 2 %, and at half of it, it is not",
    arguments: ["mexh", "gaus1", "gaus2", "gaus8", "cgau1", "cmor1.0-0.5", "morl"])
  func sampled(name: String) throws {
    let wavelet = try ContinuousWavelet(named: name)
    let smallest = try #require(wavelet.smallestSampledScale)
    /// The frequency of the strongest scale of a tone.
    func told(_ tone: Double) -> Double {
      let signal = Tensor((0..<2000).map { cos(2 * .pi * tone * Double($0)) })
      let scales = (-80...80).map { wavelet.peakFrequency / tone * exp(Double($0) / 200) }
      let found = ContinuousTransform(wavelet, scales: scales, normalization: .amplitude)
        .analyze(signal).magnitude.slice(axis: 1, 500..<1500).squared().sum(axes: [1]).values
      let best = found.indices.max { found[$0] < found[$1] } ?? 0
      return wavelet.peakFrequency / scales[best]
    }
    let highest = wavelet.peakFrequency / smallest
    for part in [1.0, 0.9, 0.5] {
      #expect(abs(told(part * highest) / (part * highest) - 1) < 0.025, "\(name) \(part * highest)")
    }
    // Only where the bound is the wavelet's own: narrow ones are told up to half the rate.
    if highest < 0.4 {
      let above = highest + 0.06
      #expect(abs(told(above) / above - 1) > 0.02, "\(name) \(above)")
    }
  }

  @Test("wavelets without a peak for a real tone have no scale at which they tell it")
  func neverSampled() throws {
    for name in ["cmor1.5-0.1", "cmor0.5-0.3", "shan1.5-1.0"] {
      #expect(try ContinuousWavelet(named: name).smallestSampledScale == nil)
    }
  }

  @Test("a scale far beyond the signal costs what the signal does, in both methods")
  func cost() throws {
    var generator = SeededGenerator(seed: 3)
    let signal = Tensor.normal([1000], type: .float64, using: &generator)
    let x = signal.values
    for method in ContinuousTransform.Method.allCases {
      let wavelet = ContinuousWavelet.complexMorlet(bandwidth: 1.5, center: 1)
      let clock = ContinuousClock()
      var found: ContinuousCoefficients?
      let time = clock.measure {
        found = ContinuousTransform(wavelet, scales: [1e6, 1e8], method: method).analyze(signal)
      }
      // It took over a minute and 5 GB; now it is less than a tenth of a second in a release build.
      #expect(time < .seconds(5))
      guard method == .sampled, let found else { continue }
      for shift in [0, 500, 999] {
        let wanted = x.indices.reduce(0.0) {
          $0 + x[$1] * wavelet(Double($1 - shift) / 1e6) / 1000
        }
        #expect(abs(found.real[0].values[shift] - wanted) < 1e-12)
      }
    }
  }

  @Test(
    "far scales have PyWavelets' numbers to 1e-6", arguments: ["mexh", "gaus1", "cmor1.5-1.0"],
    ContinuousTransform.Convolution.allCases)
  func far(name: String, convolution: ContinuousTransform.Convolution) throws {
    let golden = try Golden.tensors("continuous")
    let transform = ContinuousTransform(
      try ContinuousWavelet(named: name), scales: [400, 20_000], method: .integrated,
      convolution: convolution)
    let found = transform.analyze(try #require(golden["signal"]))
    #expect(largestDifference(found.real, try #require(golden["far.\(name).real"])) < 1e-6)
    if let imaginary = golden["far.\(name).imag"] {
      #expect(largestDifference(try #require(found.imaginary), imaginary) < 1e-6)
    }
  }
}
