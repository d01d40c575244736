public import Foundation
public import Torch

/// The reader and writer of images: PNG through libpng, JPEG through libjpeg-turbo.
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
    ["png", "jpg", "jpeg"].contains(url.pathExtension.lowercased())
  }

  /// Reads an image as RGB bytes; grey is repeated, transparency is laid on white.
  ///
  /// - Shape: `[3, H, W]`, uint8.
  /// - Throws: ``ImageError`` for a file that is missing, damaged or of another format.
  public static func read(_ url: URL) throws -> Tensor {
    try readWithChannels(url).colorBytes
  }

  /// Reads an image with the channels and the depth of its file.
  ///
  /// Palettes and CMYK become RGB, 1 to 4 bits become 8, transparency is laid on white. Gamma and
  /// colour profiles are left aside: the numbers are those of the file.
  ///
  /// - Throws: ``ImageError`` for a file that is missing, damaged, animated, too large or of another
  ///   format.
  public static func readWithChannels(_ url: URL) throws -> ImageSamples {
    let data: Data
    do {
      data = try Data(contentsOf: url, options: .mappedIfSafe)
    } catch {
      throw ImageError.unreadable(url.path)
    }
    if data.isEmpty { throw ImageError.empty(url.path) }
    if data.starts(with: PNGHeader.signature) { return try PNGCodec.decode(data, path: url.path) }
    if data.starts(with: JPEGCodec.signature) { return try JPEGCodec.decode(data, path: url.path) }
    throw ImageError.format(url.path)
  }

  /// Writes an image as PNG of 8 bits, whole or not at all.
  ///
  /// - Parameters:
  ///   - image: `[3, H, W]`, -1 to 1; values outside are clamped.
  ///   - url: a file, replaced where it exists.
  /// - Throws: ``ImageError/unwritable(_:)``.
  public static func write(_ image: Tensor, to url: URL) throws {
    let shape = image.shape
    guard shape.count == 3, shape[0] == 3 else {
      misuse("ImageFile.write", found: "\(shape)", wanted: "[3, H, W]")
    }
    let data = PNGCodec.encode(
      pixelBytes(image).permuted([1, 2, 0]).bytes, height: shape[1], width: shape[2], channels: 3,
      depth: 8)
    guard let data else { throw ImageError.unwritable(url.path) }
    do {
      try data.write(to: url, options: .atomic)
    } catch {
      throw ImageError.unwritable(url.path)
    }
  }

  /// Images from -1...1 as bytes 0...255, rounded to the nearest.
  ///
  /// - Shape: any, kept; uint8.
  public static func pixelBytes(_ images: Tensor) -> Tensor {
    ((images.clamped(to: -1...1) + 1) * 127.5 + 0.5).converted(to: .uint8)
  }

  /// The bytes of a PNG file of an image, each value rounded to the nearest sample.
  ///
  /// - Parameters:
  ///   - image: `[1, H, W]` for grey or `[3, H, W]`, 0 to 1; values outside are clamped.
  ///   - depth: 8 or 16 bits a sample.
  /// - Returns: nil where there is no memory for the file.
  public static func pngData(_ image: Tensor, depth: Int = 8) -> Data? {
    let shape = image.shape
    guard shape.count == 3, [1, 3].contains(shape[0]), depth == 8 || depth == 16 else {
      misuse(
        "ImageFile.pngData", found: "\(shape), \(depth) bits",
        wanted: "[1, H, W] or [3, H, W], 8 or 16 bits")
    }
    let samples = rounded(image, depth: depth).permuted([1, 2, 0])
    let bytes: Data
    if depth == 8 {
      bytes = samples.converted(to: .uint8).bytes
    } else {
      let high = (samples / 256).converted(to: .uint8)
      let low = samples - high.converted(to: .float64) * 256
      bytes = Tensor.stacked([high, low.converted(to: .uint8)], axis: 3).bytes
    }
    return PNGCodec.encode(
      bytes, height: shape[1], width: shape[2], channels: shape[0], depth: depth)
  }

  /// The samples of an image from 0 to 1 in a file of the given depth.
  ///
  /// - Parameters:
  ///   - image: any shape, 0 to 1; values outside are clamped.
  ///   - depth: 8 or 16 bits a sample.
  /// - Returns: whole numbers from 0 to 255 or 65535, as float64.
  package static func rounded(_ image: Tensor, depth: Int = 8) -> Tensor {
    let maximum = Double(ImageSamples.maximum(depth: depth))
    let scaled = image.converted(to: .float64).clamped(to: 0...1) * maximum + 0.5
    return scaled.converted(to: .int64).converted(to: .float64)
  }
}
