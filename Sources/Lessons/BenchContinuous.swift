internal import Foundation
internal import Torch
internal import WKD

/// The time of one continuous transform, the counterpart of `scripts/bench/continuous.py`.
///
/// 65,536 samples of a gliding tone, 64 Morlet scales from 2 to 512, float64, with PyWavelets' method.
public struct BenchContinuous: Sendable, Encodable {
  /// Shortest of all repetitions.
  public let bestSeconds: Double
  /// Middle of all repetitions.
  public let medianSeconds: Double
  /// The largest coefficient, which both programs must agree on.
  public let largest: Double

  /// Runs the transform; the number of threads is LibTorch's.
  ///
  /// - Precondition: `repetitions` is at least 1.
  public init(repetitions: Int = 7) {
    guard repetitions >= 1 else {
      misuse("BenchContinuous", found: "\(repetitions) repetitions", wanted: "at least 1")
    }
    let count = 65_536
    let signal = Tensor(
      (0..<count).map { index -> Double in
        let t = Double(index) / Double(count)
        return sin(2 * .pi * (500 * t + 4000 * t * t))
      })
    let transform = ContinuousTransform(
      .morlet, scales: ContinuousTransform.scales(from: 2, through: 512, count: 64),
      method: .integrated)
    let clock = ContinuousClock()
    var largest = 0.0
    let seconds = (0..<repetitions).map { _ -> Double in
      var coefficients: Tensor?
      let time = clock.measure { coefficients = transform(signal) }
      largest = coefficients?.abs().max().item ?? .nan
      return Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18
    }.sorted()
    bestSeconds = seconds[0]
    medianSeconds = seconds[repetitions / 2]
    self.largest = largest
  }
}
