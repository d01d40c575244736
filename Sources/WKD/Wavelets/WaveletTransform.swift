internal import CKernels
public import Torch

/// The multi-level two-dimensional discrete wavelet transform and its inverse.
///
/// Differentiable in both directions, any number of times; each channel of each image is transformed
/// alone.
///
/// ```swift
/// let transform = WaveletTransform(try FilterBank(named: "db2"), levels: 3)
/// var generator = SeededGenerator(seed: 1)
/// let images = Tensor.normal([1, 3, 64, 64], using: &generator)
/// let pyramid = transform(images)
/// print(pyramid[.hh(1)].shape)  // [1, 3, 33, 33]
/// let smooth = transform.inverse(pyramid.mapBands { band, coefficients in
///   band.level == 1 && band.orientation != .ll ? coefficients * 0 : coefficients
/// })
/// print(smooth.shape)  // [1, 3, 64, 64]
/// ```
///
/// - Source: Mallat, "A theory for multiresolution signal decomposition", 1989; filters, boundary
///   modes and coefficient positions as in PyWavelets.
public struct WaveletTransform: Sendable, Hashable {
  /// The filters of both directions.
  public let bank: FilterBank
  /// Number of levels, at least 1.
  public let levels: Int
  /// The continuation of images beyond their borders.
  public let mode: BoundaryMode

  /// A transform of some levels.
  ///
  /// - Parameters:
  ///   - bank: filters.
  ///   - levels: at least 1.
  ///   - mode: PyWavelets' default; the wavelet loss of the paper takes `.zero`.
  public init(_ bank: FilterBank, levels: Int, mode: BoundaryMode = .symmetric) {
    guard levels >= 1 else {
      misuse("WaveletTransform", found: "\(levels) levels", wanted: "1 or more")
    }
    self.bank = bank
    self.levels = levels
    self.mode = mode
  }

  /// The bands of images: one coarse band, and three detail bands for every level.
  ///
  /// More levels than ``FilterBank/maximumLevel(for:)`` are allowed, as in PyWavelets, which warns:
  /// beyond it every coefficient mixes in samples from outside of the image.
  /// - Shape: `[N, C, H, W]`, any size from 1; other leading axes too: `[H, W]`.
  /// - Range: any; float32 or float64. Other devices than the CPU take half precision too and give
  ///   float32.
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

  /// The images of a pyramid.
  ///
  /// - Shape: the images' own, `[..., H, W]`.
  /// - Precondition: the pyramid was made with the same bank, mode and number of levels, and is on the
  ///   CPU.
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
}

extension WaveletTransform {
  /// The instruction set that the kernels of this library use here: `AVX512`, `AVX2` or `baseline`.
  public static var instructionSet: String { String(cString: cw_instruction_set()) }

  /// The tables of the kernels for images of one size.
  func plan(height: Int, width: Int, isInverse: Bool = false) -> KernelPlan {
    KernelPlan.shared(
      .init(
        bank: bank, levels: levels, mode: mode, height: height, width: width, isInverse: isInverse))
  }
}

extension Tensor {
  var isSingleOrDouble: Bool { type == .float32 || type == .float64 }
}

// On a device without kernels the transform is what it is on paper: a product with two matrices, one for
// the columns and one for the rows. Slower on a CPU, but made of LibTorch's operators alone.
extension WaveletTransform {
  /// The bands of `[..., H, W]` on any device, in single precision at least.
  func analyzedByMatrices(_ images: Tensor) -> WaveletPyramid {
    let isHalf = images.type != .float32 && images.type != .float64
    var coarse = isHalf ? images.converted(to: .float32) : images
    let details = (0..<levels).map { _ -> DetailBands in
      let (height, width) = (coarse.shape[coarse.rank - 2], coarse.shape[coarse.rank - 1])
      let (lowY, highY) = matrices(height, like: coarse)
      let (lowX, highX) = matrices(width, like: coarse)
      let (low, high) = (coarse.matmul(lowX), coarse.matmul(highX))  // [..., H, w]
      let along = { (half: Tensor, matrix: Tensor) in matrix.transposed(0, 1).matmul(half) }
      coarse = along(low, lowY)
      return DetailBands(
        lh: along(low, highY), hl: along(high, lowY), hh: along(high, highY), height: height,
        width: width)
    }
    return WaveletPyramid(ll: coarse, details: details)
  }

