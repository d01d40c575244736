public import Torch

extension WaveletPyramid {
  /// A pyramid of named bands, such as those of a file.
  ///
  /// - Parameters:
  ///   - bands: `LL3`, `LH3`, ... `HH1` of a transform of 3 levels, `[..., h, w]` each; other names
  ///     are left aside.
  ///   - transform: what the bands were made with.
  ///   - height: of the picture that was transformed.
  ///   - width: of the picture that was transformed.
  /// - Throws: ``WaveletPyramidError`` for a band that is absent or has another size.
  public init(
    bands: [String: Tensor], of transform: WaveletTransform, height: Int, width: Int
  ) throws {
    guard height > 0, width > 0 else {
      throw WaveletPyramidError.noPixels(height: height, width: width)
    }
    let find = { (name: String) throws -> Tensor in
      guard let band = bands[name] else { throw WaveletPyramidError.missing(name) }
      return band
    }
    let coarse = try find("LL\(transform.levels)")
    let leading = Array(coarse.shape.dropLast(2))
    var (height, width) = (height, width)
    var details: [DetailBands] = []
    for level in 1...transform.levels {
      let size = [height, width].map(transform.coefficientCount)
      let band = { (name: String) throws -> Tensor in
        let band = try find(name)
        guard band.shape == leading + size, band.type == coarse.type else {
          throw WaveletPyramidError.unfit(
            name, found: "\(band)", wanted: "\(leading + size) \(coarse.type)")
        }
        return band
      }
      details.append(
        DetailBands(
          lh: try band("LH\(level)"), hl: try band("HL\(level)"), hh: try band("HH\(level)"),
          height: height, width: width))
      (height, width) = (size[0], size[1])
    }
    guard coarse.shape == leading + [height, width] else {
      throw WaveletPyramidError.unfit(
        "LL\(transform.levels)", found: "\(coarse)", wanted: "\(leading + [height, width])")
    }
    self.init(ll: coarse, details: details)
  }
}

/// Why bands make no pyramid.
public enum WaveletPyramidError: Error, Equatable, CustomStringConvertible {
  case missing(String)
  case unfit(String, found: String, wanted: String)
  case noPixels(height: Int, width: Int)

  public var description: String {
    switch self {
    case .missing(let name): "band \(name) is missing: every band from LL to HH1 is needed"
    case .unfit(let name, let found, let wanted):
      """
      band \(name) is \(found), but wavelet, mode and picture size ask for \(wanted): \
      give the settings that made the bands
      """
    case .noPixels(let height, let width):
      "a picture of \(width) x \(height) pixels has no bands: give its height and width"
    }
  }
}

extension WaveletTransform {
  /// Number of coefficients that each half of one level has for a signal of `length` samples.
  fileprivate func coefficientCount(length: Int) -> Int {
    mode == .periodization ? (length + 1) / 2 : (length + bank.length - 1) / 2
  }
}
