public import Torch

/// The PatchGAN discriminator of CycleGAN: one score for every patch of an image.
///
/// With the usual three layers a score depends on 70 by 70 pixels, ``receptiveField``.
/// - Source: Isola et al., "Image-to-image translation with conditional adversarial networks",
///   CVPR 2017; keys of the CycleGAN reference implementation.
public struct PatchDiscriminator: Sendable {
  /// The size of a discriminator.
  public struct Architecture: Sendable, Codable, Equatable {
    /// Channels after the first convolution: 64 in the paper's teacher.
    public var baseWidth: Int
    /// Strided convolutions: 3 in the paper.
    public var layers: Int

    /// A size; both at least 1.
    public init(baseWidth: Int, layers: Int = 3) {
      self.baseWidth = baseWidth
      self.layers = layers
    }
  }

  /// The size of the discriminator.
  public let architecture: Architecture
  let convolutions: [(key: String, layer: Conv2d)]

  /// A discriminator of random or stored weights.
  ///
  /// - Parameters:
  ///   - architecture: size.
  ///   - weights: `randomWeights(seed:)`, `storedWeights(_:)`, or any other source.
  /// - Throws: an error of `weights`: none for random ones.
  public init(_ architecture: Architecture, weights: WeightSource) throws {
    self.architecture = architecture
    convolutions = try Self.plan(architecture).map { step in
      let layer = try Conv2d(
        step.key, inputs: step.inputs, outputs: step.outputs, size: 4, stride: step.stride,
        padding: 1, weights: weights)
      return (step.key, layer)
    }
  }

  /// One convolution of the network.
  struct Step {
    let key: String
    let inputs: Int
    let outputs: Int
    let stride: Int
  }

  /// The convolutions: widths double up to eight times the base; the last two have stride 1.
  static func plan(_ architecture: Architecture) -> [Step] {
    let width = architecture.baseWidth
    let depth = architecture.layers
    var steps = [Step(key: "model.0", inputs: 3, outputs: width, stride: 2)]
    for index in 1...depth {
      steps.append(
        Step(
          key: "model.\(3 * index - 1)", inputs: width * min(1 << (index - 1), 8),
          outputs: width * min(1 << index, 8), stride: index == depth ? 1 : 2))
    }
    steps.append(
      Step(
        key: "model.\(3 * depth + 2)", inputs: width * min(1 << depth, 8), outputs: 1, stride: 1))
    return steps
  }

  /// The score of every patch: near 1 for real, near 0 for fake; differentiable once.
  ///
  /// - Shape: `[N, 3, H, W]` to `[N, 1, h, w]`; 256 px give 30 by 30.
  public func callAsFunction(_ images: Tensor) -> Tensor {
    let slope = 0.2
    let (first, inner, last) = (
      convolutions[0], convolutions.dropFirst().dropLast(), convolutions.last
    )
    var x = first.layer(images).leakyRelu(slope: slope)
    for (_, layer) in inner {
      x = layer.unbiased(x).instanceNormalized(then: .leakyRelu(slope: slope))
    }
    return (last?.layer(x) ?? x).converted(to: images.type)
  }

  /// The convolutions without instance norm and activation, so that each output depends on its patch alone.
  ///
  /// - Shape: `[N, 3, H, W]` to `[N, 1, h, w]`.
  public func convolutionsOnly(_ images: Tensor) -> Tensor {
    convolutions.reduce(images) { $1.layer($0) }
  }

  /// Every weight and bias under its key, in the order of the layers.
  public var parameters: [NamedParameter] {
    convolutions.flatMap { $0.layer.named($0.key) }
  }

  /// Side of the square of input pixels that one score depends on.
  public var receptiveField: Int {
    convolutions.reversed().reduce(1) { ($0 - 1) * $1.layer.stride + 4 }
  }
}
