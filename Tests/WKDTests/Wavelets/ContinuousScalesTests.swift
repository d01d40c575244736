import Foundation
import Testing
import Torch
import WKD

@Suite struct ContinuousScalesTests {
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

  @Test("tones of equal height answer equally at every scale with 1/a")
  func amplitude() {
    let wavelet = ContinuousWavelet.complexMorlet(bandwidth: 1.5, center: 1)
    let heights = [0.2, 0.1, 0.05, 0.02].map { frequency -> Double in
      let tone = Tensor((0..<4000).map { cos(2 * .pi * frequency * Double($0)) })
      let transform = ContinuousTransform(
        wavelet, scales: [1 / frequency], normalization: .amplitude)
      #expect(abs(transform.frequencies(rate: 1)[0] - frequency) < 1e-12)
      return transform.analyze(tone).magnitude[0].slice(axis: 0, 2000..<2001).item
    }
    // The spectrum of cmor is 1 at its centre, and half of a cosine turns forwards.
    for height in heights { #expect(abs(height - 0.5) < 1e-6) }
  }

  @Test("the Mexican hat does not see a straight line")
  func line() {
    let line = Tensor((0..<400).map { 3 + 0.1 * Double($0) })
    let inner = ContinuousTransform(.mexicanHat, scales: [2, 5])(line).slice(axis: 1, 100..<300)
    #expect(inner.abs().max().item < 1e-9)
  }

  @Test("integrating keeps a constant unseen at scales where sampling does not")
  func smallScales() {
    let constant = Tensor([Double](repeating: 1, count: 400))
    func answer(_ method: ContinuousTransform.Method) -> Double {
      ContinuousTransform(.mexicanHat, scales: [0.3], method: method)(constant)
        .slice(axis: 1, 100..<300).abs().max().item
    }
    #expect(answer(.integrated) < 1e-9)
    #expect(answer(.sampled) > 1)
  }

  @Test("the two methods agree at medium scales but for a sample's delay and the table's steps")
  func methods() {
    let signal = Tensor((0..<1000).map { sin(0.05 * Double($0)) + cos(0.21 * Double($0)) })
    let both = ContinuousTransform.Method.allCases.map {
      ContinuousTransform(
        .complexMorlet(bandwidth: 1.5, center: 1), scales: [30, 100], method: $0
      ).analyze(signal).magnitude.slice(axis: 1, 300..<700)
    }
    let difference = largestDifference(both[0], both[1]) / both[0].max().item
    #expect(difference > 1e-6 && difference < 0.02)
  }

  @Test("the cone of influence is where a step beyond the end has mostly faded")
  func cone() {
    let wavelet = ContinuousWavelet.complexMorlet(bandwidth: 1.5, center: 1)
    let transform = ContinuousTransform(wavelet, scales: [10, 40])
    let cone = transform.coneOfInfluence
    #expect(zip(cone, [10, 40]).allSatisfy { abs($0 - 1.5.squareRoot() * $1) < 1e-12 })
    // A spike at the first sample is seen exactly as far as the envelope reaches.
    let spike = Tensor((0..<400).map { $0 == 0 ? 1.0 : 0 })
    let seen = transform.analyze(spike).magnitude
    for (row, reach) in cone.enumerated() {
      let values = seen[row].values
      #expect(values[Int(reach.rounded(.down))] >= values[0] * exp(-1))
      #expect(values[Int(reach.rounded(.up))] <= values[0] * exp(-1))
    }
  }

  @Test("scales in equal ratios hit both ends")
  func geometric() {
    let scales = ContinuousTransform.scales(from: 2, through: 512, count: 9)
    #expect(zip(scales, (1...9).map { pow(2, Double($0)) }).allSatisfy { abs($0 / $1 - 1) < 1e-12 })
    #expect(scales.first == 2 && scales.last == 512)
  }
}
