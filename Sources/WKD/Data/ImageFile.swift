public import Foundation
public import Torch

/// The reader and writer of images: PNG, JPEG, WebP and TIFF are read, PNG and JPEG are written.
///
/// ```swift
/// let file = FileManager.default.temporaryDirectory.appendingPathComponent("grey.png")
/// try ImageFile.write(Tensor.zeros([3, 48, 64]), to: file)
/// let bytes = try ImageFile.read(file)  // [3, 48, 64] uint8
/// let unit = try ImageFile.readWithChannels(file).unit  // float64 from 0 to 1
/// print(bytes.shape, unit.max().item)
/// try FileManager.default.removeItem(at: file)
/// ```
public enum ImageFile {
  /// The most pixels that an image may have, checked before memory is taken for them.
  public static let pixelLimit = ImageError.pixelLimit

  /// Whether the name ends like one of the formats that ``read(_:)`` knows.
  package static func isReadable(_ url: URL) -> Bool {
    ["png", "jpg", "jpeg", "jfif", "jpe", "tif", "tiff", "webp"]
      .contains(url.pathExtension.lowercased())
  }

  /// Reads an image as RGB bytes; grey is repeated, transparency is laid on white.
  ///
  /// - Shape: `[3, H, W]`, uint8.
  /// - Throws: ``ImageError`` for a file that is missing, damaged or of another format.
  public static func read(_ url: URL) throws -> Tensor {
    try ImageDecoder.open(url) { _, decoder in
      let header = decoder.header
      try decoder.checkMemory(beside: (header.channels + 3) * header.width * header.height)
      let planes = ImagePlanes(decoder.stored, window: nil, isWide: false, keepsAlpha: false)
      try decoder.forEachStrip(planes.place)
      return planes.colors.asColor
    }
  }

  /// Reads an image with the channels and the depth of its file, turned as every viewer shows it.
  ///
  /// Palettes, CMYK and YCbCr become RGB, 1 to 4 bits become 8, 9 to 15 become 16, transparency is laid on
  /// white. Gamma and colour profiles are left aside: the numbers are those of the file. Of a TIFF file
  /// with several pages the first is read.
  ///
  /// - Throws: ``ImageError`` for a file that is missing, damaged, animated, too large or of another
  ///   format, or an error that says how much memory it would take.
  public static func readWithChannels(_ url: URL) throws -> ImageSamples {
    try ImageDecoder.open(url) { _, decoder in
      let header = decoder.header
      let samples = (header.channels + (header.hasAlpha ? 1 : 0)) * header.width * header.height
      try decoder.checkMemory(beside: samples * (header.depth == 16 ? 4 : 1))
      let planes = ImagePlanes(decoder.stored, window: nil, isWide: true, keepsAlpha: true)
      try decoder.forEachStrip(planes.place)
      return ImageSamples(samples: planes.colors, alpha: planes.alpha, depth: header.depth)
    }
  }

  /// Reads the size and the kind of an image without decoding its pixels.
  ///
  /// - Throws: ``ImageError``, as ``readWithChannels(_:)`` does for what its first bytes say.
  public static func header(of url: URL) throws -> ImageHeader {
    try ImageDecoder.open(url) { $1.header }
  }
}
