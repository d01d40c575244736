import Foundation
import Testing
import Torch
import WKD

@Suite struct ContinuousInverseTests {
  private static let scales = ContinuousTransform.scales(from: 2, through: 256, count: 48)
  private static let count = 4000

  /// Three bursts within the band of the scales, far from both ends.
  private static let bursts = Tensor(
    (0..<count).map { index -> Double in
      let t = Double(index)
      return [(1500.0, 0.02), (2000.0, 0.06), (2500.0, 0.15)].reduce(0.0) {
        $0 + exp(-pow((t - $1.0) / 150, 2)) * cos(2 * .pi * $1.1 * t)
      }
    })

  private static func error(
    _ transform: ContinuousTransform, _ signal: Tensor, inner: Bool = false, refinements: Int = 3
  ) -> Double {
    let restored = transform.inverse(transform.analyze(signal), refinements: refinements)
    let range = inner ? 600..<count - 600 : 0..<count
    let difference = (restored - signal).slice(axis: 0, range)
    return difference.abs().max().item / signal.abs().max().item
  }

  @Test(
    "bursts inside the band come back to a thousandth from any wavelet",
    arguments: ["morl", "mexh", "gaus1", "gaus5", "cgau4", "cmor1.5-1.0"])
  func bursts(name: String) throws {
    for method in ContinuousTransform.Method.allCases {
      for normalization in ContinuousTransform.Normalization.allCases {
        let transform = ContinuousTransform(
          try ContinuousWavelet(named: name), scales: Self.scales, method: method,
          normalization: normalization)
        #expect(Self.error(transform, Self.bursts) < 1e-3)
      }
    }
  }

  @Test("a tone comes back to 0.1 % inside the cone of influence, and to 5 % at the ends")
  func tone() {
    let tone = Tensor((0..<Self.count).map { cos(2 * .pi * 0.05 * Double($0)) })
    let transform = ContinuousTransform(.morlet, scales: Self.scales)
    #expect(Self.error(transform, tone, inner: true) < 1e-3)
    #expect(Self.error(transform, tone) < 0.05)
    // Without refinements the missing coefficients beyond the ends are plain to see.
    #expect(Self.error(transform, tone, refinements: 0) > 0.2)
  }

  @Test("noise within the band of the scales comes back to one per cent, ends included")
  func noise() {
    var generator = SeededGenerator(seed: 3)
    let tones = (0..<200).map { _ in
      (frequency: 0.004 + 0.346 * generator.nextUniform(), phase: 6.3 * generator.nextUniform())
    }
    let noise = Tensor(
      (0..<Self.count).map { index in
        tones.reduce(0.0) { $0 + cos(2 * .pi * $1.frequency * Double(index) + $1.phase) }
      })
    #expect(Self.error(ContinuousTransform(.morlet, scales: Self.scales), noise) < 0.01)
  }

  @Test("the mean, which no wavelet sees, does not come back")
  func mean() {
    let transform = ContinuousTransform(.morlet, scales: Self.scales)
    let raised = transform.inverse(transform.analyze(Self.bursts + 5))
    #expect(abs(raised.slice(axis: 0, 1000..<3000).mean().item) < 0.5)
  }
}
