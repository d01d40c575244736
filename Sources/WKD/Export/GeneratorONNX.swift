public import Foundation
internal import Torch

extension ResNetGenerator {
  /// The generator as an ONNX model with operators of version 17.
  ///
  /// Input `image` and output `translation` are float32 `[batch, 3, height, width]`, -1 to 1; height
  /// and width are multiples of 4, at least 8.
  ///
  /// - Parameter metadata: any facts about the weights; the architecture is added.
  /// - Returns: the bytes of a file of less than 2 GB.
  /// - Source: operators of ONNX version 17, IR version 8.
  /// - Precondition: the architecture's ``Architecture/fitsONNX``.
  public func onnxModel(metadata: [String: String] = [:]) -> Data {
    guard architecture.fitsONNX else {
      misuse("onnxModel", found: "\(architecture)", wanted: "weights of less than 2 GB")
    }
    var chain = LayerChain()
    chain.pad(3)
    chain.convolve("model.1", first)
    chain.normalize("model.2", relu: true)
    for (layer, index) in zip(down, [4, 7]) {
      chain.convolve("model.\(index)", layer)
      chain.normalize("model.\(index + 1)", relu: true)
    }
    for (index, block) in blocks.enumerated() {
      chain.add(block, "model.\(10 + index)")
    }
    let end = 10 + blocks.count
    for (layer, index) in zip(up, [end, end + 3]) {
      chain.convolveTransposed("model.\(index)", layer)
      chain.normalize("model.\(index + 1)", relu: true)
    }
    chain.pad(3)
    chain.convolve("model.\(end + 7)", last)
    let output = chain.graph.add("translation", "Tanh", [chain.value])
    let header = [
      "architecture": "resnet", "baseWidth": "\(architecture.baseWidth)",
      "blocks": "\(architecture.blocks)",
    ]
    return chain.graph.model(
      name: "resnet_\(architecture.blocks)blocks", input: LayerChain.input, output: output,
      description: "CycleGAN generator; images [batch, 3, height, width] from -1 to 1, height and "
        + "width multiples of 4 and at least 8",
      metadata: metadata.merging(header) { $1 })
  }
}

extension ResNetGenerator.Architecture {
  /// Whether the weights fit into one ONNX file, which protocol buffers limit to 2 GB.
  public var fitsONNX: Bool {
    costs(height: 8, width: 8).parameterCount * 4 < 2_000_000_000
  }
}

/// A graph that is continued at its last value.
private struct LayerChain {
  static let input = "image"

  var graph = ONNXGraph()
  private(set) var value = LayerChain.input
  /// Channels of the last value.
  private var channels = 3

  /// Mirrors the border outwards.
  mutating func pad(_ size: Int) {
    // Starts of all four axes, then their ends.
    let pads = graph.constant("pads.\(size)", [0, 0, size, size, 0, 0, size, size])
    value = graph.add("\(value).pad", "Pad", [value, pads], ["mode": .text("reflect")])
  }

  mutating func convolve(_ key: String, _ layer: Conv2d) {
    let weight = graph.constant("\(key).weight", layer.weight)
    let bias = graph.constant("\(key).bias", layer.bias)
    let size = layer.weight.shape[2]
    value = graph.add(
      key, "Conv", [value, weight, bias],
      [
        "kernel_shape": .ints([size, size]), "strides": .ints([layer.stride, layer.stride]),
        "pads": .ints([Int](repeating: layer.padding, count: 4)),
      ])
    channels = layer.weight.shape[0]
  }

  mutating func convolveTransposed(_ key: String, _ layer: ConvTranspose2d) {
    let weight = graph.constant("\(key).weight", layer.weight)
    let bias = graph.constant("\(key).bias", layer.bias)
    value = graph.add(
      key, "ConvTranspose", [value, weight, bias],
      [
        "kernel_shape": .ints([3, 3]), "strides": .ints([2, 2]), "pads": .ints([1, 1, 1, 1]),
        "output_padding": .ints([1, 1]),
      ])
    channels = layer.weight.shape[1]
  }

  /// Instance norm without learned scale: ONNX wants one, so it is 1 and its shift 0.
  mutating func normalize(_ key: String, relu: Bool) {
    let scale = graph.constant("ones.\(channels)", Tensor.ones([channels]))
    let shift = graph.constant("zeros.\(channels)", Tensor.zeros([channels]))
    value = graph.add(
      key, "InstanceNormalization", [value, scale, shift], ["epsilon": .float(1e-5)])
    if relu { value = graph.add("\(key).relu", "Relu", [value]) }
  }

  mutating func add(_ block: ResidualBlock, _ key: String) {
    let start = value
    pad(1)
    convolve("\(key).conv_block.1", block.first)
    normalize("\(key).conv_block.2", relu: true)
    pad(1)
    convolve("\(key).conv_block.5", block.second)
    normalize("\(key).conv_block.6", relu: false)
    value = graph.add(key, "Add", [start, value])
  }
}
