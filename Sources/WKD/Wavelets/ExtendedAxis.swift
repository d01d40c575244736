/// One axis of one level: how many samples it has, how many coefficients, and what the samples
/// beyond its ends are.
struct ExtendedAxis {
  let length: Int
  let count: Int
  /// Position of coefficient `k` is `2 k + offset - j` for tap `j`.
  let offset: Int
  /// Weighted samples that stand for positions `-left ..< 0`, then `length ..< length + right`.
  let terms: [[(index: Int, weight: Double)]]
  let left: Int
  let right: Int

  /// What a decomposition reads beyond the ends.
  static func analysis(length: Int, taps: Int, mode: BoundaryMode) -> ExtendedAxis {
    ExtendedAxis(length: length, taps: taps, mode: mode) { position in
      guard mode == .periodization else { return mode.terms(at: position, count: length) }
      // An odd signal repeats its last sample before it is bent into a ring.
      return [(min(wrapped(position, length + length % 2), length - 1), 1)]
    }
  }

  /// Where a reconstruction, which is the adjoint of such an axis, puts what falls beyond the ends.
  static func synthesis(length: Int, taps: Int, mode: BoundaryMode) -> ExtendedAxis {
    ExtendedAxis(length: length, taps: taps, mode: mode) { position in
      guard mode == .periodization else { return [] }
      let place = wrapped(position, length + length % 2)
      return place < length ? [(place, 1)] : []
    }
  }

  private init(
    length: Int, taps: Int, mode: BoundaryMode,
    terms: (_ position: Int) -> [(index: Int, weight: Double)]
  ) {
    self.length = length
    count = Self.coefficientCount(length: length, taps: taps, mode: mode)
    offset = mode == .periodization ? taps / 2 : 1
    left = max(0, taps - 1 - offset)
    right = max(0, 2 * (count - 1) + offset - (length - 1))
    self.terms = (-left..<0).map(terms) + (length..<length + right).map(terms)
  }

  /// Number of coefficients in each half: `ceil(n / 2)` for periodization, else
  /// `floor((n + taps - 1) / 2)`.
  static func coefficientCount(length: Int, taps: Int, mode: BoundaryMode) -> Int {
    mode == .periodization ? (length + 1) / 2 : (length + taps - 1) / 2
  }
}
