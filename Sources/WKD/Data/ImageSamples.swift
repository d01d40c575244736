public import Torch

/// An image with the channels and the depth of its file.
public struct ImageSamples: Sendable {
  /// Whole numbers from 0 to ``maximum``, transparency laid on white: uint8 for 8 bits, float32 for 16.
  ///
  /// - Shape: `[C, H, W]`; C is 1 for a grey file, 3 for colour.
  public let samples: Tensor
  /// Whole numbers from 0 for transparent to ``maximum`` for opaque, in the type of ``samples``; nil for a
  /// file that says nothing of transparency.
  ///
  /// - Shape: `[1, H, W]`.
  public let alpha: Tensor?
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

  /// The opacity as float64 from 0 to 1: ``alpha`` over ``maximum``.
  ///
  /// - Shape: `[1, H, W]`.
  public var unitAlpha: Tensor? { alpha.map { $0.converted(to: .float64) / Double(maximum) } }

  /// The image as RGB bytes: grey repeated, 16 bits rounded to 8.
  ///
  /// - Shape: `[3, H, W]`, uint8.
  public var colorBytes: Tensor {
    // The quotient's distance from a whole number is zero or far above float32's rounding.
    let bytes = depth == 8 ? samples : ((samples + 128) / 257).converted(to: .uint8)
    return bytes.asColor
  }
}

extension Tensor {
  /// An image with three channels; grey is repeated.
  ///
  /// - Shape: `[1, H, W]` or `[3, H, W]` to `[3, H, W]`.
  var asColor: Tensor {
    shape[0] == 3 ? self : Tensor.concatenated([self, self, self])
  }
}
