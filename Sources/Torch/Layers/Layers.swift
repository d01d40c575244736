/// A convolution with learned kernels and bias.
///
/// ```swift
/// let layer = try Conv2d(
///   "encoder.0", inputs: 3, outputs: 8, size: 3, padding: 1, weights: randomWeights(seed: 1))
/// let image = Tensor.ones([1, 3, 16, 16])
/// print(layer(image).shape)  // [1, 8, 16, 16]
/// print(layer.named("encoder.0").map(\.key))  // ["encoder.0.weight", "encoder.0.bias"]
/// ```
public struct Conv2d: Sendable {
  /// Kernels `[outputs, inputs, size, size]`.
  public let weight: Tensor
  /// One number for each output channel, `[outputs]`.
  public let bias: Tensor
  /// Pixels from one position of a kernel to the next.
  public let stride: Int
  /// Zeros on every side of the images.
  public let padding: Int

  /// Takes its tensors from `weights` under `key.weight` and `key.bias`.
  ///
  /// - Parameters:
  ///   - key: name of the layer in its model.
  ///   - inputs: channels of the images.
  ///   - outputs: channels of the result.
  ///   - size: height and width of a kernel.
  ///   - stride: pixels from one position of a kernel to the next.
  ///   - padding: zeros on every side of the images.
  ///   - weights: the source of the tensors.
  /// - Throws: what `weights` throws.
  public init(
    _ key: String, inputs: Int, outputs: Int, size: Int, stride: Int = 1, padding: Int = 0,
    weights: WeightSource
  ) throws {
    weight = try weights("\(key).weight", [outputs, inputs, size, size])
    bias = try weights("\(key).bias", [outputs])
    self.stride = stride
    self.padding = padding
  }

  /// The convolution of images.
  ///
  /// - Shape: `[N, inputs, H, W]` to `[N, outputs, H', W']`.
  public func callAsFunction(_ x: Tensor) -> Tensor {
    x.convolved(with: weight, bias: bias, stride: stride, padding: padding)
  }

  /// The convolution without its bias: an instance norm right after it would subtract it again, so
  /// the result is the same and the bias's gradient an exact zero.
  ///
  /// - Shape: `[N, inputs, H, W]` to `[N, outputs, H', W']`.
  public func unbiased(_ x: Tensor) -> Tensor {
    x.convolved(with: weight, stride: stride, padding: padding)
  }
}

/// A learned upsampling by two: kernel 3, stride 2, padding 1, output padding 1.
public struct ConvTranspose2d: Sendable {
  /// Kernels `[inputs, outputs, 3, 3]`.
  public let weight: Tensor
  /// One number for each output channel, `[outputs]`.
  public let bias: Tensor

  /// Takes its tensors from `weights` under `key.weight` and `key.bias`.
  ///
  /// - Parameters:
  ///   - key: name of the layer in its model.
  ///   - inputs: channels of the images.
  ///   - outputs: channels of the result.
  ///   - weights: the source of the tensors.
  /// - Throws: what `weights` throws.
  public init(_ key: String, inputs: Int, outputs: Int, weights: WeightSource) throws {
    weight = try weights("\(key).weight", [inputs, outputs, 3, 3])
    bias = try weights("\(key).bias", [outputs])
  }

  /// The images at twice their size.
  ///
  /// - Shape: `[N, inputs, H, W]` to `[N, outputs, 2H, 2W]`.
  public func callAsFunction(_ x: Tensor) -> Tensor {
    x.convolvedTransposed(with: weight, bias: bias, stride: 2, padding: 1, outputPadding: 1)
  }

  /// The images at twice their size without the bias, as ``Conv2d/unbiased(_:)``.
  ///
  /// - Shape: `[N, inputs, H, W]` to `[N, outputs, 2H, 2W]`.
  public func unbiased(_ x: Tensor) -> Tensor {
    x.convolvedTransposed(with: weight, stride: 2, padding: 1, outputPadding: 1)
  }
}

/// A fully connected layer.
public struct Linear: Sendable {
  /// Factors `[outputs, inputs]`.
  public let weight: Tensor
  /// One number for each output, `[outputs]`.
  public let bias: Tensor

  /// Takes its tensors from `weights` under `key.weight` and `key.bias`.
  ///
  /// - Parameters:
  ///   - key: name of the layer in its model.
  ///   - inputs: numbers of each row.
  ///   - outputs: numbers of each row of the result.
  ///   - weights: the source of the tensors.
  /// - Throws: what `weights` throws.
  public init(_ key: String, inputs: Int, outputs: Int, weights: WeightSource) throws {
    weight = try weights("\(key).weight", [outputs, inputs])
    bias = try weights("\(key).bias", [outputs])
  }

  /// The product of each row with the weights, plus the bias.
  ///
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
