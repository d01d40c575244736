public import Torch

/// The image-to-image generator of CycleGAN: two downsamplings, residual blocks, two upsamplings.
///
/// Keys are those of the reference implementation (`model.1.weight`, `model.10.conv_block.1.weight`).
///
/// ```swift
/// let student = try ResNetGenerator(
///   .init(baseWidth: 8, blocks: 2), weights: randomWeights(seed: 1))
/// let images = Tensor.zeros([1, 3, 64, 64])
/// print(student(images).shape)  // [1, 3, 64, 64]
/// print(student.translate(Tensor.zeros([3, 37, 50])).shape)  // [3, 37, 50]
/// let costs = student.architecture.costs(height: 64, width: 64)
/// print(costs.parameterCount, costs.macs)
/// ```
///
/// - Source: Johnson, Alahi, Fei-Fei, "Perceptual losses", ECCV 2016; Zhu et al., "Unpaired
///   image-to-image translation using cycle-consistent adversarial networks", ICCV 2017.
public struct ResNetGenerator: Sendable {
  /// The size of a generator.
  public struct Architecture: Sendable, Codable, Equatable {
    /// Channels after the first convolution: 64 in the paper's teacher.
    public var baseWidth: Int
    /// Residual blocks: 9 at 256 px, 6 at 128 px in the paper.
    public var blocks: Int

    /// A size; `baseWidth` at least 1, `blocks` at least 0.
    public init(baseWidth: Int, blocks: Int) {
      self.baseWidth = baseWidth
      self.blocks = blocks
    }
  }

  /// The size of the generator.
  public let architecture: Architecture
  let first: Conv2d
  let down: [Conv2d]
  let blocks: [ResidualBlock]
  let up: [ConvTranspose2d]
  let last: Conv2d

  /// A generator of random or stored weights.
  ///
  /// - Parameters:
  ///   - architecture: size.
  ///   - weights: `randomWeights(seed:)`, `storedWeights(_:)`, or any other source.
  /// - Throws: an error of `weights`: none for random ones, `WeightsError` for stored ones that do not
  ///   fit.
  public init(_ architecture: Architecture, weights: WeightSource) throws {
    let width = architecture.baseWidth
    let end = 10 + architecture.blocks
    self.architecture = architecture
    first = try Conv2d("model.1", inputs: 3, outputs: width, size: 7, weights: weights)
    down = [
      try Conv2d(
        "model.4", inputs: width, outputs: 2 * width, size: 3, stride: 2, padding: 1,
        weights: weights),
      try Conv2d(
        "model.7", inputs: 2 * width, outputs: 4 * width, size: 3, stride: 2, padding: 1,
        weights: weights),
    ]
    blocks = try (10..<end).map {
      try ResidualBlock("model.\($0).conv_block", width: 4 * width, weights: weights)
    }
    up = [
      try ConvTranspose2d("model.\(end)", inputs: 4 * width, outputs: 2 * width, weights: weights),
      try ConvTranspose2d("model.\(end + 3)", inputs: 2 * width, outputs: width, weights: weights),
    ]
    last = try Conv2d("model.\(end + 7)", inputs: width, outputs: 3, size: 7, weights: weights)
  }

  /// The translation of a batch; differentiable once.
  ///
  /// - Shape: `[N, 3, H, W]`, kept.
  /// - Range: -1 to 1, in and out.
  /// - Precondition: `H` and `W` are multiples of 4 and at least 8.
  public func callAsFunction(_ images: Tensor) -> Tensor {
    let shape = images.shape
    guard shape.count == 4, shape[1] == 3, shape[2] % 4 == 0, shape[3] % 4 == 0,
      min(shape[2], shape[3]) >= 8
    else {
      misuse("ResNetGenerator", found: "\(shape)", wanted: "[N, 3, H, W], H and W multiples of 4")
    }
    // Every layer writes the mirrored border that the next convolution needs around its result.
    var x = first.unbiased(images.reflectionPadded(3)).instanceNormalized(then: .relu)
    x = down[0].unbiased(x).instanceNormalized(then: .relu)
    x = down[1].unbiased(x).instanceNormalized(then: .relu, padded: blocks.isEmpty ? 0 : 1)
    for (index, block) in blocks.enumerated() {
      x = block(x, padded: index + 1 < blocks.count ? 1 : 0)
    }
    x = up[0].unbiased(x).instanceNormalized(then: .relu)
    x = up[1].unbiased(x).instanceNormalized(then: .relu, padded: 3)
    return last(x).tanh().converted(to: images.type)
  }

  /// The same generator on another device; itself where it is there.
  ///
  /// Weights are copied and track gradients of their own.
  public func moved(to device: Device) -> ResNetGenerator {
    guard device != first.weight.device else { return self }
    let own = Dictionary(uniqueKeysWithValues: parameters.map { ($0.key, $0.tensor) })
    do {
      return try ResNetGenerator(
        architecture, weights: placed(storedWeights(own, type: first.weight.type), on: device))
    } catch {
      // Its own weights fit its own architecture: only a mistake of this library can lead here.
      misuse("ResNetGenerator.moved", found: "\(error)", wanted: "\(architecture)")
    }
  }

  /// Every weight and bias under its key, in the order of the layers; on the generator's device.
  public var parameters: [NamedParameter] {
    let end = 10 + blocks.count
    return first.named("model.1") + down[0].named("model.4") + down[1].named("model.7")
      + blocks.enumerated().flatMap { $1.named("model.\(10 + $0).conv_block") }
      + up[0].named("model.\(end)") + up[1].named("model.\(end + 3)")
      + last.named("model.\(end + 7)")
  }
}

extension ResNetGenerator {
  /// The weights as a file, with keys as in the reference implementation.
  ///
  /// - Parameter metadata: any facts about the weights; the architecture is added.
  /// - Returns: a file that ``init(_:)`` reads.
  public func safetensors(metadata: [String: String] = [:]) -> Safetensors {
    let header = [
      "architecture": "resnet", "baseWidth": "\(architecture.baseWidth)",
      "blocks": "\(architecture.blocks)",
    ]
    return Safetensors(
      Dictionary(uniqueKeysWithValues: parameters.map { ($0.key, $0.tensor) }),
      metadata: metadata.merging(header) { $1 })
  }
}

/// Two convolutions whose result is added to their input.
struct ResidualBlock: Sendable {
  let first: Conv2d
  let second: Conv2d

  init(_ key: String, width: Int, weights: WeightSource) throws {
    first = try Conv2d("\(key).1", inputs: width, outputs: width, size: 3, weights: weights)
    second = try Conv2d("\(key).5", inputs: width, outputs: width, size: 3, weights: weights)
  }

  /// The sum of the input and its second convolution.
  ///
  /// - Parameters:
  ///   - x: images with a mirrored border of 1.
  ///   - border: that of the result.
  /// - Returns: images with that border.
  func callAsFunction(_ x: Tensor, padded border: Int) -> Tensor {
    let inner = first.unbiased(x).instanceNormalized(then: .relu, padded: 1)
    return second.unbiased(inner).instanceNormalized(addedTo: x, padded: border)
  }

  func named(_ key: String) -> [NamedParameter] {
    first.named("\(key).1") + second.named("\(key).5")
  }
}
