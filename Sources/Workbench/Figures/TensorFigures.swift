public import Plot
public import Torch
public import WKD

// The one place where numbers of the library become values of a figure.

extension Picture {
  /// A picture of `[3, H, W]`, -1 to 1.
  public init(_ image: Tensor) {
    let bytes = ImageFile.pixelBytes(image).permuted([1, 2, 0]).bytes
    self.init(width: image.shape[2], height: image.shape[1], rgb: [UInt8](bytes))
  }

  /// A grey picture of `[H, W]`, from `range.lowerBound` as black to `range.upperBound` as white.
  public init(gray image: Tensor, in range: ClosedRange<Double>) {
    let span = range.upperBound - range.lowerBound
    let scaled = (image - range.lowerBound) * (2 / span) - 1
    let bytes = [UInt8](ImageFile.pixelBytes(scaled).bytes)
    self.init(width: image.shape[1], height: image.shape[0], gray: bytes)
  }
}

extension Grid {
  /// The numbers of `[rows, columns]`.
  public init(_ tensor: Tensor) {
    self.init(rows: tensor.shape[0], columns: tensor.shape[1], values: tensor.values)
  }
}

extension BandMosaic {
  /// The bands of one grey image, shape `[1, 1, H, W]` before the transform.
  public init(_ title: String, pyramid: WaveletPyramid) {
    let bands = pyramid.bands.map { ($0.name, Grid($0.coefficients[0][0])) }
    self.init(
      title, bands: Dictionary(uniqueKeysWithValues: bands), levels: pyramid.details.count)
  }
}
