internal import CCodecs
public import Foundation
public import Torch

/// Reads and writes pictures: PNG through libpng, JPEG through libjpeg-turbo.
public enum ImageFile {
  /// Whether the name ends like one of the formats that ``read(_:)`` knows.
  public static func isReadable(_ url: URL) -> Bool {
    ["png", "jpg", "jpeg"].contains(url.pathExtension.lowercased())
  }

  /// Reads a picture; grey is expanded to RGB, transparency is laid on white.
  ///
  /// - Shape: `[3, H, W]`, uint8.
  /// - Throws: ``ImageError`` for a file that is missing, damaged or of another format.
  public static func read(_ url: URL) throws -> Tensor {
    guard let data = try? Data(contentsOf: url) else {
      throw ImageError.unreadable(url.path)
    }
    let picture: (pixels: [UInt8], height: Int, width: Int)
    if data.starts(with: [0x89, 0x50, 0x4e, 0x47]) {
      picture = try decodePNG(data, path: url.path)
    } else if data.starts(with: [0xff, 0xd8]) {
      picture = try decodeJPEG(data, path: url.path)
    } else {
      throw ImageError.format(url.path)
    }
    let interleaved = picture.pixels.withUnsafeBytes {
      Tensor(bytes: $0, shape: [picture.height, picture.width, 3], type: .uint8)
    }
    return interleaved.permuted([2, 0, 1])
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
    let bytes = [UInt8](pixelBytes(image).permuted([1, 2, 0]).bytes)
    guard let data = encodePNG(bytes, height: shape[1], width: shape[2]),
      (try? data.write(to: url, options: .atomic)) != nil
    else { throw ImageError.unwritable(url.path) }
  }

  /// Pictures from -1...1 as bytes 0...255, rounded.
  public static func pixelBytes(_ images: Tensor) -> Tensor {
    ((images.clamped(to: -1...1) + 1) * 127.5 + 0.5).converted(to: .uint8)
  }
}

/// Why a picture was refused.
public enum ImageError: Error, CustomStringConvertible {
  case unreadable(String)
  case unwritable(String)
  case format(String)
  case damaged(String, reason: String)

  public var description: String {
    switch self {
    case .unreadable(let path): "cannot read \(path): check that the file is there"
    case .unwritable(let path): "cannot write \(path): check the folder and its permissions"
    case .format(let path): "\(path) is neither PNG nor JPEG: convert it first"
    case .damaged(let path, let reason):
      "\(path) is damaged (\(reason)): replace it or take it out of the folder"
    }
  }
}

private func decodePNG(_ data: Data, path: String) throws -> ([UInt8], Int, Int) {
  var image = png_image()
  image.version = wkd_png_version
  defer { png_image_free(&image) }
  return try data.withUnsafeBytes { bytes in
    guard png_image_begin_read_from_memory(&image, bytes.baseAddress, bytes.count) != 0 else {
      throw ImageError.damaged(path, reason: message(of: image))
    }
    image.format = wkd_png_format_rgb
    var white = png_color(red: 255, green: 255, blue: 255)
    var pixels = [UInt8](repeating: 0, count: Int(image.height) * Int(image.width) * 3)
    guard png_image_finish_read(&image, &white, &pixels, 0, nil) != 0 else {
      throw ImageError.damaged(path, reason: message(of: image))
    }
    return (pixels, Int(image.height), Int(image.width))
  }
}

private func decodeJPEG(_ data: Data, path: String) throws -> ([UInt8], Int, Int) {
  guard let decoder = tjInitDecompress() else {
    throw ImageError.damaged(path, reason: "no JPEG decoder")
  }
  defer { tjDestroy(decoder) }
  let failure = { ImageError.damaged(path, reason: String(cString: tjGetErrorStr2(decoder))) }
  return try data.withUnsafeBytes { raw in
    let bytes = raw.bindMemory(to: UInt8.self)
    var (width, height, sampling, space) = (Int32(0), Int32(0), Int32(0), Int32(0))
    let size = UInt(bytes.count)
    guard
      tjDecompressHeader3(decoder, bytes.baseAddress, size, &width, &height, &sampling, &space) == 0
    else { throw failure() }
    var pixels = [UInt8](repeating: 0, count: Int(width) * Int(height) * 3)
    let status = tjDecompress2(
      decoder, bytes.baseAddress, size, &pixels, width, 0, height, Int32(TJPF_RGB.rawValue), 0)
    guard status == 0 else { throw failure() }
    return (pixels, Int(height), Int(width))
  }
}

private func encodePNG(_ pixels: [UInt8], height: Int, width: Int) -> Data? {
  var image = png_image()
  image.version = wkd_png_version
  image.width = png_uint_32(width)
  image.height = png_uint_32(height)
  image.format = wkd_png_format_rgb
  defer { png_image_free(&image) }
  var size = 0
  guard png_image_write_to_memory(&image, nil, &size, 0, pixels, 0, nil) != 0 else { return nil }
  var data = Data(count: size)
  let written = data.withUnsafeMutableBytes {
    png_image_write_to_memory(&image, $0.baseAddress, &size, 0, pixels, 0, nil)
  }
  return written != 0 ? data.prefix(size) : nil
}

private func message(of image: png_image) -> String {
  withUnsafeBytes(of: image.message) { bytes in
    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
  }
}
