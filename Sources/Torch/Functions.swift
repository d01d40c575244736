extension Tensor {
  /// Matrix product over the last two axes; leading axes are batches.
  public func matmul(_ other: Tensor) -> Tensor { calling("matmul", .tensor(other)) }

  /// Probabilities along an axis: `exp(x) / sum(exp(x))`.
  public func softmax(axis: Int) -> Tensor { calling("softmax.int", .int(axis), .none) }

  /// Logarithms of ``softmax(axis:)``, without its loss of precision.
  public func logSoftmax(axis: Int) -> Tensor { calling("log_softmax.int", .int(axis), .none) }

  /// Cross-correlation of images with kernels.
  ///
  /// - Shape: `[N, C, H, W]` and kernels `[K, C / groups, h, w]` to `[N, K, H', W']`.
  public func convolved(
    with kernels: Tensor, bias: Tensor? = nil, stride: Int = 1, padding: Int = 0, groups: Int = 1
  ) -> Tensor {
    calling(
      "conv2d", .tensor(kernels), bias.map(Argument.tensor) ?? .none,
      .ints([stride, stride]), .ints([padding, padding]), .ints([1, 1]), .int(groups))
  }

  /// Cross-correlation of images with kernels that need not be square.
  ///
  /// - Shape: `[N, C, H, W]` and kernels `[K, C / groups, h, w]` to `[N, K, H', W']`.
  /// - Parameter padding: rows of zeros above and below, columns of zeros left and right.
  public func convolved(
    with kernels: Tensor, bias: Tensor? = nil, stride: Int = 1,
    padding: (height: Int, width: Int), groups: Int = 1
  ) -> Tensor {
    calling(
      "conv2d", .tensor(kernels), bias.map(Argument.tensor) ?? .none,
      .ints([stride, stride]), .ints([padding.height, padding.width]), .ints([1, 1]), .int(groups))
  }

  /// The transpose of a strided convolution: an image `stride` times as large.
  ///
  /// - Shape: `[N, C, H, W]` and kernels `[C, K, h, w]` to `[N, K, H', W']`.
  public func convolvedTransposed(
    with kernels: Tensor, bias: Tensor? = nil, stride: Int, padding: Int, outputPadding: Int
  ) -> Tensor {
    calling(
      "conv_transpose2d.input", .tensor(kernels), bias.map(Argument.tensor) ?? .none,
      .ints([stride, stride]), .ints([padding, padding]), .ints([outputPadding, outputPadding]))
  }

  /// The image with its border mirrored outwards, without repeating the edge.
  ///
  /// - Shape: `[N, C, H, W]` to `[N, C, H + 2 size, W + 2 size]`.
  public func reflectionPadded(_ size: Int) -> Tensor {
    calling("reflection_pad2d", .ints([size, size, size, size]))
  }

  /// Each channel of each image shifted and scaled to mean 0 and variance 1.
  ///
  /// - Shape: `[N, C, H, W]`, kept.
  /// - Source: Ulyanov, Vedaldi, Lempitsky, "Instance normalization", 2016; epsilon as in PyTorch.
  public func instanceNormalized(epsilon: Double = 1e-5) -> Tensor {
    calling(
      "instance_norm", .none, .none, .none, .none, .bool(true), .double(0.1), .double(epsilon),
      .bool(true))
  }

  /// The mean of every `size` by `size` square.
  ///
  /// - Shape: `[N, C, H, W]` to `[N, C, H / size, W / size]`.
  public func averagePooled(_ size: Int) -> Tensor {
    calling("avg_pool2d", .ints([size, size]))
  }

  /// The mean of the `size` by `size` square around every pixel, over what lies inside the image.
  ///
  /// - Shape: `[N, C, H, W]`, kept.
  /// - Precondition: `size` is odd.
  public func averagePooledAround(_ size: Int) -> Tensor {
    calling(
      "avg_pool2d", .ints([size, size]), .ints([1, 1]), .ints([size / 2, size / 2]), .bool(false),
      .bool(false))
  }

  /// The largest element of every `size` by `size` square, `stride` apart.
  ///
  /// - Shape: `[N, C, H, W]` to `[N, C, H', W']`, `H' = (H + 2 padding - size) / stride + 1`.
  public func maxPooled(_ size: Int, stride: Int, padding: Int = 0) -> Tensor {
    calling(
      "max_pool2d", .ints([size, size]), .ints([stride, stride]), .ints([padding, padding]))
  }

  /// Images resized with an antialiased bilinear filter, as Pillow does.
  ///
  /// - Shape: `[N, C, H, W]` to `[N, C, height, width]`.
  public func resized(height: Int, width: Int) -> Tensor {
    calling("_upsample_bilinear2d_aa", .ints([height, width]), .bool(false))
  }

  /// Images resized bilinearly between the four nearest pixels, with no filter against aliasing.
  ///
  /// - Shape: `[N, C, H, W]` to `[N, C, height, width]`.
  /// - Source: `torch.nn.functional.interpolate` with `mode="bilinear", align_corners=False`.
  public func interpolated(height: Int, width: Int) -> Tensor {
    calling("upsample_bilinear2d", .ints([height, width]), .bool(false))
  }

  /// Patches of `size` by `size` around every pixel that has a whole one.
  ///
  /// - Shape: `[N, C, H, W]` to `[N, C size size, (H - size + 1)(W - size + 1)]`.
  public func patches(_ size: Int) -> Tensor {
    calling("im2col", .ints([size, size]), .ints([1, 1]), .ints([0, 0]), .ints([1, 1]))
  }
}

extension Tensor {
  /// Magnitudes of the Fourier transform along the last axis, from frequency 0 to half the rate.
  ///
  /// - Shape: `[..., n]` to `[..., n / 2 + 1]`.
  public func fourierMagnitudes() -> Tensor {
    callOperator("fft_rfft", .tensor(self), .none, .int(-1), .none)[0].calling("abs")
  }
}
