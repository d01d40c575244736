internal import Torch

/// One level of a wavelet transform of signals of one length, written as matrices.
///
/// The transform is linear, and so is every boundary mode: each coefficient is a weighted sum of
/// samples. Written out once, these weights serve forward, inverse and their gradients alike.
struct TransformMatrix: Sendable {
  /// `[coefficients, samples]` each.
  let low: Tensor
  let high: Tensor
  /// `[samples, coefficients]` each.
  let inverseLow: Tensor
  let inverseHigh: Tensor

  init(_ bank: FilterBank, mode: BoundaryMode, length: Int, type: ElementType) {
    let count = Self.coefficientCount(bank, mode: mode, length: length)
    let analysis = { (filter: [Double]) -> Tensor in
      var entries = [Double](repeating: 0, count: count * length)
      for k in 0..<count {
        for (j, tap) in filter.enumerated() {
          let terms =
            mode == .periodization
            ? periodized(2 * k + filter.count / 2 - j, length)
            : mode.terms(at: 2 * k + 1 - j, count: length)
          for (index, weight) in terms { entries[k * length + index] += tap * weight }
        }
      }
      return Tensor(entries, shape: [count, length], type: type)
    }
    let synthesis = { (filter: [Double]) -> Tensor in
      var entries = [Double](repeating: 0, count: length * count)
      for k in 0..<count {
        for (i, tap) in filter.enumerated() {
          var position = 2 * k + i + 2 - filter.count
          if mode == .periodization {
            let period = 2 * count
            position = ((position + filter.count / 2 - 1) % period + period) % period
          }
          if (0..<length).contains(position) { entries[position * count + k] += tap }
        }
      }
      return Tensor(entries, shape: [length, count], type: type)
    }
    low = analysis(bank.decompositionLow)
    high = analysis(bank.decompositionHigh)
    inverseLow = synthesis(bank.reconstructionLow)
    inverseHigh = synthesis(bank.reconstructionHigh)
  }

  /// Number of coefficients in each half: `ceil(n / 2)` for periodization, else
  /// `floor((n + taps - 1) / 2)`.
  static func coefficientCount(_ bank: FilterBank, mode: BoundaryMode, length: Int) -> Int {
    mode == .periodization ? (length + 1) / 2 : (length + bank.length - 1) / 2
  }
}

/// A position on the circle that an even number of samples closes; an odd signal repeats its last.
private func periodized(_ position: Int, _ length: Int) -> [(index: Int, weight: Double)] {
  let period = length + length % 2
  let place = (position % period + period) % period
  return [(min(place, length - 1), 1)]
}
