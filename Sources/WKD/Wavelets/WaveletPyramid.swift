public import Torch

/// The three detail bands of one level.
///
/// The first letter names the filter along x, the second along y: LH (PyWavelets' cH) answers to
/// horizontal edges, HL (cV) to vertical ones.
/// - Shape: `[..., h, w]`, about half the sides of the image that the level split.
public struct DetailBands: Sendable {
  /// Averages along x, differences along y: horizontal edges.
  public let lh: Tensor
  /// Differences along x, averages along y: vertical edges.
  public let hl: Tensor
  /// Differences in both directions: neither.
  public let hh: Tensor
  /// Size of the image that this level split.
  let height: Int
  let width: Int
}

/// One band of a pyramid with its coefficients.
public struct BandCoefficients: Sendable {
  /// Orientation and level.
  public let band: WaveletBand
  /// `[..., h, w]`.
  public let coefficients: Tensor

  /// The band's name: `LL3`, `HH1`.
  public var name: String { band.description }
}

/// All bands of a multi-level transform of images.
public struct WaveletPyramid: Sendable {
  /// The coarsest averages, `[..., h, w]`.
  public let ll: Tensor
  /// The details of every level, finest first: `details[0]` is level 1.
  public let details: [DetailBands]

  init(ll: Tensor, details: [DetailBands]) {
    self.ll = ll
    self.details = details
  }

  /// Every band, coarsest first: `LL3 LH3 HL3 HH3 LH2 ... HH1`.
  public var bands: [BandCoefficients] {
    let coarsest = BandCoefficients(band: .ll(details.count), coefficients: ll)
    return [coarsest]
      + details.enumerated().reversed().flatMap { index, detail in
        [
          BandCoefficients(band: .lh(index + 1), coefficients: detail.lh),
          BandCoefficients(band: .hl(index + 1), coefficients: detail.hl),
          BandCoefficients(band: .hh(index + 1), coefficients: detail.hh),
        ]
      }
  }

  /// The coefficients of a band.
  ///
  /// - Precondition: the pyramid has it: details of every level, and LL of the coarsest.
  public subscript(band: WaveletBand) -> Tensor {
    guard let found = bands.first(where: { $0.band == band }) else {
      misuse("WaveletPyramid", found: "\(band)", wanted: "\(bands.map(\.name))")
    }
    return found.coefficients
  }

  /// The coefficients of the band of that name, such as `HH1`, for names from outside of the program.
  ///
  /// - Precondition: the pyramid has it.
  public subscript(name: String) -> Tensor {
    guard let found = bands.first(where: { $0.name == name }) else {
      misuse("WaveletPyramid", found: "\"\(name)\"", wanted: "\(bands.map(\.name))")
    }
    return found.coefficients
  }

  /// The pyramid with the coefficients of every band replaced.
  ///
  /// - Parameter change: gives the new coefficients of a band, of the same shape.
  /// - Returns: a pyramid of the same shapes.
  public func mapBands(
    _ change: (_ band: WaveletBand, _ coefficients: Tensor) -> Tensor
  ) -> WaveletPyramid {
    let changed = details.enumerated().map { index, detail in
      DetailBands(
        lh: change(.lh(index + 1), detail.lh), hl: change(.hl(index + 1), detail.hl),
        hh: change(.hh(index + 1), detail.hh), height: detail.height, width: detail.width)
    }
    return WaveletPyramid(ll: change(.ll(details.count), ll), details: changed)
  }

  /// Number of coefficients in all bands.
  public var count: Int { bands.reduce(0) { $0 + $1.coefficients.count } }
}

extension WaveletPyramid {
  /// The bands of one channel, or of another part along the first axis.
  package func part(_ index: Int) -> WaveletPyramid { mapBands { $1[index] } }
}
