public import Torch

/// An image with the channels and the depth of its file.
public struct ImageSamples: Sendable {
  /// Whole numbers from 0 to ``maximum``: uint8 for 8 bits, int64 for 16.
  ///
  /// - Shape: `[C, H, W]`; C is 1 for a grey file, 3 for colour.
  public let samples: Tensor
  /// Bits of one sample: 8 or 16.
  public let depth: Int

  /// The largest sample of a depth: 255 for 8 bits, 65535 for 16.
  public static func maximum(depth: Int) -> Int { (1 << depth) - 1 }

  /// The sample that stands for white.
  public var maximum: Int { Self.maximum(depth: depth) }

  /// The image as float64 from 0 to 1: every sample over ``maximum``.
  ///
  /// - Shape: `[C, H, W]`.
  public var unit: Tensor { samples.converted(to: .float64) / Double(maximum) }

  /// The image as RGB bytes: grey repeated, 16 bits rounded to 8.
  ///
  /// - Shape: `[3, H, W]`, uint8.
  public var colorBytes: Tensor {
    let bytes =
      depth == 8
      ? samples
      : (samples.converted(to: .float64) * (255.0 / 65535) + 0.5).converted(to: .uint8)
    return bytes.shape[0] == 3 ? bytes : Tensor.concatenated([bytes, bytes, bytes])
  }

  /// Samples of the given depth from interleaved bytes; 16-bit samples have their high byte first.
  ///
  /// The last of two and of four channels is alpha, which is laid on white.
  init(interleaved bytes: [UInt8], height: Int, width: Int, channels: Int, depth: Int) {
    let parts = depth / 8
    let raw = bytes.withUnsafeBytes {
      Tensor(bytes: $0, shape: [height, width, channels, parts], type: .uint8)
    }
    let planes = raw.permuted([3, 2, 0, 1])  // [parts, C, H, W]
    var samples = planes[0]
    if parts == 2 {
      let wide = planes.converted(to: .float64)
      samples = (wide[0] * 256 + wide[1]).converted(to: .int64)
    }
    let hasAlpha = channels % 2 == 0
    self.depth = depth
    self.samples = hasAlpha ? Self.onWhite(samples, maximum: Self.maximum(depth: depth)) : samples
  }

  /// The colours laid on white by the last channel, in the numbers of the file.
  private static func onWhite(_ samples: Tensor, maximum: Int) -> Tensor {
    let colors = samples.shape[0] - 1
    let wide = samples.converted(to: .float64)
    let alpha = wide[colors..<colors + 1] / Double(maximum)
    let mixed = wide[0..<colors] * alpha + (1 - alpha) * Double(maximum)
    return (mixed + 0.5).converted(to: samples.type)
  }
}

/// The reason why an image was refused; every case names its file.
public enum ImageError: Error, CustomStringConvertible {
  /// A file that is missing or may not be read.
  case unreadable(String)
  /// A file that cannot be written.
  case unwritable(String)
  /// Neither PNG nor JPEG.
  case format(String)
  /// A file that its decoder refuses.
  case damaged(String, reason: String)
  /// A file without bytes, or an image without pixels.
  case empty(String)
  /// More pixels than ``ImageFile/pixelLimit``.
  case tooLarge(String, width: Int, height: Int)
  /// A PNG file with more than one frame.
  case animated(String)

  /// The most pixels that an image may have.
  static let pixelLimit = 100_000_000

  /// Throws for an image without pixels or with too many.
  static func checkSize(width: Int, height: Int, path: String) throws {
    guard width > 0, height > 0 else { throw ImageError.empty(path) }
    let (count, overflow) = width.multipliedReportingOverflow(by: height)
    guard !overflow, count <= pixelLimit else {
      throw ImageError.tooLarge(path, width: width, height: height)
    }
  }

  /// One sentence that says what is wrong with which file and what to do.
  public var description: String {
    switch self {
    case .unreadable(let path):
      "cannot read \(path): check that it is there, is a file and may be read"
    case .unwritable(let path): "cannot write \(path): check the folder and its permissions"
    case .format(let path): "\(path) is neither PNG nor JPEG: convert it first"
    case .damaged(let path, let reason):
      "\(path) is damaged (\(reason)): replace it or take it out of the folder"
    case .empty(let path): "\(path) is empty: replace it or take it out of the folder"
    case .tooLarge(let path, let width, let height):
      """
      \(path) has \(width) x \(height) pixels, more than the \
      \(Self.pixelLimit / 1_000_000) million that are read: make it smaller first
      """
    case .animated(let path):
      "\(path) is an animated PNG: save the frame that is meant as a PNG of its own"
    }
  }
}
