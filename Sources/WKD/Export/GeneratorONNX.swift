public import Foundation
internal import Torch

/// The choices in which ONNX models of one generator differ.
public struct ONNXOptions: Sendable, Codable, Equatable {
  /// The numbers that a model holds and computes with; images go in and come out in float32 either way.
  public enum Precision: String, Sendable, Codable, CaseIterable {
    /// Single precision.
    case float32
    /// Half precision: half the file, and faster where the hardware has it.
    case float16
  }

  /// The versions of ONNX's operators that a model can have; the oldest is that of ONNX 1.4.
  public static let opsets = 9...22
  /// The oldest version whose operators pad by a number that depends on the image.
  public static let firstOpsetOfAnySize = 11

  /// The version of ONNX's operators, one of ``opsets``.
  public var opset = 17
  /// The numbers that the model computes with.
  public var precision = Precision.float32
  /// Whether the model pads images to multiples of 4 and crops them afterwards, as
  /// `ResNetGenerator.translate` does, so that it takes any height and width from 8.
  public var takesAnySize = false

  /// Operators of version 17 in single precision, for heights and widths that are multiples of 4.
  public init() {}

  /// Whether the operators can do it.
  public var isPossible: Bool {
    Self.opsets.contains(opset) && (!takesAnySize || opset >= Self.firstOpsetOfAnySize)
  }
}

extension ResNetGenerator {
  /// The generator as an ONNX model.
  ///
  /// Input `image` and output `translation` are float32 `[batch, 3, height, width]`, -1 to 1; height
  /// and width are at least 8, and multiples of 4 unless the options say otherwise.
  ///
  /// - Parameters:
  ///   - options: version, precision and padding.
  ///   - metadata: any facts about the weights; the architecture and the options are added.
  /// - Returns: the bytes of a file of less than 2 GB.
  /// - Source: operators of ONNX, `docs/Operators.md`.
  /// - Precondition: the architecture's ``Architecture/fitsONNX(_:)``, the options'
  ///   ``ONNXOptions/isPossible``.
  public func onnxModel(
    _ options: ONNXOptions = ONNXOptions(), metadata: [String: String] = [:]
  ) -> Data {
    guard architecture.fitsONNX(options.precision), options.isPossible else {
      misuse(
        "onnxModel", found: "\(architecture), \(options)",
        wanted: "weights of less than 2 GB, operators of version \(ONNXOptions.opsets)")
    }
    var chain = LayerChain(options)
    if options.takesAnySize { chain.padToMultiples(of: 4) }
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
    chain.finish()
    let header = [
      "architecture": "resnet", "baseWidth": "\(architecture.baseWidth)",
      "blocks": "\(architecture.blocks)", "precision": options.precision.rawValue,
      "sizes": options.takesAnySize ? "any from 8" : "multiples of 4 from 8",
    ]
    let sizes =
      options.takesAnySize
      ? "any height and width from 8" : "height and width multiples of 4 and at least 8"
    return chain.graph.model(
      name: "resnet_\(architecture.blocks)blocks", input: LayerChain.input,
      output: LayerChain.output,
      description: "CycleGAN generator; images [batch, 3, height, width] from -1 to 1, \(sizes)",
      metadata: metadata.merging(header) { $1 })
  }

  /// The key of the first weight that half precision cannot hold; nil where all fit.
  public var firstKeyBeyondHalf: String? {
    parameters.first { $0.tensor.detached.abs().max().item >= 65_520 }?.key
  }
}

extension ResNetGenerator.Architecture {
  /// Whether the weights fit into one ONNX file, which protocol buffers limit to 2 GB.
  public func fitsONNX(_ precision: ONNXOptions.Precision = .float32) -> Bool {
    let size = precision == .float16 ? 2 : 4
    return costs(height: 8, width: 8).parameterCount * size < 2_000_000_000
  }
}

/// A graph that is continued at its last value.
private struct LayerChain {
  static let input = "image"
  static let output = "translation"

  var graph: ONNXGraph
  private let options: ONNXOptions
  private var value = LayerChain.input
  /// Channels of the last value.
  private var channels = 3
  /// Height and width of the image before it was padded, where it was.
  private var size: String?

  init(_ options: ONNXOptions) {
    self.options = options
    graph = ONNXGraph(opset: options.opset)
    if options.precision == .float16 { cast("image.half", to: .float16) }
  }

  private var element: ONNXGraph.Element {
    options.precision == .float16 ? .float16 : .float32
  }

  private mutating func cast(_ name: String, to element: ONNXGraph.Element) {
    value = graph.add(name, "Cast", [value], ["to": .int(element.rawValue)])
  }

  /// Mirrors the border outwards.
  mutating func pad(_ size: Int) {
    // Starts of all four axes, then their ends.
    let numbers = [0, 0, size, size, 0, 0, size, size]
    // Up to version 10 the numbers are no input.
    guard options.opset >= ONNXOptions.firstOpsetOfAnySize else {
      value = graph.add(
        "\(value).pad", "Pad", [value], ["mode": .text("reflect"), "pads": .ints(numbers)])
      return
    }
    let pads = graph.constant("pads.\(size)", numbers)
    value = graph.add("\(value).pad", "Pad", [value, pads], ["mode": .text("reflect")])
  }

  /// Mirrors below and to the right up to the next multiple.
  mutating func padToMultiples(of number: Int) {
    let shape = graph.add("image.shape", "Shape", [value])
    let size = graph.add(
      "image.size", "Slice",
      [shape, graph.constant("axes.first", [2]), graph.constant("axes.end", [4])])
    // The remainder has the sign of the divisor.
    let negative = graph.add("image.negative", "Sub", [graph.constant("start", [0, 0]), size])
    let missing = graph.add(
      "image.missing", "Mod", [negative, graph.constant("multiple", [number, number])])
    let pads = graph.add(
      "image.pads", "Concat", [graph.constant("pads.start", [0, 0, 0, 0, 0, 0]), missing],
      ["axis": .int(0)])
    value = graph.add("image.padded", "Pad", [value, pads], ["mode": .text("reflect")])
    self.size = size
  }

  /// The last activation, without what was padded, in single precision.
  mutating func finish() {
    let isLast = size == nil && options.precision == .float32
    value = graph.add(isLast ? Self.output : "tanh", "Tanh", [value])
    if let size {
      let isLast = options.precision == .float32
      value = graph.add(
        isLast ? Self.output : "cropped", "Slice",
        [value, graph.constant("start", [0, 0]), size, graph.constant("axes", [2, 3])])
    }
    if options.precision == .float16 { cast(Self.output, to: .float32) }
  }

  mutating func convolve(_ key: String, _ layer: Conv2d) {
    let weight = graph.constant("\(key).weight", layer.weight, in: element)
    let bias = graph.constant("\(key).bias", layer.bias, in: element)
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
    let weight = graph.constant("\(key).weight", layer.weight, in: element)
    let bias = graph.constant("\(key).bias", layer.bias, in: element)
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
    let scale = graph.constant("ones.\(channels)", Tensor.ones([channels]), in: element)
    let shift = graph.constant("zeros.\(channels)", Tensor.zeros([channels]), in: element)
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
