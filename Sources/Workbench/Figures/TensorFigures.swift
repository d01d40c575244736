public import Plot
public import Torch
public import WKD

// Plot and WKD do not know each other: here alone tensors become values of a figure.

extension Picture {
  /// A colour picture of the pixels of a tensor.
  ///
  /// ```swift
  /// let horse = Meadow.data(size: 64, train: 1, test: 1).testA.all[0]
  /// let figure = Figure(panels: [ImageGrid("a horse", rows: [[Picture(horse)]])])
  /// print(try figure.pngData().count > 0)  // true
  /// ```
  ///
  /// - Shape: `[3, H, W]`.
  /// - Range: -1 to 1; numbers beyond are clipped.
  public init(_ image: Tensor) {
    let bytes = ImageFile.pixelBytes(image).permuted([1, 2, 0]).bytes
    self.init(width: image.shape[2], height: image.shape[1], rgb: [UInt8](bytes))
  }

  /// A grey picture, from the lower bound of a range as black to its upper bound as white.
  ///
  /// - Shape: `[H, W]`.
  /// - Parameters:
  ///   - image: numbers beyond the range are clipped.
  ///   - range: not empty.
  public init(gray image: Tensor, in range: ClosedRange<Double>) {
    let span = range.upperBound - range.lowerBound
    let scaled = (image - range.lowerBound) * (2 / span) - 1
    let bytes = [UInt8](ImageFile.pixelBytes(scaled).bytes)
    self.init(width: image.shape[1], height: image.shape[0], gray: bytes)
  }
}

extension Grid {
  /// The numbers of a matrix, as heat maps and band mosaics take them.
  ///
  /// - Shape: `[rows, columns]`.
  public init(_ tensor: Tensor) {
    self.init(rows: tensor.shape[0], columns: tensor.shape[1], values: tensor.values)
  }
}

extension BandMosaic {
  /// The bands of one grey image in their nested places.
  ///
  /// - Shape: bands `[1, 1, h, w]`, of an image `[1, 1, H, W]`.
  /// - Parameters:
  ///   - title: above the mosaic.
  ///   - pyramid: the first channel of its first image is shown.
  public init(_ title: String, pyramid: WaveletPyramid) {
    let bands = pyramid.bands.map { ($0.name, Grid($0.coefficients[0][0])) }
    self.init(
      title, bands: Dictionary(uniqueKeysWithValues: bands), levels: pyramid.details.count)
  }
}
