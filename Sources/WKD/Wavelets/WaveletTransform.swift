internal import CKernels
public import Torch

/// The multi-level two-dimensional discrete wavelet transform and its inverse.
///
/// Differentiable in both directions; each channel of each image is transformed alone.
/// - Source: Mallat, "A theory for multiresolution signal decomposition", 1989; filters, boundary
///   modes and coefficient positions as in PyWavelets.
public struct WaveletTransform: Sendable, Hashable {
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
  /// More levels than ``FilterBank/maximumLevel(for:)`` are allowed, as in PyWavelets, which warns:
  /// beyond it every coefficient mixes in samples from outside of the image.
  /// - Shape: `[N, C, H, W]`, any size from 1; other leading axes too: `[H, W]`.
  /// - Range: any; float32 or float64.
  public func callAsFunction(_ images: Tensor) -> WaveletPyramid {
    let shape = images.shape
    guard images.device == .cpu else { return analyzedByMatrices(images) }
    guard shape.count >= 2, shape.allSatisfy({ $0 > 0 }), images.isSingleOrDouble else {
      misuse("WaveletTransform", found: "\(images)", wanted: "[..., H, W] float32 or float64")
    }
    let lead = Array(shape.dropLast(2))
    let plan = plan(height: shape[shape.count - 2], width: shape[shape.count - 1])
    let map = LinearMap(
      forward: { plan.analyze($0[0], lead: lead) }, adjoint: { [plan.spread($0, lead: lead)] })
    let bands = map([images], outputs: 3 * levels + 1)
    let details = (0..<levels).map { level in
      DetailBands(
        lh: bands[3 * level + 1], hl: bands[3 * level + 2], hh: bands[3 * level + 3],
        height: plan.sizes[level].height, width: plan.sizes[level].width)
    }
    return WaveletPyramid(ll: bands[0], details: details)
  }

  /// Restores the images from their bands.
  ///
  /// - Precondition: the pyramid was made with the same bank, mode and number of levels.
  public func inverse(_ pyramid: WaveletPyramid) -> Tensor {
    guard let finest = pyramid.details.first, pyramid.details.count == levels else {
      misuse(
        "WaveletTransform.inverse", found: "\(pyramid.details.count) levels", wanted: "\(levels)")
    }
    let lead = Array(pyramid.ll.shape.dropLast(2))
    let plan = plan(height: finest.height, width: finest.width, isInverse: true)
    for (level, detail) in pyramid.details.enumerated() {
      let wanted = lead + [plan.sizes[level + 1].height, plan.sizes[level + 1].width]
      for band in [detail.lh, detail.hl, detail.hh] + (level == levels - 1 ? [pyramid.ll] : [])
      where band.shape != wanted {
        misuse(
          "WaveletTransform.inverse", found: "a band \(band.shape) at level \(level + 1)",
          wanted: "\(wanted), as \(bank.name) with \(mode.rawValue) makes it")
      }
    }
    let map = LinearMap(
      forward: { [plan.spread($0, lead: lead)] }, adjoint: { plan.analyze($0[0], lead: lead) })
    return map([pyramid.ll] + pyramid.details.flatMap { [$0.lh, $0.hl, $0.hh] }, outputs: 1)[0]
  }

  /// One level along the last axis: averages and differences of a signal.
  ///
  /// - Shape: `[..., n]` to twice `[..., m]`.
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

  /// The inverse of ``analyze(_:)`` for a signal of `count` samples.
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
}

extension WaveletTransform {
  /// The instruction set that the kernels run on here: `AVX512`, `AVX2` or `baseline`.
  public static var instructionSet: String { String(cString: cw_instruction_set()) }

  /// The tables of the kernels for images of one size.
  func plan(height: Int, width: Int, isInverse: Bool = false) -> KernelPlan {
    let key = KernelPlanCache.Key(
      transform: self, height: height, width: width, isInverse: isInverse)
    return KernelPlanCache.shared.plan(key) {
      let axis = isInverse ? ExtendedAxis.synthesis : ExtendedAxis.analysis
      var axes: [(y: ExtendedAxis, x: ExtendedAxis)] = []
      var (rows, columns) = (height, width)
      for _ in 0..<levels {
        let level = (axis(rows, bank.length, mode), axis(columns, bank.length, mode))
        (rows, columns) = (level.0.count, level.1.count)
        axes.append(level)
      }
      // A reconstruction is the adjoint of an analysis with the mirrored reconstruction filters.
      return isInverse
        ? KernelPlan(
          low: bank.reconstructionLow.reversed(), high: bank.reconstructionHigh.reversed(),
          axes: axes)
        : KernelPlan(low: bank.decompositionLow, high: bank.decompositionHigh, axes: axes)
    }
  }
}

extension Tensor {
  fileprivate var isSingleOrDouble: Bool { type == .float32 || type == .float64 }
}
