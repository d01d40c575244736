public import Torch

/// All halves of a multi-level transform of signals.
public struct SignalPyramid: Sendable {
  /// The coarsest averages, `[..., m]`.
  public let approximation: Tensor
  /// The details of every level, finest first: `details[0]` is level 1.
  public let details: [Tensor]
  /// Length of the signal that each level split, finest first.
  public let lengths: [Int]

  public init(approximation: Tensor, details: [Tensor], lengths: [Int]) {
    self.approximation = approximation
    self.details = details
    self.lengths = lengths
  }
}

extension WaveletTransform {
  /// Splits signals along their last axis, level after level.
  ///
  /// PyWavelets' `wavedec` gives the same numbers, coarsest first.
  /// - Shape: `[..., n]` with any `n` from 1.
  /// - Range: any; float32 or float64.
  public func decompose(signal: Tensor) -> SignalPyramid {
    var current = signal
    var details: [Tensor] = []
    var lengths: [Int] = []
    for _ in 0..<levels {
      lengths.append(current.shape[current.rank - 1])
      let halves = analyze(current)
      details.append(halves.high)
      current = halves.low
    }
    return SignalPyramid(approximation: current, details: details, lengths: lengths)
  }

  /// Restores the signals.
  ///
  /// - Precondition: the pyramid was made with the same bank, mode and number of levels.
  public func reconstruct(signal pyramid: SignalPyramid) -> Tensor {
    guard pyramid.details.count == levels, pyramid.lengths.count == levels else {
      misuse(
        "reconstruct(signal:)", found: "\(pyramid.details.count) levels", wanted: "\(levels)")
    }
    return zip(pyramid.details, pyramid.lengths).reversed()
      .reduce(pyramid.approximation) { low, level in
        synthesize(low: low, high: level.0, count: level.1)
      }
  }
}
