import Files
public import Foundation
public import Torch

extension ImageFile {
  /// Writes an image with 8 bits a sample in the format that its name ends in, whole or not at all.
  ///
  /// - Parameters:
  ///   - image: `[3, H, W]`, -1 to 1; values outside are clamped.
  ///   - url: a file, replaced where it exists; its name ends in `.png`, `.jpg` or `.jpeg`.
  /// - Throws: ``ImageError``.
  public static func write(_ image: Tensor, to url: URL) throws {
    let shape = image.shape
    guard shape.count == 3, shape[0] == 3 else {
      misuse("ImageFile.write", found: "\(shape)", wanted: "[3, H, W]")
    }
    let data = try data(pixelBytes(image), format: Format(of: url))
    do {
      try AtomicFile.write(data, to: url, isDurable: false)
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

  /// The bytes of a file of an image, each value rounded to the nearest sample.
  ///
  /// A file that is read again and laid on white gives the image back, whatever `alpha` is: the colours of a
  /// PNG file are those that look like the image on white, and a JPEG file holds the image itself.
  ///
  /// - Parameters:
  ///   - image: `[1, H, W]` for grey or `[3, H, W]`, as it looks on white; 0 to 1, values outside are
  ///     clamped, or bytes (uint8), which are taken as they are.
  ///   - alpha: `[1, H, W]`, from 0 for transparent to 1 for opaque, or bytes; JPEG has no place for it.
  ///   - format: PNG keeps every sample, JPEG is smaller.
  ///   - depth: 8 or 16 bits a sample; JPEG has 8.
  ///   - quality: of JPEG, 1 to 100; colours are kept at full size from 90 on, at half size below.
  /// - Returns: the bytes of the whole file.
  /// - Throws: ``ImageError/unencodable(reason:advice:)`` for a size that the format cannot hold.
  public static func data(
    _ image: Tensor, alpha: Tensor? = nil, format: Format = .png, depth: Int = 8,
    quality: Int = 95
  ) throws -> Data {
    let shape = image.shape
    guard shape.count == 3, [1, 3].contains(shape[0]), shape.allSatisfy({ $0 > 0 }),
      [8, 16].contains(depth), (1...100).contains(quality),
      alpha.map({ $0.shape == [1, shape[1], shape[2]] }) ?? true
    else {
      misuse(
        "ImageFile.data",
        found:
          "\(shape), alpha \(alpha.map { "\($0.shape)" } ?? "none"), \(depth) bits, \(quality)",
        wanted: "[1, H, W] or [3, H, W], alpha [1, H, W], 8 or 16 bits, quality 1 to 100")
    }
    return try ImageEncoder(image: image, alpha: format == .png ? alpha : nil)
      .data(format, depth: format == .png ? depth : 8, quality: quality)
  }

  /// The bytes of a PNG file of an image, as ``data(_:alpha:format:depth:quality:)`` gives them.
  ///
  /// - Parameters:
  ///   - image: `[1, H, W]` for grey or `[3, H, W]`, 0 to 1; values outside are clamped.
  ///   - depth: 8 or 16 bits a sample.
  /// - Returns: nil where there is no memory for the file.
  public static func pngData(_ image: Tensor, depth: Int = 8) -> Data? {
    try? data(image, depth: depth)
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
