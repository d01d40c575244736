internal import CTorch

extension Tensor {
  /// Cross-correlation of images with kernels.
  ///
  /// - Parameters:
  ///   - kernels: one for each output channel.
  ///   - bias: added to each output channel, `[K]`.
  ///   - stride: pixels from one position of a kernel to the next.
  ///   - padding: zeros on every side of the images.
  ///   - groups: parts of the channels that are convolved apart from each other.
  /// - Returns: a channel for each kernel.
  /// - Shape: `[N, C, H, W]` and kernels `[K, C / groups, h, w]` to `[N, K, H', W']`,
  ///   `H' = (H + 2 padding - h) / stride + 1`.
  public func convolved(
    with kernels: Tensor, bias: Tensor? = nil, stride: Int = 1, padding: Int = 0, groups: Int = 1
  ) -> Tensor {
    if stride == 1, padding == 0, groups == 1, hasKernels, rank == 4 {
      let shape = kernels.shape
      // With few inputs only the gradient at the image is slow.
      if shape[3] >= 5, shape[1] <= 4, shape[0] > 4, tracksGradients {
        return convolvedFromFewChannels(with: kernels, bias: bias)
      }
      if shape[3] >= 5, shape[0] <= 4 { return convolvedToFewChannels(with: kernels, bias: bias) }
    }
    return pixelMajor.calling(
      "conv2d", .tensor(kernels), bias.map(Argument.tensor) ?? .none,
      .ints([stride, stride]), .ints([padding, padding]), .ints([1, 1]), .int(groups))
  }

  /// Cross-correlation of images with kernels that need not be square.
  ///
  /// - Parameters:
  ///   - kernels: one for each output channel.
  ///   - bias: added to each output channel, `[K]`.
  ///   - stride: pixels from one position of a kernel to the next.
  ///   - padding: rows of zeros above and below, columns of zeros left and right.
  ///   - groups: parts of the channels that are convolved apart from each other.
  /// - Returns: a channel for each kernel.
  /// - Shape: `[N, C, H, W]` and kernels `[K, C / groups, h, w]` to `[N, K, H', W']`.
  public func convolved(
    with kernels: Tensor, bias: Tensor? = nil, stride: Int = 1,
    padding: (height: Int, width: Int), groups: Int = 1
  ) -> Tensor {
    pixelMajor.calling(
      "conv2d", .tensor(kernels), bias.map(Argument.tensor) ?? .none,
      .ints([stride, stride]), .ints([padding.height, padding.width]), .ints([1, 1]), .int(groups))
  }

  /// The transpose of a strided convolution: an image `stride` times as large.
  ///
  /// - Parameters:
  ///   - kernels: one for each pair of channels.
  ///   - bias: added to each output channel, `[K]`.
  ///   - stride: pixels of the result from one position of a kernel to the next.
  ///   - padding: pixels cut off every side of the result.
  ///   - outputPadding: pixels added at the lower and the right side.
  /// - Returns: the upsampled images.
  /// - Shape: `[N, C, H, W]` and kernels `[C, K, h, w]` to `[N, K, H', W']`,
  ///   `H' = (H - 1) stride - 2 padding + h + outputPadding`.
  public func convolvedTransposed(
    with kernels: Tensor, bias: Tensor? = nil, stride: Int, padding: Int, outputPadding: Int
  ) -> Tensor {
    pixelMajor.calling(
      "conv_transpose2d.input", .tensor(kernels), bias.map(Argument.tensor) ?? .none,
      .ints([stride, stride]), .ints([padding, padding]), .ints([outputPadding, outputPadding]))
  }
}

// A kernel of k columns over three channels is one of a single column over 3 k channels, where every
// pixel brings its right neighbours along. Three channels fill a fifth of a vector register, 21 fill
// two thirds of two.
extension Tensor {
  private func convolvedFromFewChannels(with kernels: Tensor, bias: Tensor?) -> Tensor {
    let shape = kernels.shape  // [K, C, h, w]
    let columns = kernels.permuted([0, 3, 1, 2])
      .reshaped([shape[0], shape[3] * shape[1], shape[2], 1])
    return neighboursAsChannels(shape[3], border: 0, adjoint: false)
      .calling("conv2d", .tensor(columns), bias.map(Argument.tensor) ?? .none)
  }

  private func convolvedToFewChannels(with kernels: Tensor, bias: Tensor?) -> Tensor {
    let shape = kernels.shape
    let columns = kernels.flipped(axis: 3).permuted([3, 0, 1, 2])
      .reshaped([shape[3] * shape[0], shape[1], shape[2], 1])
    // In mixed precision the products come short, and the kernel adds them up in their full type.
    let sums = pixelMajor.calling("conv2d", .tensor(columns)).converted(to: type)
      .neighboursAsChannels(shape[3], border: shape[3] - 1, adjoint: true)
    return bias.map { sums + $0.reshaped([1, -1, 1, 1]) } ?? sums
  }

  private func neighboursAsChannels(_ size: Int, border: Int, adjoint: Bool) -> Tensor {
    guard let pointer = ct_columns(handle.pointer, Int64(size), Int64(border), adjoint) else {
      misuse("convolved", found: "\(self)", wanted: String(cString: ct_error()))
    }
    return Tensor(handle: TensorHandle(pointer))
  }

  /// The same images with the channels of a pixel side by side in memory, which is how convolutions
  /// and norms are fastest on CPU and CUDA; elsewhere the tensor itself.
  private var pixelMajor: Tensor {
    let channelsLast = 2  // c10::MemoryFormat
    return rank == 4 && (hasKernels || device == .cuda)
      ? calling("contiguous", .int(channelsLast)) : self
  }
}
