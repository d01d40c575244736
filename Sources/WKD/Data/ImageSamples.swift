public import Torch

/// A picture with the channels and the depth of its file.
public struct ImageSamples: Sendable {
  /// Whole numbers from 0 to ``maximum``: uint8 for 8 bits, int64 for 16.
  ///
  /// - Shape: `[C, H, W]`; C is 1 for a grey file, 3 for colour.
  public let samples: Tensor
  /// Bits of one sample: 8 or 16.
  public let depth: Int

  /// The whitest number of a depth: 255 or 65535.
  public static func maximum(depth: Int) -> Int { (1 << depth) - 1 }

  /// The number that stands for white.
  public var maximum: Int { Self.maximum(depth: depth) }

  /// The picture as float64 from 0 to 1: every sample over ``maximum``.
  ///
  /// - Shape: `[C, H, W]`.
  public var unit: Tensor { samples.converted(to: .float64) / Double(maximum) }

  /// The picture as RGB bytes: grey repeated, 16 bits rounded to 8.
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
  /// Two and four channels end with alpha, which is laid on white.
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

  /// Lays the colours on white by the last channel, in the numbers of the file.
  private static func onWhite(_ samples: Tensor, maximum: Int) -> Tensor {
    let colors = samples.shape[0] - 1
    let wide = samples.converted(to: .float64)
    let alpha = wide[colors..<colors + 1] / Double(maximum)
    let mixed = wide[0..<colors] * alpha + (1 - alpha) * Double(maximum)
    return (mixed + 0.5).converted(to: samples.type)
  }
}
