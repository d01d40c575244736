public import Torch

/// The multi-level two-dimensional discrete wavelet transform and its inverse.
///
/// Differentiable in both directions; each channel of each image is transformed alone.
/// - Source: Mallat, "A theory for multiresolution signal decomposition", 1989; filters, boundary
///   modes and coefficient positions as in PyWavelets.
public struct WaveletTransform: Sendable {
  public let bank: FilterBank
  public let levels: Int
  public let mode: BoundaryMode

  /// - Precondition: `levels` is at least 1.
  public init(_ bank: FilterBank, levels: Int, mode: BoundaryMode = .symmetric) {
    guard levels >= 1 else {
      misuse("WaveletTransform", found: "\(levels) levels", wanted: "1 or more")
    }
    self.bank = bank
    self.levels = levels
    self.mode = mode
  }

  /// Splits images into one coarse band and three detail bands for every level.
  ///
  /// - Shape: `[N, C, H, W]`, any size from 1; without leading axes too: `[H, W]`.
  /// - Range: any.
  public func callAsFunction(_ images: Tensor) -> WaveletPyramid {
    guard images.rank >= 2 else {
      misuse("WaveletTransform", found: "\(images.shape)", wanted: "[..., H, W]")
    }
    var coarse = images
    var details: [DetailBands] = []
    for _ in 0..<levels {
      let shape = coarse.shape
      let rows = matrix(length: shape[shape.count - 2], type: images.type)
      let columns = matrix(length: shape[shape.count - 1], type: images.type)
      // Along x first: the last axis.
      let lowX = coarse.matmul(columns.low.transposed(0, 1))
      let highX = coarse.matmul(columns.high.transposed(0, 1))
      details.append(
        DetailBands(
          lh: rows.high.matmul(lowX), hl: rows.low.matmul(highX), hh: rows.high.matmul(highX),
          height: shape[shape.count - 2], width: shape[shape.count - 1]))
      coarse = rows.low.matmul(lowX)
    }
    return WaveletPyramid(ll: coarse, details: details)
  }

  /// Restores the images from their bands.
  ///
  /// - Precondition: the pyramid was made with the same bank, mode and number of levels.
  public func inverse(_ pyramid: WaveletPyramid) -> Tensor {
    var coarse = pyramid.ll
    for detail in pyramid.details.reversed() {
      let rows = matrix(length: detail.height, type: coarse.type)
      let columns = matrix(length: detail.width, type: coarse.type)
      guard coarse.shape == detail.lh.shape,
        rows.inverseLow.shape[1] == coarse.shape.dropLast().last
      else {
        misuse(
          "WaveletTransform.inverse", found: "bands of \(coarse.shape) and \(detail.lh.shape)",
          wanted: "bands made with \(bank.name), \(mode.rawValue)")
      }
      let lowX = rows.inverseLow.matmul(coarse) + rows.inverseHigh.matmul(detail.lh)
      let highX = rows.inverseLow.matmul(detail.hl) + rows.inverseHigh.matmul(detail.hh)
      coarse =
        lowX.matmul(columns.inverseLow.transposed(0, 1))
        + highX.matmul(columns.inverseHigh.transposed(0, 1))
    }
    return coarse
  }

  /// One level along the last axis: averages and differences of a signal.
  ///
  /// - Shape: `[..., n]` to twice `[..., m]`.
  public func analyze(_ signal: Tensor) -> (low: Tensor, high: Tensor) {
    let shape = signal.shape
    let step = matrix(length: shape[shape.count - 1], type: signal.type)
    let column = signal.expanded(at: -1)
    return (
      step.low.matmul(column).select(axis: -1, 0), step.high.matmul(column).select(axis: -1, 0)
    )
  }

  /// The inverse of ``analyze(_:)`` for a signal of `count` samples.
  public func synthesize(low: Tensor, high: Tensor, count: Int) -> Tensor {
    let step = matrix(length: count, type: low.type)
    let parts =
      step.inverseLow.matmul(low.expanded(at: -1)) + step.inverseHigh.matmul(high.expanded(at: -1))
    return parts.select(axis: -1, 0)
  }

  private func matrix(length: Int, type: ElementType) -> TransformMatrix {
    TransformCache.shared.matrix(bank, mode: mode, length: length, type: type)
  }
}
