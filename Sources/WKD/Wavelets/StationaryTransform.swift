public import Torch

/// The stationary wavelet transform: every band as long as the signal, so that a shift of the signal
/// shifts the bands and changes nothing else.
///
/// The filters are spread apart by zeros from level to level ("a trous") and signals are continued in a
/// ring. Differentiable in both directions.
///
/// ```swift
/// let transform = StationaryTransform(try FilterBank(named: "db2"), levels: 2)
/// var generator = SeededGenerator(seed: 1)
/// let signal = Tensor.normal([3, 16], type: .float64, using: &generator)
/// let bands = transform.decompose(signal: signal)
/// print(bands.count, bands[1].details.shape)  // 2 [3, 16]
/// let restored = transform.reconstruct(signal: bands)
/// print((restored - signal).abs().max().item < 1e-12)  // true
/// let image = Tensor.normal([1, 16, 24], type: .float64, using: &generator)
/// print(transform(image)[0].hh.shape)  // [1, 16, 24]
/// ```
///
/// - Source: Nason and Silverman, "The stationary wavelet transform and some statistical applications",
///   1995; values as in `pywt.swt`, `swt2`, `iswt` and `iswt2`.
public struct StationaryTransform: Sendable, Hashable {
  /// The choice of a factor for the filters.
  public enum Scaling: String, Sendable, CaseIterable, Codable {
    /// The bank's filters as they are, PyWavelets' default: a level doubles the energy along an axis.
    case plain
    /// Filters over the square root of 2, PyWavelets' `norm=True`: for an orthogonal bank the details of
    /// all levels and the last averages have the energy of the signal.
    case energy
  }

  /// The filters of both directions.
  public let bank: FilterBank
  /// Number of levels, at least 1.
  public let levels: Int
  /// The factor of the filters.
  public let scaling: Scaling

  /// A transform of some levels.
  ///
  /// - Parameters:
  ///   - bank: filters of an even number of taps.
  ///   - levels: at least 1; lengths must be divisible by 2 as many times.
  ///   - scaling: the factor of the filters.
  public init(_ bank: FilterBank, levels: Int, scaling: Scaling = .plain) {
    guard levels >= 1, levels < 40, bank.length.isMultiple(of: 2) else {
      misuse(
        "StationaryTransform", found: "\(levels) levels, \(bank.length) taps",
        wanted: "1 to 39 levels, an even number of taps")
    }
    self.bank = bank
    self.levels = levels
    self.scaling = scaling
  }

  /// The most levels for a signal of `length` samples: how often 2 divides it.
  ///
  /// - Source: `pywt.swt_max_level`.
  public static func maximumLevel(for length: Int) -> Int {
    length > 0 ? length.trailingZeroBitCount : 0
  }

  /// The averages and details of signals along their last axis, finest level first.
  ///
  /// - Shape: `[..., n]`, kept by every band.
  /// - Range: any; float32 or float64, on the CPU.
  /// - Precondition: `n` is a multiple of 2 to the power of ``levels``, as PyWavelets demands: lengthen
  ///   other signals first, in the way that suits them.
  public func decompose(signal: Tensor) -> [StationarySignalBands] {
    check(signal, axes: 1, in: "decompose(signal:)")
    var current = signal
    return (0..<levels).map { level in
      let halves = split(current, axis: -1, step: 1 << level)
      current = halves.low
      return StationarySignalBands(approximation: halves.low, details: halves.high)
    }
  }

  /// The inverse of ``decompose(signal:)``, from the last averages and the details of all levels.
  ///
  /// Bands that are no transform of a signal, such as thresholded ones, give the mean of the signals that
  /// the decimated transforms among them stand for.
  /// - Shape: `[..., n]`.
  public func reconstruct(signal bands: [StationarySignalBands]) -> Tensor {
    guard bands.count == levels, let last = bands.last else {
      misuse("reconstruct(signal:)", found: "\(bands.count) levels", wanted: "\(levels)")
    }
    return bands.enumerated().reversed().reduce(last.approximation) { low, level in
      join(low: low, high: level.element.details, axis: -1, step: 1 << level.offset)
    }
  }

  /// The four bands of images on every level, finest first.
  ///
  /// - Shape: `[..., H, W]`, kept by every band.
  /// - Range: any; float32 or float64, on the CPU.
  /// - Precondition: `H` and `W` are multiples of 2 to the power of ``levels``.
  public func callAsFunction(_ images: Tensor) -> [StationaryBands] {
    check(images, axes: 2, in: "StationaryTransform")
    var coarse = images
    return (0..<levels).map { level in
      let step = 1 << level
      let rows = split(coarse, axis: -1, step: step)
      let (low, high) = (
        split(rows.low, axis: -2, step: step), split(rows.high, axis: -2, step: step)
      )
      coarse = low.low
      return StationaryBands(ll: low.low, lh: low.high, hl: high.low, hh: high.high)
    }
  }

