extension Tensor {
  /// The image with its border mirrored outwards, without repeating the edge.
  ///
  /// - Shape: `[N, C, H, W]` to `[N, C, H + 2 size, W + 2 size]`.
  /// - Precondition: `size` is below `H` and `W`.
  public func reflectionPadded(_ size: Int) -> Tensor {
    calling("reflection_pad2d", .ints([size, size, size, size]))
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
