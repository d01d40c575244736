internal import Foundation
internal import Torch

/// A graph of ONNX operators in the order of their definition.
///
/// Field numbers are those of `onnx.proto`, which no version has changed.
/// - Source: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
struct ONNXGraph {
  /// The value of an attribute.
  enum Attribute {
    case ints([Int])
    case int(Int)
    case float(Float)
    case text(String)
  }

  /// The element types of a graph, by their numbers in TensorProto.
  enum Element: Int {
    case float32 = 1
    case int64 = 7
    case float16 = 10
  }

  /// The version of the operators.
  let opset: Int
  private var nodes: [ProtobufMessage] = []
  private var initializers: [String: ProtobufMessage] = [:]

  init(opset: Int) { self.opset = opset }

  /// Adds a node whose output has the node's name.
  ///
  /// - Returns: the name, to be an input of later nodes.
  @discardableResult
  mutating func add(
    _ name: String, _ operation: String, _ inputs: [String],
    _ attributes: KeyValuePairs<String, Attribute> = [:]
  ) -> String {
    nodes.append(
      ProtobufMessage { node in
        for input in inputs { node.add(1, input) }
        node.add(2, name)  // output
        node.add(3, name)
        node.add(4, operation)
        for (key, value) in attributes { node.add(5, Self.attribute(key, value)) }
      })
    return name
  }

  /// Adds a constant in single or in half precision.
  mutating func constant(_ name: String, _ tensor: Tensor, in element: Element) -> String {
    let converted = tensor.converted(to: element == .float16 ? .float16 : .float32)
    return constant(name, shape: tensor.shape, element, converted.bytes)
  }

  /// Adds a row of whole numbers.
  mutating func constant(_ name: String, _ integers: [Int]) -> String {
    constant(name, shape: [integers.count], .int64, Tensor(integers: integers).bytes)
  }

  private mutating func constant(
    _ name: String, shape: [Int], _ element: Element, _ bytes: Data
  ) -> String {
    initializers[name] = ProtobufMessage { tensor in
      for size in shape { tensor.add(1, size) }
      tensor.add(2, element.rawValue)
      tensor.add(8, name)
      tensor.add(9, bytes)
    }
    return name
  }

  /// The version of the file format that came with the operators, which every program that knows them reads.
  ///
  /// - Source: https://github.com/onnx/onnx/blob/main/docs/Versioning.md
  private var formatVersion: Int {
    switch opset {
    case ...9: 4
    case 10: 5
    case 11: 6
    case 12...14: 7
    case 15...18: 8
    case 19, 20: 9
    default: 10
    }
  }

  /// The model as a file: images in, images of the same size out, every size but the channels open.
  func model(
    name: String, input: String, output: String, description: String,
    metadata: [String: String]
  ) -> Data {
    ProtobufMessage { model in
      model.add(1, formatVersion)
      model.add(2, "wkd-learn")
      model.add(6, description)
      model.add(7) { graph in
        for node in nodes { graph.add(1, node) }
        graph.add(2, name)
        for (_, tensor) in initializers.sorted(by: { $0.key < $1.key }) { graph.add(5, tensor) }
        graph.add(11, Self.images(input))
        graph.add(12, Self.images(output))
      }
      model.add(8) { operators in
        operators.add(1, "")
        operators.add(2, opset)
      }
      for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
        model.add(14) { entry in
          entry.add(1, key)
          entry.add(2, value)
        }
      }
    }.bytes
  }

  private static func attribute(_ key: String, _ value: Attribute) -> ProtobufMessage {
    ProtobufMessage { attribute in
      attribute.add(1, key)
      switch value {
      case .float(let number):
        attribute.add(2, number)
        attribute.add(20, 1)  // AttributeProto.FLOAT
      case .text(let text):
        attribute.add(4, text)
        attribute.add(20, 3)  // AttributeProto.STRING
      case .int(let number):
        attribute.add(3, number)
        attribute.add(20, 2)  // AttributeProto.INT
      case .ints(let numbers):
        for number in numbers { attribute.add(8, number) }
        attribute.add(20, 7)  // AttributeProto.INTS
      }
    }
  }

  /// The description of float32 images `[batch, 3, height, width]`.
  private static func images(_ name: String) -> ProtobufMessage {
    ProtobufMessage { value in
      value.add(1, name)
      value.add(2) { type in
        type.add(1) { tensor in
          tensor.add(1, 1)  // TensorProto.FLOAT
          tensor.add(2) { shape in
            shape.add(1) { $0.add(2, "batch") }
            shape.add(1) { $0.add(1, 3) }
            shape.add(1) { $0.add(2, "height") }
            shape.add(1) { $0.add(2, "width") }
          }
        }
      }
    }
  }
}

/// The bytes of one protocol-buffer message, field by field.
///
/// - Source: https://protobuf.dev/programming-guides/encoding/
struct ProtobufMessage {
  private(set) var bytes = Data()

  init(_ fill: (inout ProtobufMessage) -> Void = { _ in }) {
    fill(&self)
  }

  /// A whole number, as a varint; negative ones take ten bytes.
  mutating func add(_ field: Int, _ value: Int) {
    key(field, wireType: 0)
    varint(UInt64(bitPattern: Int64(value)))
  }

  /// A single-precision number.
  mutating func add(_ field: Int, _ value: Float) {
    key(field, wireType: 5)
    withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func add(_ field: Int, _ value: Data) {
    key(field, wireType: 2)
    varint(UInt64(value.count))
    bytes.append(value)
  }

  mutating func add(_ field: Int, _ value: String) { add(field, Data(value.utf8)) }

  mutating func add(_ field: Int, _ value: ProtobufMessage) { add(field, value.bytes) }

  /// A message within this one, filled in place.
  mutating func add(_ field: Int, _ fill: (inout ProtobufMessage) -> Void) {
    add(field, ProtobufMessage(fill))
  }

  private mutating func key(_ field: Int, wireType: UInt64) {
    varint(UInt64(field) << 3 | wireType)
  }

  /// Seven bits a byte, the lowest first; the eighth says that more follow.
  private mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}
