internal import CPictures
internal import Foundation
internal import Torch

/// PNG files as samples, with the numbers that the file holds: no gamma, no colour profile.
enum PNGCodec {
  /// The samples of a file.
  ///
  /// - Parameters:
  ///   - data: the whole file.
  ///   - path: for errors.
  /// - Returns: samples of 8 or 16 bits.
  /// - Throws: ``ImageError``.
  static func decode(_ data: Data, path: String) throws -> ImageSamples {
    guard let header = PNGHeader(data) else {
      throw ImageError.damaged(path, reason: "it ends too early")
    }
    try ImageError.checkSize(width: header.width, height: header.height, path: path)
    if header.isAnimated { throw ImageError.animated(path, format: "PNG") }
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

  /// The file of interleaved samples, 16-bit ones with their high byte first.
  ///
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

/// The header of a PNG file, read with no trust in it.
///
/// - Source: PNG specification, third edition: signature, `IHDR`, `tRNS`, `acTL`.
struct PNGHeader {
  let width: Int
  let height: Int
  /// Channels once palettes and transparent colours are spelt out.
  let channels: Int
  /// 8 or 16, once fewer bits are spelt out.
  let depth: Int
  let isAnimated: Bool

  static let signature: [UInt8] = [0x89, 0x50, 0x4e, 0x47]

  /// Nil where the file ends before its pixels begin, or does not begin with `IHDR`.
  init?(_ data: Data) {
    let bytes = Bytes(data)
    guard bytes.name(at: 8) == "IHDR", let width = bytes.word(at: 16),
      let height = bytes.word(at: 20), let bits = bytes.byte(at: 24), let color = bytes.byte(at: 25)
    else { return nil }
    var place = 8
    var names: Set<String> = []
    while let length = bytes.word(at: place), let name = bytes.name(at: place), name != "IDAT" {
      names.insert(name)
      place += 12 + length
    }
    self.width = width
    self.height = height
    depth = bits == 16 ? 16 : 8
    let hasAlpha = color & 4 != 0 || names.contains("tRNS")
    channels = (color & 2 != 0 ? 3 : 1) + (hasAlpha ? 1 : 0)
    isAnimated = names.contains("acTL")
  }
}

/// Bytes of a file by their place, nil beyond its end.
private struct Bytes {
  let data: Data

  init(_ data: Data) {
    self.data = data
  }

  func byte(at place: Int) -> UInt8? {
    place < data.count ? data[data.startIndex + place] : nil
  }

  /// Four bytes, the highest first.
  func word(at place: Int) -> Int? {
    guard place + 4 <= data.count else { return nil }
    return (0..<4).reduce(0) { $0 << 8 | Int(data[data.startIndex + place + $1]) }
  }

  /// The name of the chunk that begins at `place`.
  func name(at place: Int) -> String? {
    guard place + 8 <= data.count else { return nil }
    let start = data.startIndex + place + 4
    return String(decoding: data[start..<start + 4], as: UTF8.self)
  }
}

extension ImageSamples {
  /// Samples of the given depth from interleaved bytes; 16-bit samples have their high byte first.
  ///
  /// The last of two and of four channels is alpha, which the colours are laid on white by.
  init(interleaved bytes: [UInt8], height: Int, width: Int, channels: Int, depth: Int) {
    let parts = depth / 8
    let raw = bytes.withUnsafeBytes {
      Tensor(bytes: $0, shape: [height, width, channels, parts], type: .uint8)
    }
    let planes = raw.permuted([3, 2, 0, 1])  // [parts, C, H, W]
    var samples = planes[0]
    if parts == 2 {
      let wide = planes.converted(to: .float32)
      samples = wide[0] * 256 + wide[1]
    }
    let colors = channels - 1
    guard channels % 2 == 0 else {
      self.init(samples: samples, alpha: nil, depth: depth)
      return
    }
    let maximum = Double(Self.maximum(depth: depth))
    let wide = samples.converted(to: .float64)
    let alpha = wide[colors..<channels] / maximum
    let mixed = wide[0..<colors] * alpha + (1 - alpha) * maximum
    self.init(
      samples: (mixed + 0.5).converted(to: .int64).converted(to: samples.type),
      alpha: samples[colors..<channels], depth: depth)
  }
}
