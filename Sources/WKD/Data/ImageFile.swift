public import Foundation
public import Torch

/// Reads and writes pictures: PNG through libpng, JPEG through libjpeg-turbo.
public enum ImageFile {
  /// The most pixels that a picture may have; looked at before memory is taken for them.
  public static let pixelLimit = 100_000_000

  /// Whether the name ends like one of the formats that ``read(_:)`` knows.
  public static func isReadable(_ url: URL) -> Bool {
    ["png", "jpg", "jpeg"].contains(url.pathExtension.lowercased())
  }

  /// Reads a picture; grey is expanded to RGB, transparency is laid on white.
  ///
  /// - Shape: `[3, H, W]`, uint8.
  /// - Throws: ``ImageError`` for a file that is missing, damaged or of another format.
  public static func read(_ url: URL) throws -> Tensor {
    try readWithChannels(url).colorBytes
  }

  /// Reads a picture with the channels and the depth of its file.
  ///
  /// Palettes and CMYK become RGB, 1 to 4 bits become 8, transparency is laid on white. Gamma and
  /// colour profiles are left aside: the numbers are those of the file.
  ///
  /// - Throws: ``ImageError`` for a file that is missing, damaged, animated, too large or of another
  ///   format.
  public static func readWithChannels(_ url: URL) throws -> ImageSamples {
    guard let data = try? Data(contentsOf: url, options: .mappedIfSafe) else {
      throw ImageError.unreadable(url.path)
    }
    if data.isEmpty { throw ImageError.empty(url.path) }
    if data.starts(with: PNGHeader.signature) { return try PNGCodec.decode(data, path: url.path) }
    if data.starts(with: JPEGCodec.signature) { return try JPEGCodec.decode(data, path: url.path) }
    throw ImageError.format(url.path)
  }

  /// Writes a picture as PNG, whole or not at all.
  ///
  /// - Parameter image: `[3, H, W]`, -1 to 1; values outside are cut.
  /// - Throws: ``ImageError/unwritable(_:)``.
  public static func write(_ image: Tensor, to url: URL) throws {
    let shape = image.shape
    guard shape.count == 3, shape[0] == 3 else {
      misuse("ImageFile.write", found: "\(shape)", wanted: "[3, H, W]")
    }
    guard
      let data = PNGCodec.encode(
        pixelBytes(image).permuted([1, 2, 0]).bytes, height: shape[1], width: shape[2],
        channels: 3, depth: 8),
      (try? data.write(to: url, options: .atomic)) != nil
    else { throw ImageError.unwritable(url.path) }
  }

  /// Pictures from -1...1 as bytes 0...255, rounded.
  public static func pixelBytes(_ images: Tensor) -> Tensor {
    ((images.clamped(to: -1...1) + 1) * 127.5 + 0.5).converted(to: .uint8)
  }

  /// A picture as the bytes of a PNG file, each value rounded to the nearest sample.
  ///
  /// - Parameters:
  ///   - image: `[1, H, W]` for grey or `[3, H, W]`, 0 to 1; values outside are cut.
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

  /// What a picture from 0 to 1 becomes in a file of the given depth: whole numbers from 0 to 255 or
  /// 65535, as float64.
  public static func rounded(_ image: Tensor, depth: Int = 8) -> Tensor {
    let maximum = Double(ImageSamples.maximum(depth: depth))
    let scaled = image.converted(to: .float64).clamped(to: 0...1) * maximum + 0.5
    return scaled.converted(to: .int64).converted(to: .float64)
  }

  /// Throws for a picture without pixels or with too many.
  static func checkSize(width: Int, height: Int, path: String) throws {
    guard width > 0, height > 0 else { throw ImageError.empty(path) }
    let (count, overflow) = width.multipliedReportingOverflow(by: height)
    guard !overflow, count <= pixelLimit else {
      throw ImageError.tooLarge(path, width: width, height: height)
    }
  }
}
