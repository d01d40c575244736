public import Torch

/// The coefficients of a multi-level transform of signals along their last axis.
public struct SignalPyramid: Sendable {
  /// The coarsest averages, `[..., m]`.
  public let approximation: Tensor
  /// The details of every level, finest first: `details[0]` is level 1.
  public let details: [Tensor]
  /// Length of the signal that each level split, finest first.
  public let lengths: [Int]

  /// A pyramid of given parts.
  ///
  /// - Parameters:
  ///   - approximation: the coarsest averages.
  ///   - details: one for each level, finest first.
  ///   - lengths: of the signal that each level split, finest first.
  public init(approximation: Tensor, details: [Tensor], lengths: [Int]) {
    self.approximation = approximation
    self.details = details
    self.lengths = lengths
  }
}

extension WaveletTransform {
  /// One level along the last axis: averages and differences of a signal.
  ///
  /// Differentiable.
  /// - Shape: `[..., n]` to twice `[..., m]`; m as ``BoundaryMode`` says.
  /// - Precondition: float32 or float64, on the CPU; not empty.
  public func analyze(_ signal: Tensor) -> (low: Tensor, high: Tensor) {
    let shape = signal.shape
    guard !shape.isEmpty, signal.count > 0, signal.isSingleOrDouble else {
      misuse("analyze", found: "\(signal)", wanted: "[..., n] float32 or float64")
    }
    let plan = plan(height: 1, width: shape[shape.count - 1])
    let rows = shape.dropLast().reduce(1, *)
    let map = LinearMap(
      forward: { plan.analyzeRows($0[0], rows: rows) },
      adjoint: { [plan.spreadRows($0, rows: rows)] })
    let halves = map([signal.reshaped([rows, -1])], outputs: 2)
    let count = halves[0].shape[1]
    return (
      halves[0].reshaped(shape.dropLast() + [count]), halves[1].reshaped(shape.dropLast() + [count])
    )
  }

  /// The inverse of ``analyze(_:)``.
  ///
  /// Differentiable.
  /// - Shape: twice `[..., m]` to `[..., count]`.
  /// - Parameters:
  ///   - low: averages.
  ///   - high: differences.
  ///   - count: samples of the signal; both `2 m` and `2 m - 1` may be meant.
  /// - Returns: the signals.
  public func synthesize(low: Tensor, high: Tensor, count: Int) -> Tensor {
    let plan = plan(height: 1, width: count, isInverse: true)
    guard low.shape == high.shape, low.shape.last == plan.sizes[1].width else {
      misuse(
        "synthesize", found: "halves \(low.shape) and \(high.shape)",
        wanted: "\(plan.sizes[1].width) coefficients for \(count) samples")
    }
    let rows = low.shape.dropLast().reduce(1, *)
    let map = LinearMap(
      forward: { [plan.spreadRows($0, rows: rows)] },
      adjoint: { plan.analyzeRows($0[0], rows: rows) })
    return map([low.reshaped([rows, -1]), high.reshaped([rows, -1])], outputs: 1)[0]
      .reshaped(low.shape.dropLast() + [count])
  }

  /// The multi-level transform of signals along their last axis.
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

  /// The inverse of ``decompose(signal:)``.
  ///
  /// - Shape: to `[..., n]`.
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
