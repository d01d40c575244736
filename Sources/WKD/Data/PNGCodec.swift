internal import CPNG
internal import Foundation

/// PNG files as samples, with the numbers that the file holds: no gamma, no colour profile.
enum PNGCodec {
  /// - Throws: ``ImageError``.
  static func decode(_ data: Data, path: String) throws -> ImageSamples {
    guard let header = PNGHeader(data) else {
      throw ImageError.damaged(path, reason: "it ends too early")
    }
    try ImageFile.checkSize(width: header.width, height: header.height, path: path)
    if header.isAnimated { throw ImageError.animated(path) }
    let size = header.width * header.height * header.channels * header.depth / 8
    var info = cpng_info()
    info.width = UInt32(header.width)
    info.height = UInt32(header.height)
    info.channels = Int32(header.channels)
    info.depth = Int32(header.depth)
    var pixels = [UInt8](repeating: 0, count: size)
    let isWhole = data.withUnsafeBytes { raw in
      let bytes = raw.bindMemory(to: UInt8.self)
      return cpng_decode(bytes.baseAddress, bytes.count, &info, &pixels, size)
    }
    guard isWhole else { throw ImageError.damaged(path, reason: message(of: info)) }
    return ImageSamples(
      interleaved: pixels, height: header.height, width: header.width, channels: header.channels,
      depth: header.depth)
  }

  /// - Parameter pixels: interleaved samples, 16-bit ones with their high byte first.
  /// - Returns: nil where there is no memory for the file.
  static func encode(
    _ pixels: Data, height: Int, width: Int, channels: Int, depth: Int
  ) -> Data? {
    var info = cpng_info()
    info.width = UInt32(width)
    info.height = UInt32(height)
    info.channels = Int32(channels)
    info.depth = Int32(depth)
    var count = 0
    let file = pixels.withUnsafeBytes { raw in
      cpng_encode(&info, raw.bindMemory(to: UInt8.self).baseAddress, &count)
    }
    guard let file else { return nil }
    defer { cpng_free(file) }
    return Data(bytes: file, count: count)
  }

  private static func message(of info: cpng_info) -> String {
    withUnsafeBytes(of: info.message) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
  }
}
