/// The cost of one convolution for one image.
public struct LayerCost: Sendable {
  /// The layer's key, as in its weights file.
  public let key: String
  /// Weights and biases.
  public let parameters: Int
  /// Multiply-accumulates, a transposed convolution counted at its output size.
  public let macs: Int
  /// Multiply-accumulates, a transposed convolution counted at its input size: the paper's way.
  public let macsByInput: Int
}

extension ResNetGenerator.Architecture {
  /// The cost of every layer for one image.
  ///
  /// Each position of a convolution costs `inputs * outputs * size * size`. A transposed one is
  /// counted over its input positions by some tools and over its output positions by others.
  /// - Parameters:
  ///   - height: a multiple of 4.
  ///   - width: a multiple of 4.
  /// - Returns: one cost a layer, in their order.
  public func costs(height: Int, width: Int) -> [LayerCost] {
    let pixels = height * width
    let end = 10 + blocks
    var costs = [layer("model.1", 3, baseWidth, size: 7, at: pixels)]
    costs.append(layer("model.4", baseWidth, 2 * baseWidth, size: 3, at: pixels / 4))
    costs.append(layer("model.7", 2 * baseWidth, 4 * baseWidth, size: 3, at: pixels / 16))
    for block in 10..<end {
      for part in [1, 5] {
        costs.append(
          layer(
            "model.\(block).conv_block.\(part)", 4 * baseWidth, 4 * baseWidth, size: 3,
            at: pixels / 16))
      }
    }
    costs.append(
      layer(
        "model.\(end)", 4 * baseWidth, 2 * baseWidth, size: 3, at: pixels / 4, inputs: pixels / 16))
    costs.append(
      layer(
        "model.\(end + 3)", 2 * baseWidth, baseWidth, size: 3, at: pixels, inputs: pixels / 4))
    costs.append(layer("model.\(end + 7)", baseWidth, 3, size: 7, at: pixels))
    return costs
  }

  private func layer(
    _ key: String, _ inputs: Int, _ outputs: Int, size: Int, at positions: Int,
    inputs inputPositions: Int? = nil
  ) -> LayerCost {
    let kernel = inputs * outputs * size * size
    return LayerCost(
      key: key, parameters: kernel + outputs, macs: kernel * positions,
      macsByInput: kernel * (inputPositions ?? positions))
  }
}

extension PatchDiscriminator.Architecture {
  /// Number of weights and biases.
  public var parameterCount: Int {
    PatchDiscriminator.plan(self).reduce(0) { $0 + $1.inputs * $1.outputs * 16 + $1.outputs }
  }
}

extension Sequence<LayerCost> {
  /// Sum of the parameters.
  public var parameterCount: Int { reduce(0) { $0 + $1.parameters } }
  /// Sum of the multiply-accumulates, by output size.
  public var macs: Int { reduce(0) { $0 + $1.macs } }
  /// Sum of the multiply-accumulates, by input size.
  public var macsByInput: Int { reduce(0) { $0 + $1.macsByInput } }
}
