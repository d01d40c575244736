import Foundation
import Testing
import Torch
import WKD

/// The fields of a protocol-buffer message, as its wire format has them.
private struct Fields {
  enum Value: Equatable {
    case number(UInt64)
    case bytes(Data)
  }

  let all: [(field: Int, value: Value)]

  init(_ data: Data) throws {
    var rest = data
    func varint() throws -> UInt64 {
      var value: UInt64 = 0
      for shift in stride(from: 0, to: 64, by: 7) {
        let byte = try #require(rest.first)
        rest = rest.dropFirst()
        value |= UInt64(byte & 0x7f) << UInt64(shift)
        if byte < 0x80 { break }
      }
      return value
    }
    var all: [(Int, Value)] = []
    while !rest.isEmpty {
      let key = try varint()
      switch key & 7 {
      case 0: all.append((Int(key >> 3), .number(try varint())))
      case 2:
        let count = Int(try varint())
        try #require(count <= rest.count)
        all.append((Int(key >> 3), .bytes(Data(rest.prefix(count)))))
        rest = Data(rest.dropFirst(count))
      case 5:
        try #require(rest.count >= 4)
        all.append((Int(key >> 3), .bytes(Data(rest.prefix(4)))))
        rest = Data(rest.dropFirst(4))
      default: Issue.record("wire type \(key & 7)")
      }
    }
    self.all = all
  }

  func messages(_ field: Int) throws -> [Fields] { try bytes(field).map(Fields.init) }

  func bytes(_ field: Int) -> [Data] {
    all.compactMap { if $0.field == field, case .bytes(let data) = $0.value { data } else { nil } }
  }

  func numbers(_ field: Int) -> [Int] {
    all.compactMap {
      if $0.field == field, case .number(let number) = $0.value { Int(number) } else { nil }
    }
  }

  func texts(_ field: Int) -> [String] { bytes(field).map { String(decoding: $0, as: UTF8.self) } }
}

@Suite struct GeneratorONNXTests {
  private func generator(width: Int = 3, blocks: Int = 2) throws -> ResNetGenerator {
    try ResNetGenerator(
      .init(baseWidth: width, blocks: blocks), weights: randomWeights(seed: 3, deviation: 0.2))
  }

  @Test("the file says what it is, and holds every weight to the last bit")
  func fields() throws {
    let generator = try generator()
    let model = try Fields(generator.onnxModel(metadata: ["command": "made by hand"]))
    #expect(model.numbers(1) == [8])
    #expect(try model.messages(8).flatMap { $0.numbers(2) } == [17])
    let metadata = try model.messages(14).map { ($0.texts(1) + $0.texts(2)).joined(separator: "=") }
    #expect(
      metadata == ["architecture=resnet", "baseWidth=3", "blocks=2", "command=made by hand"])
    let graph = try #require(try model.messages(7).first)
    let operations = try graph.messages(1).flatMap { $0.texts(4) }
    let block = [
      "Pad", "Conv", "InstanceNormalization", "Relu", "Pad", "Conv", "InstanceNormalization", "Add",
    ]
    let down = ["Conv", "InstanceNormalization", "Relu"]
    let up = ["ConvTranspose", "InstanceNormalization", "Relu"]
    #expect(
      operations == ["Pad"] + down + down + down + block + block + up + up
        + ["Pad", "Conv", "Tanh"])
    var constants: [String: Fields] = [:]
    for tensor in try graph.messages(5) { constants[tensor.texts(8)[0]] = tensor }
    for (key, tensor) in generator.parameters {
      let constant = try #require(constants[key])
      #expect(constant.numbers(1) == tensor.shape && constant.bytes(9) == [tensor.bytes])
    }
    for (node, output) in zip(try graph.messages(1).dropLast(), try graph.messages(1).dropFirst()) {
      #expect(output.texts(1).contains(node.texts(2)[0]), "each node feeds the next")
    }
  }

  @Test("a model beyond the limit of protocol buffers is known before it is made")
  func limit() {
    #expect(ResNetGenerator.Architecture(baseWidth: 64, blocks: 9).fitsONNX)
    #expect(!ResNetGenerator.Architecture(baseWidth: 512, blocks: 9).fitsONNX)
  }

  @Test(
    "ONNX Runtime gives our numbers at several sizes, and the checker accepts the model",
    .enabled(if: Peers.have("onnx", "onnxruntime", "safetensors"), "no ONNX in the peers' Python"))
  func peers() throws {
    let folder = try TemporaryFolder()
    let url = { (name: String) in folder.url.appendingPathComponent(name) }
    let generator = try generator()
    try generator.onnxModel().write(to: url("model.onnx"))
    var random = SeededGenerator(seed: 4)
    let images = [
      "square": Tensor.normal([1, 3, 32, 32], using: &random),
      "wide": Tensor.normal([2, 3, 20, 48], using: &random),
    ]
    try Safetensors(images).write(to: url("images.safetensors"))
    let files = ["model.onnx", "images.safetensors", "out.safetensors"].map(url)
    try Peers.run(script: "run_onnx.py", files)
    let found = try Safetensors(contentsOf: files[2]).tensors
    #expect(found.count == 2)
    for (name, image) in images {
      let wanted = withoutGradients { generator(image) }
      #expect(wanted.abs().mean().item > 0.1, "an answer that says something")
      #expect(largestDifference(try #require(found[name]), wanted) < 1e-4)
    }
  }
}
