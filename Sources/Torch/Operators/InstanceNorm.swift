internal import CTorch

/// The function that a layer applies to each number after its norm.
public enum Activation: Sendable, Equatable {
  /// The number itself.
  case none
  /// The number where it is positive, 0 elsewhere.
  case relu
  /// Negative numbers are multiplied by `slope`.
  case leakyRelu(slope: Double)

  /// The factor of negative numbers.
  var slope: Double {
    switch self {
    case .none: 1
    case .relu: 0
    case .leakyRelu(let slope): slope
    }
  }
}

extension Tensor {
  /// Each channel of each image shifted and scaled to mean 0 and variance 1, then activated, then
  /// mirrored outwards for the convolution that follows: one pass over memory on a CPU.
  ///
  /// - Parameters:
  ///   - epsilon: added to the variance.
  ///   - activation: what is done to the normalised numbers.
  ///   - border: pixels that ``reflectionPadded(_:)`` would add on every side.
  /// - Returns: the images with their border.
  /// - Shape: `[N, C, H, W]` to `[N, C, H + 2 border, W + 2 border]`.
  /// - Source: Ulyanov, Vedaldi, Lempitsky, "Instance normalization", 2016; epsilon as in PyTorch.
  /// - Precondition: `border` is below `H` and `W`. Gradients can be taken once.
  public func instanceNormalized(
    epsilon: Double = 1e-5, then activation: Activation = .none, padded border: Int = 0
  ) -> Tensor {
    checkImages("instanceNormalized", border: border)
    if hasKernels { return fused(nil, epsilon: epsilon, slope: activation.slope, border: border) }
    let normalized = composedInstanceNorm(epsilon: epsilon)
    return (activation == .none ? normalized : normalized.leakyRelu(slope: activation.slope))
      .reflectionPadded(border)
  }

  /// The instance norm without activation, added to the input of a residual block.
  ///
  /// - Parameters:
  ///   - epsilon: added to the variance.
  ///   - residual: `[N, C, H, W]`, or with a border on every side, which is left out.
  ///   - border: pixels that ``reflectionPadded(_:)`` would add on every side.
  /// - Returns: the images with their border.
  /// - Shape: `[N, C, H, W]` to `[N, C, H + 2 border, W + 2 border]`.
  /// - Source: He, Zhang, Ren, Sun, "Deep residual learning for image recognition", CVPR 2016.
  /// - Precondition: `border` is below `H` and `W`. Gradients can be taken once.
  public func instanceNormalized(
    epsilon: Double = 1e-5, addedTo residual: Tensor, padded border: Int = 0
  ) -> Tensor {
    checkImages("instanceNormalized", border: border)
    let (inner, outer) = (shape, residual.shape)
    guard outer.count == 4, outer[..<2] == inner[..<2], outer[2] - inner[2] == outer[3] - inner[3],
      outer[2] >= inner[2], (outer[2] - inner[2]) % 2 == 0
    else {
      misuse(
        "instanceNormalized", found: "residual \(residual)", wanted: "\(self), or a border more")
    }
    if hasKernels, residual.type == type {
      return fused(residual, epsilon: epsilon, slope: 1, border: border)
    }
    let edge = (outer[2] - inner[2]) / 2
    let middle = residual.slice(axis: 2, edge..<(edge + inner[2]))
      .slice(axis: 3, edge..<(edge + inner[3]))
    return (middle + composedInstanceNorm(epsilon: epsilon)).reflectionPadded(border)
  }

  private func checkImages(_ operation: String, border: Int) {
    guard rank == 4, border >= 0, border == 0 || border < Swift.min(shape[2], shape[3]) else {
      misuse(operation, found: "\(self), border \(border)", wanted: "[N, C, H, W] above the border")
    }
  }

  private func fused(_ residual: Tensor?, epsilon: Double, slope: Double, border: Int) -> Tensor {
    guard
      let pointer = ct_instance_norm(
        handle.pointer, residual?.handle.pointer, epsilon, slope, Int64(border))
    else {
      misuse("instanceNormalized", found: "\(self)", wanted: String(cString: ct_error()))
    }
    return Tensor(handle: TensorHandle(pointer))
  }

  private func composedInstanceNorm(epsilon: Double) -> Tensor {
    calling(
      "instance_norm", .none, .none, .none, .none, .bool(true), .double(0.1), .double(epsilon),
      .bool(true))
  }
}
