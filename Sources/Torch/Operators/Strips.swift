internal import CTorch

/// An image whose channels are normalised and activated a few rows at a time, without a copy of the whole.
///
/// Mean and variance are those of the whole image: the rows are to the last bit those of
/// ``Tensor/instanceNormalized(epsilon:then:padded:)``. No gradients are recorded.
package struct NormalizedImage {
  private let image: Tensor
  private let mean: Tensor
  private let deviation: Tensor
  private let slope: Double

  /// Takes the mean and the variance of every channel.
  ///
  /// - Precondition: `[1, C, H, W]`, float32 or float64, on a CPU.
  package init(_ image: Tensor, epsilon: Double = 1e-5, then activation: Activation) {
    var (mean, deviation): (OpaquePointer?, OpaquePointer?)
    guard image.rank == 4, image.shape[0] == 1,
      ct_norm_moments(image.handle.pointer, epsilon, &mean, &deviation), let mean, let deviation
    else {
      misuse("NormalizedImage", found: "\(image)", wanted: "[1, C, H, W] on a CPU")
    }
    self.image = image
    self.mean = Tensor(handle: TensorHandle(mean))
    self.deviation = Tensor(handle: TensorHandle(deviation))
    slope = activation.slope
  }

  /// Some rows of the image with a border on every side.
  ///
  /// - Parameters:
  ///   - range: rows of the image with its border, of which the first is row 0.
  ///   - border: pixels on every side.
  ///   - isMirrored: whether the border is mirrored; otherwise it is zero.
  /// - Returns: `[1, C, range.count, W + 2 border]`.
  package func rows(_ range: Range<Int>, border: Int, isMirrored: Bool) -> Tensor {
    guard
      let pointer = ct_norm_rows(
        image.handle.pointer, mean.handle.pointer, deviation.handle.pointer, slope, Int64(border),
        isMirrored, Int64(range.lowerBound), Int64(range.upperBound))
    else {
      misuse("NormalizedImage.rows", found: "\(range)", wanted: String(cString: ct_error()))
    }
    return Tensor(handle: TensorHandle(pointer))
  }
}

extension Tensor {
  /// Whether ``NormalizedImage`` takes images like this one.
  package var isNormalizedInRows: Bool { hasKernels && rank == 4 && shape[0] == 1 }

  /// An image that is made a few rows at a time, the channels of a pixel side by side in memory.
  ///
  /// - Parameters:
  ///   - shape: `[1, C, H, W]`.
  ///   - type: that of the strips.
  ///   - rows: the rows of one strip.
  ///   - strip: gives the rows of a range, `[1, C, range.count, W]`.
  /// - Returns: the whole image, without gradients.
  package static func assembled(
    _ shape: [Int], type: ElementType, rows: Int, _ strip: (Range<Int>) -> Tensor
  ) -> Tensor {
    let channelsLast = 2  // c10::MemoryFormat
    let image = calling(
      "empty.memory_format", .ints(shape), .int(Int(type.rawValue)), .none, .none, .none,
      .int(channelsLast))
    for range in strips(of: shape[2], rows: rows) {
      _ = image.slice(axis: 2, range).calling("copy_", .tensor(strip(range)))
    }
    return image
  }

  /// The ranges of rows that an image of a height falls into.
  package static func strips(of height: Int, rows: Int) -> [Range<Int>] {
    stride(from: 0, to: height, by: Swift.max(rows, 1)).map {
      $0..<Swift.min($0 + Swift.max(rows, 1), height)
    }
  }
}
