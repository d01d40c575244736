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
    try readWithChannels(url).colorBytes
  }

  /// Reads an image with the channels and the depth of its file, turned as every viewer shows it.
  ///
  /// Palettes and CMYK become RGB, 1 to 4 bits become 8, transparency is laid on white. Gamma and
  /// colour profiles are left aside: the numbers are those of the file.
  ///
  /// - Throws: ``ImageError`` for a file that is missing, damaged, animated, too large or of another
  ///   format.
  public static func readWithChannels(_ url: URL) throws -> ImageSamples {
    let data = try bytes(of: url)
    if data.starts(with: PNGHeader.signature) { return try PNGCodec.decode(data, path: url.path) }
    if data.starts(with: JPEGCodec.signature) { return try JPEGCodec.decode(data, path: url.path) }
    throw ImageError.format(url.path)
  }

  /// Reads the size and the kind of an image without decoding its pixels.
  ///
  /// - Throws: ``ImageError``, as ``readWithChannels(_:)`` does for what its first bytes say.
  public static func header(of url: URL) throws -> ImageHeader {
    let data = try bytes(of: url)
    let picture = try readWithChannels(url)
    return ImageHeader(
      format: data.starts(with: PNGHeader.signature) ? .png : .jpeg,
      width: picture.samples.shape[2],
      height: picture.samples.shape[1], channels: picture.samples.shape[0],
      hasAlpha: picture.alpha != nil, depth: picture.depth)
  }

  private static func bytes(of url: URL) throws -> Data {
    let data: Data
    do {
      data = try Data(contentsOf: url, options: .mappedIfSafe)
    } catch {
      throw ImageError.unreadable(url.path)
    }
    if data.isEmpty { throw ImageError.empty(url.path) }
    return data
  }
}
