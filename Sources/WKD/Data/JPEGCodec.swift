internal import CCodecs
internal import Foundation

/// JPEG files as samples: grey, colour, and the CMYK of print shops.
enum JPEGCodec {
  static let signature: [UInt8] = [0xff, 0xd8]

  /// The samples of a file; `path` is for errors.
  ///
  /// - Throws: ``ImageError``.
  static func decode(_ data: Data, path: String) throws -> ImageSamples {
    guard let decoder = tjInitDecompress() else {
      throw ImageError.damaged(path, reason: "no JPEG decoder")
    }
    defer { tjDestroy(decoder) }
    return try data.withUnsafeBytes { raw in
      let bytes = raw.bindMemory(to: UInt8.self)
      let size = UInt(bytes.count)
      var (width, height, sampling, space) = (Int32(0), Int32(0), Int32(0), Int32(0))
      guard
        tjDecompressHeader3(
          decoder, bytes.baseAddress, size, &width, &height, &sampling, &space) == 0
      else { throw ImageError.damaged(path, reason: reason(decoder)) }
      // The decoder takes a file that ends before its frame for one of tables alone.
      guard width > 0, height > 0 else {
        throw ImageError.damaged(path, reason: "it ends too early")
      }
      try ImageError.checkSize(width: Int(width), height: Int(height), path: path)
      let (format, channels) = layout(of: space)
      var pixels = [UInt8](repeating: 0, count: Int(width) * Int(height) * channels)
      let status = tjDecompress2(
        decoder, bytes.baseAddress, size, &pixels, width, 0, height, Int32(format.rawValue), 0)
      guard status == 0 || isHarmless(decoder) else {
        throw ImageError.damaged(path, reason: reason(decoder))
      }
      if channels == 4 { pixels = rgb(paper: pixels) }
      return ImageSamples(
        interleaved: pixels, height: Int(height), width: Int(width),
        channels: min(channels, 3), depth: 8)
    }
  }

  private static func layout(of space: Int32) -> (format: TJPF, channels: Int) {
    switch UInt32(space) {
    case TJCS_GRAY.rawValue: (TJPF_GRAY, 1)
    case TJCS_CMYK.rawValue, TJCS_YCCK.rawValue: (TJPF_CMYK, 4)
    default: (TJPF_RGB, 3)
    }
  }

  private static func reason(_ decoder: tjhandle) -> String {
    String(cString: tjGetErrorStr2(decoder))
  }

  /// Cameras leave bytes between the parts of a file, which cost no pixel.
  private static func isHarmless(_ decoder: tjhandle) -> Bool {
    tjGetErrorCode(decoder) == TJERR_WARNING.rawValue
      && reason(decoder).contains("extraneous bytes")
  }

  /// CMYK as RGB: cyan and black take away from red, and so on.
  ///
  /// By Adobe's convention a file holds the paper that is left instead of the ink.
  /// - Source: Pillow, which takes every CMYK file so.
  private static func rgb(paper: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(paper.count / 4 * 3)
    for pixel in stride(from: 0, to: paper.count, by: 4) {
      let black = Int(paper[pixel + 3])
      for color in 0..<3 { result.append(UInt8((Int(paper[pixel + color]) * black + 127) / 255)) }
    }
    return result
  }
}