  /// The inverse of the transform of images, from the last averages and the details of all levels.
  ///
  /// - Shape: `[..., H, W]`.
  public func inverse(_ bands: [StationaryBands]) -> Tensor {
    guard bands.count == levels, let last = bands.last else {
      misuse("StationaryTransform.inverse", found: "\(bands.count) levels", wanted: "\(levels)")
    }
    return bands.enumerated().reversed().reduce(last.ll) { coarse, level in
      let (step, bands) = (1 << level.offset, level.element)
      return join(
        low: join(low: coarse, high: bands.lh, axis: -2, step: step),
        high: join(low: bands.hl, high: bands.hh, axis: -2, step: step), axis: -1, step: step)
    }
  }
}

/// The bands of one level of a stationary transform of signals.
public struct StationarySignalBands: Sendable {
  /// Averages, `[..., n]`; only those of the last level are needed for the inverse.
  public let approximation: Tensor
  /// Differences, `[..., n]`.
  public let details: Tensor

  /// Bands of one level.
  ///
  /// - Parameters:
  ///   - approximation: averages.
  ///   - details: differences of the same shape.
  public init(approximation: Tensor, details: Tensor) {
    self.approximation = approximation
    self.details = details
  }
}

/// The bands of one level of a stationary transform of images, named as in ``DetailBands``.
public struct StationaryBands: Sendable {
  /// Averages, `[..., H, W]`; only those of the last level are needed for the inverse.
  public let ll: Tensor
  /// Averages along x, differences along y: horizontal edges.
  public let lh: Tensor
  /// Differences along x, averages along y: vertical edges.
  public let hl: Tensor
  /// Differences in both directions.
  public let hh: Tensor

  /// Bands of one level.
  ///
  /// - Parameters:
  ///   - ll: averages.
  ///   - lh: horizontal edges.
  ///   - hl: vertical edges.
  ///   - hh: neither.
  public init(ll: Tensor, lh: Tensor, hl: Tensor, hh: Tensor) {
    self.ll = ll
    self.lh = lh
    self.hl = hl
    self.hh = hh
  }
}

// Tap k of an analysis meets the sample (T / 2 - k) steps ahead, tap k of a synthesis the coefficient
// (T / 2 - 1 - k) steps ahead: the positions of PyWavelets' periodization, without its halving. Each
// sample is then told by both halves of the coefficients, and their mean is taken.
extension StationaryTransform {
  private func split(_ signal: Tensor, axis: Int, step: Int) -> (low: Tensor, high: Tensor) {
    let factor = scaling == .energy ? 0.5.squareRoot() : 1
    let rings = filtered(
      signal, by: [bank.decompositionLow, bank.decompositionHigh], ahead: bank.length / 2,
      axis: axis, step: step, factor: factor)
    return (rings[0], rings[1])
  }

  private func join(low: Tensor, high: Tensor, axis: Int, step: Int) -> Tensor {
    guard low.shape == high.shape else {
      misuse(
        "StationaryTransform", found: "bands \(low.shape) and \(high.shape)", wanted: "one shape")
    }
    let factor = scaling == .energy ? 0.5.squareRoot() : 0.5
    let halves = zip([low, high], [bank.reconstructionLow, bank.reconstructionHigh]).map {
      filtered(
        $0, by: [$1], ahead: bank.length / 2 - 1, axis: axis, step: step, factor: factor)[0]
    }
    return halves[0] + halves[1]
  }

  /// The signal along an axis, bent into a ring and filtered.
  private func filtered(
    _ signal: Tensor, by filters: [[Double]], ahead: Int, axis: Int, step: Int, factor: Double
  ) -> [Tensor] {
    let shape = signal.shape
    let place = signal.rank + axis
    let length = shape[place]
    // LibTorch correlates: the last tap meets the first sample.
    let first = (ahead - (bank.length - 1)) * step
    let ring = signal.gathered(
      axis: place,
      (first..<first + length + (bank.length - 1) * step).map {
        (($0 % length) + length) % length
      })
    let isRow = axis == -1
    let plane = [-1, 1, isRow ? 1 : ring.shape[place], ring.shape[ring.rank - 1]]
    let kernels = Tensor(
      filters.flatMap { $0.reversed().map { $0 * factor } },
      shape: [filters.count, 1, isRow ? 1 : bank.length, isRow ? bank.length : 1],
      type: signal.type)
    let result = callOperator(
      "conv2d", .tensor(ring.reshaped(plane)), .tensor(kernels), .none, .ints([1, 1]),
      .ints([0, 0]),
      .ints(isRow ? [1, step] : [step, 1]), .int(1))[0]
    return filters.indices.map { result.select(axis: 1, $0).reshaped(shape) }
  }

  private func check(_ tensor: Tensor, axes: Int, in operation: String) {
    let lengths = tensor.shape.suffix(axes)
    guard lengths.count == axes, tensor.count > 0, tensor.isSingleOrDouble, tensor.device == .cpu,
      lengths.allSatisfy({ Self.maximumLevel(for: $0) >= levels })
    else {
      let last = axes == 1 ? "last axis" : "last two axes"
      misuse(
        operation, found: "\(tensor)",
        wanted:
          "float32 or float64 on the CPU, \(last) a multiple of 2^\(levels) for \(levels) levels")
    }
  }
}