  /// The averages and differences of each of `count` unit signals: `[count, coefficients]`.
  private func matrices(_ count: Int, like tensor: Tensor) -> (low: Tensor, high: Tensor) {
    let units = Tensor(
      (0..<count * count).map { $0 % (count + 1) == 0 ? 1.0 : 0 }, shape: [count, count],
      type: .float64)
    let (low, high) = analyze(units)
    let place = { (matrix: Tensor) in matrix.converted(to: tensor.type).moved(to: tensor.device) }
    return (place(low), place(high))
  }
}

extension WaveletPyramid {
  /// A pyramid of named bands, such as those of a safetensors file.
  ///
  /// - Parameters:
  ///   - bands: `LL3`, `LH3`, ... `HH1` of a transform of 3 levels, `[..., h, w]` each; other names
  ///     are left aside.
  ///   - transform: that made the bands.
  ///   - height: of the image that was transformed.
  ///   - width: of the image that was transformed.
  /// - Throws: ``WaveletPyramidError`` for a band that is absent or has another size.
  public init(
    bands: [String: Tensor], of transform: WaveletTransform, height: Int, width: Int
  ) throws {
    guard height > 0, width > 0 else {
      throw WaveletPyramidError.noPixels(height: height, width: width)
    }
    let find = { (band: WaveletBand) throws -> Tensor in
      guard let found = bands[band.description] else { throw WaveletPyramidError.missing(band) }
      return found
    }
    let coarse = try find(.ll(transform.levels))
    let leading = Array(coarse.shape.dropLast(2))
    var (height, width) = (height, width)
    var details: [DetailBands] = []
    for level in 1...transform.levels {
      let size = [height, width].map(transform.coefficientCount)
      let fitting = { (band: WaveletBand) throws -> Tensor in
        let found = try find(band)
        guard found.shape == leading + size, found.type == coarse.type else {
          throw WaveletPyramidError.unfit(
            band, found: "\(found)", wanted: "\(leading + size) \(coarse.type)")
        }
        return found
      }
      details.append(
        DetailBands(
          lh: try fitting(.lh(level)), hl: try fitting(.hl(level)), hh: try fitting(.hh(level)),
          height: height, width: width))
      (height, width) = (size[0], size[1])
    }
    guard coarse.shape == leading + [height, width] else {
      throw WaveletPyramidError.unfit(
        .ll(transform.levels), found: "\(coarse)", wanted: "\(leading + [height, width])")
    }
    self.init(ll: coarse, details: details)
  }
}

/// The reason why bands make no pyramid.
public enum WaveletPyramidError: Error, Equatable, CustomStringConvertible {
  /// A band of the transform that is not there.
  case missing(WaveletBand)
  /// A band of another shape or type than the transform makes.
  case unfit(WaveletBand, found: String, wanted: String)
  /// A height or a width below 1.
  case noPixels(height: Int, width: Int)

  /// One sentence that says what is wrong and what to give instead.
  public var description: String {
    switch self {
    case .missing(let band): "band \(band) is missing: every band from LL to HH1 is needed"
    case .unfit(let band, let found, let wanted):
      """
      band \(band) is \(found), but wavelet, mode and picture size ask for \(wanted): \
      give the settings that made the bands
      """
    case .noPixels(let height, let width):
      "a picture of \(width) x \(height) pixels has no bands: give its height and width"
    }
  }
}

extension WaveletTransform {
  /// The number of coefficients in each half of one level for a signal of `length` samples.
  fileprivate func coefficientCount(length: Int) -> Int {
    ExtendedAxis.coefficientCount(length: length, taps: bank.length, mode: mode)
  }
}
