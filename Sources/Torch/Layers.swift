/// A convolution with learned kernels and bias.
public struct Conv2d: Sendable {
  public let weight: Tensor  // [outputs, inputs, size, size]
  public let bias: Tensor  // [outputs]
  public let stride: Int
  public let padding: Int

  /// Takes its tensors from `weights` under `key.weight` and `key.bias`.
  public init(
    _ key: String, inputs: Int, outputs: Int, size: Int, stride: Int = 1, padding: Int = 0,
    weights: WeightSource
  ) throws {
    weight = try weights("\(key).weight", [outputs, inputs, size, size])
    bias = try weights("\(key).bias", [outputs])
    self.stride = stride
    self.padding = padding
  }

  /// - Shape: `[N, inputs, H, W]` to `[N, outputs, H', W']`.
  public func callAsFunction(_ x: Tensor) -> Tensor {
    x.convolved(with: weight, bias: bias, stride: stride, padding: padding)
  }

  /// The convolution without its bias: an instance norm right behind it would subtract it again, so
  /// the result is the same and the bias's gradient an exact zero.
  ///
  /// - Shape: `[N, inputs, H, W]` to `[N, outputs, H', W']`.
  public func unbiased(_ x: Tensor) -> Tensor {
    x.convolved(with: weight, stride: stride, padding: padding)
  }
}

/// A learned upsampling by two: kernel 3, stride 2, padding 1, output padding 1.
public struct ConvTranspose2d: Sendable {
  public let weight: Tensor  // [inputs, outputs, 3, 3]
  public let bias: Tensor  // [outputs]

  /// Takes its tensors from `weights` under `key.weight` and `key.bias`.
  public init(_ key: String, inputs: Int, outputs: Int, weights: WeightSource) throws {
    weight = try weights("\(key).weight", [inputs, outputs, 3, 3])
    bias = try weights("\(key).bias", [outputs])
  }

  /// - Shape: `[N, inputs, H, W]` to `[N, outputs, 2H, 2W]`.
  public func callAsFunction(_ x: Tensor) -> Tensor {
    x.convolvedTransposed(with: weight, bias: bias, stride: 2, padding: 1, outputPadding: 1)
  }

  /// The same without its bias, as ``Conv2d/unbiased(_:)``.
  ///
  /// - Shape: `[N, inputs, H, W]` to `[N, outputs, 2H, 2W]`.
  public func unbiased(_ x: Tensor) -> Tensor {
    x.convolvedTransposed(with: weight, stride: 2, padding: 1, outputPadding: 1)
  }
}

/// A fully connected layer.
public struct Linear: Sendable {
  public let weight: Tensor  // [outputs, inputs]
  public let bias: Tensor  // [outputs]

  /// Takes its tensors from `weights` under `key.weight` and `key.bias`.
  public init(_ key: String, inputs: Int, outputs: Int, weights: WeightSource) throws {
    weight = try weights("\(key).weight", [outputs, inputs])
    bias = try weights("\(key).bias", [outputs])
  }

  /// - Shape: `[N, inputs]` to `[N, outputs]`.
  public func callAsFunction(_ x: Tensor) -> Tensor {
    x.matmul(weight.transposed(0, 1)) + bias
  }
}

extension Conv2d {
  /// Weight and bias under the layer's key.
  public func named(_ key: String) -> [NamedParameter] {
    [("\(key).weight", weight), ("\(key).bias", bias)]
  }
}

extension ConvTranspose2d {
  /// Weight and bias under the layer's key.
  public func named(_ key: String) -> [NamedParameter] {
    [("\(key).weight", weight), ("\(key).bias", bias)]
  }
}

extension Linear {
  /// Weight and bias under the layer's key.
  public func named(_ key: String) -> [NamedParameter] {
    [("\(key).weight", weight), ("\(key).bias", bias)]
  }
}
