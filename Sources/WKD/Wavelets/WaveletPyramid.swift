public import Torch

/// The three detail bands of one level.
///
/// The first letter names the filter along x, the second along y: LH (PyWavelets' cH) answers to
/// horizontal edges, HL (cV) to vertical ones.
public struct DetailBands: Sendable {
  public let lh: Tensor
  public let hl: Tensor
  public let hh: Tensor
  /// Size of the image that this level split.
  let height: Int
  let width: Int
}

/// All bands of a multi-level transform.
public struct WaveletPyramid: Sendable {
  /// The coarsest averages.
  public let ll: Tensor
  /// The details of every level, finest first: `details[0]` is level 1.
  public let details: [DetailBands]

  init(ll: Tensor, details: [DetailBands]) {
    self.ll = ll
    self.details = details
  }

  /// Every band with its name, coarsest first: `LL3 LH3 HL3 HH3 LH2 ... HH1`.
  public var bands: [(name: String, coefficients: Tensor)] {
    var result = [("LL\(details.count)", ll)]
    for (index, detail) in details.enumerated().reversed() {
      let level = index + 1
      result += [("LH\(level)", detail.lh), ("HL\(level)", detail.hl), ("HH\(level)", detail.hh)]
    }
    return result
  }

  /// The band of that name, such as `HH1`.
  ///
  /// - Precondition: the pyramid has it.
  public subscript(name: String) -> Tensor {
    guard let band = bands.first(where: { $0.name == name }) else {
      misuse("WaveletPyramid", found: "\"\(name)\"", wanted: "\(bands.map(\.name))")
    }
    return band.coefficients
  }

  /// The pyramid with every band replaced by what `change` makes of it, same shape.
  public func mapBands(_ change: (_ name: String, _ band: Tensor) -> Tensor) -> WaveletPyramid {
    let changed = details.enumerated().map { index, detail in
      DetailBands(
        lh: change("LH\(index + 1)", detail.lh), hl: change("HL\(index + 1)", detail.hl),
        hh: change("HH\(index + 1)", detail.hh), height: detail.height, width: detail.width)
    }
    return WaveletPyramid(ll: change("LL\(details.count)", ll), details: changed)
  }

  /// Number of coefficients in all bands.
  public var count: Int { bands.reduce(0) { $0 + $1.coefficients.count } }
}
