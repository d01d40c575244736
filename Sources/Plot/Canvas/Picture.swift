/// An RGB image with 8 bits a channel.
public struct Picture: Sendable, Hashable {
  /// The number of pixels in a row.
  public let width: Int
  /// The number of rows.
  public let height: Int
  /// Red, green and blue of every pixel, row after row from the top.
  public let rgb: [UInt8]

  /// Creates a picture from interleaved red, green and blue.
  ///
  /// - Precondition: both sizes are positive and `rgb` has `width * height * 3` bytes.
  public init(width: Int, height: Int, rgb: [UInt8]) {
    Picture.check(width, height, count: rgb.count, channels: 3)
    self.width = width
    self.height = height
    self.rgb = rgb
  }

  /// Creates a picture from shades of grey.
  ///
  /// - Precondition: both sizes are positive and `gray` has `width * height` bytes.
  public init(width: Int, height: Int, gray: [UInt8]) {
    Picture.check(width, height, count: gray.count, channels: 1)
    self.init(width: width, height: height, rgb: gray.flatMap { [$0, $0, $0] })
  }

  /// Creates a picture from pixels of one number each, blue in the lowest byte.
  init(width: Int, height: Int, words: [UInt32]) {
    self.init(
      width: width, height: height,
      rgb: words.flatMap { [UInt8($0 >> 16 & 0xFF), UInt8($0 >> 8 & 0xFF), UInt8($0 & 0xFF)] })
  }

  /// Every pixel as one number, blue in the lowest byte.
  var words: [UInt32] {
    (0..<width * height).map { pixel in
      UInt32(rgb[pixel * 3]) << 16 | UInt32(rgb[pixel * 3 + 1]) << 8 | UInt32(rgb[pixel * 3 + 2])
    }
  }

  /// The picture with every pixel repeated `factor` times in both directions.
  func repeated(_ factor: Int) -> Picture {
    guard factor > 1 else { return self }
    var pixels: [UInt8] = []
    pixels.reserveCapacity(rgb.count * factor * factor)
    for y in 0..<height {
      let row = (0..<width).flatMap { x -> [UInt8] in
        let pixel = Array(rgb[(y * width + x) * 3..<(y * width + x) * 3 + 3])
        return Array(repeatElement(pixel, count: factor).joined())
      }
      for _ in 0..<factor { pixels += row }
    }
    return Picture(width: width * factor, height: height * factor, rgb: pixels)
  }

  private static func check(_ width: Int, _ height: Int, count: Int, channels: Int) {
    guard width > 0, height > 0 else {
      misuse("Picture", found: "\(width) x \(height) pixels", wanted: "at least one of each")
    }
    guard count == width * height * channels else {
      misuse(
        "Picture", found: "\(count) bytes",
        wanted: "\(width) * \(height) * \(channels) = \(width * height * channels)")
    }
  }
}
