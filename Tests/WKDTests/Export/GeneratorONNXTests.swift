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
      metadata == [
        "architecture=resnet", "baseWidth=3", "blocks=2", "command=made by hand",
        "precision=float32", "sizes=multiples of 4 from 8",
      ])
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
    #expect(ResNetGenerator.Architecture(baseWidth: 64, blocks: 9).fitsONNX())
    #expect(!ResNetGenerator.Architecture(baseWidth: 512, blocks: 9).fitsONNX())
    let wide = ResNetGenerator.Architecture(baseWidth: 480, blocks: 9)
    #expect(!wide.fitsONNX() && wide.fitsONNX(.float16))
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

  /// Every version alone and with each choice.
  private static var choices: [ONNXOptions] {
    ONNXOptions.opsets.flatMap { opset in
      [
        (ONNXOptions.Precision.float32, false), (.float16, false), (.float32, true),
        (.float16, true),
      ]
      .map { precision, takesAnySize in
        var options = ONNXOptions()
        options.opset = opset
        options.precision = precision
        options.takesAnySize = takesAnySize
        return options
      }
    }.filter(\.isPossible)
  }

  @Test(
    "ONNX Runtime gives our numbers for every version, precision and size",
    .enabled(if: Peers.have("onnx", "onnxruntime", "safetensors"), "no ONNX in the peers' Python"))
  func versions() throws {
    let folder = try TemporaryFolder()
    let url = { (name: String) in folder.url.appendingPathComponent(name) }
    let generator = try generator()
    var random = SeededGenerator(seed: 6)
    let sizes = [(8, 8), (24, 20), (9, 8), (11, 30), (37, 50)]
    let images = Dictionary(
      uniqueKeysWithValues: sizes.map { height, width in
        (
          "\(height)x\(width)",
          Tensor.normal([1, 3, height, width], deviation: 0.5, using: &random)
        )
      })
    let isMultiple = { (image: Tensor) in image.shape[2] % 4 == 0 && image.shape[3] % 4 == 0 }
    try Safetensors(images).write(to: url("any.safetensors"))
    try Safetensors(images.filter { isMultiple($0.value) }).write(to: url("multiples.safetensors"))
    var files: [URL] = []
    for (index, options) in Self.choices.enumerated() {
      files += [
        url("\(index).onnx"),
        url(options.takesAnySize ? "any.safetensors" : "multiples.safetensors"),
        url("\(index).safetensors"),
      ]
      try generator.onnxModel(options).write(to: url("\(index).onnx"))
    }
    try Peers.run(script: "run_onnx.py", files)
    let wanted = images.mapValues { generator.translate($0[0]) }
    for (index, options) in Self.choices.enumerated() {
      let found = try Safetensors(contentsOf: url("\(index).safetensors")).tensors
      #expect(found.count == (options.takesAnySize ? 5 : 2))
      // Half precision has 11 binary digits, and the network some 15 layers.
      let tolerance = options.precision == .float16 ? 0.05 : 1e-4
      for (name, answer) in found {
        let difference = largestDifference(answer[0], try #require(wanted[name]))
        #expect(answer.type == .float32 && difference < tolerance, "\(options) \(name)")
      }
    }
  }

  @Test("half precision halves the file, and what it cannot hold is known")
  func half() throws {
    var options = ONNXOptions()
    options.precision = .float16
    let generator = try generator(width: 16, blocks: 2)
    let (half, single) = (generator.onnxModel(options).count, generator.onnxModel().count)
    #expect(Double(half) < 0.56 * Double(single))
    #expect(generator.firstKeyBeyondHalf == nil)
    var tensors = generator.safetensors().tensors
    tensors["model.4.bias"] = Tensor.full([32], value: 65_519)
    #expect(try ResNetGenerator(Safetensors(tensors)).firstKeyBeyondHalf == nil)
    tensors["model.4.bias"] = Tensor.full([32], value: -65_520)
    #expect(try ResNetGenerator(Safetensors(tensors)).firstKeyBeyondHalf == "model.4.bias")
  }
}
