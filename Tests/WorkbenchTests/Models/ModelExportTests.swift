import Console
import Files
import Foundation
import Testing
import Torch
import WKD
import Workbench

@Suite struct ModelExportTests {
  private let folder: TemporaryFolder
  private let pair: GeneratorPair

  init() throws {
    folder = try TemporaryFolder()
    pair = try folder.writePair()
  }

  private func export(_ format: ModelExport.Format, to name: String, _ direction: Direction = .ab)
    throws -> ModelExportReport
  {
    try ModelExport(
      model: ModelFile(path: folder.path("pair"), direction: direction), format: format,
      output: folder.path(name), command: "as asked"
    ).run()
  }

  @Test("safetensors hold the weights bit by bit, and where they come from")
  func safetensors() throws {
    let report = try export(.safetensors, to: "g.safetensors", .ba)
    let file = try Safetensors(contentsOf: folder.place("g.safetensors"))
    #expect(file.tensors.mapValues(\.bytes) == pair.ba.safetensors().tensors.mapValues(\.bytes))
    #expect(file.metadata["command"] == "as asked")
    #expect(file.metadata["source"]?.hasSuffix("pair/G_B.safetensors") == true)
    #expect(file.metadata["producer"] == "wkd-learn \(Machine.version)")
    #expect(report.bytes == (try folder.data("g.safetensors")).count)
    #expect(report.parameters == pair.architecture.costs(height: 8, width: 8).parameterCount)
    #expect(report.text.contains("wrote \(folder.path("g.safetensors")): safetensors, "))
  }

  @Test("ONNX is the library's model of that generator, with its origin")
  func onnx() throws {
    let report = try export(.onnx, to: "g.onnx")
    let metadata = [
      "command": "as asked",
      "source": "pair/\(URL(fileURLWithPath: report.model).lastPathComponent)",
      "producer": "wkd-learn \(Machine.version)",
    ]
    #expect(try folder.data("g.onnx") == pair.ab.onnxModel(metadata: metadata))
    #expect(
      report.onnx == ONNXOptions() && report.text.contains("operators of version 17, float32"))
    #expect(report.baseWidth == 2 && report.blocks == 1 && report.format == .onnx)
  }

  @Test("the command line of this process is recorded where no other is given")
  func command() throws {
    let export = ModelExport(
      model: try ModelFile(path: folder.path("pair")), format: .onnx, output: "g.onnx")
    #expect(!export.command.isEmpty && export.command != "as asked")
  }

  @Test("an older file is replaced; a place that cannot be written is refused, and nothing is left")
  func places() throws {
    try folder.write("old", to: "g.onnx")
    _ = try export(.onnx, to: "g.onnx")
    #expect(try folder.data("g.onnx").count > 1000)
    let before = try folder.files
    let weights = try folder.data("pair/G_A.safetensors")
    for place in ["none/g.onnx", "pair", "pair/G_A.safetensors"] {
      #expect(throws: (any Error).self, "\(place)") { try export(.onnx, to: place) }
    }
    #expect(try folder.files == before)
    #expect(try folder.data("pair/G_A.safetensors") == weights)
  }

  @Test(
    "neither the weights nor the others of their folder are replaced, nor files of another kind")
  func inputs() throws {
    let before = try folder.data("pair/G_B.safetensors")
    let place = folder.path("pair/G_B.safetensors")
    let sibling = StagingError.partOfInput(place, folder: folder.path("pair"))
    #expect(throws: sibling) { try export(.safetensors, to: "pair/G_B.safetensors") }
    for name in ["pair/G_B.safetensors", "G.pth", "g.png"] {
      let error = StagingError.ending(folder.path(name), format: "ONNX", ending: "onnx")
      #expect(throws: error) { try export(.onnx, to: name) }
    }
    #expect(try folder.data("pair/G_B.safetensors") == before)
    _ = try export(.onnx, to: "pair/zebra.onnx")
    _ = try export(.onnx, to: "pair/zebra.onnx")
  }

  @Test("what an ONNX model cannot be is refused before a file is written")
  func impossible() throws {
    var tensors = pair.ab.safetensors().tensors
    tensors["model.1.bias"] = Tensor([1e5, 0], shape: [2], type: .float32)
    try Safetensors(tensors).write(to: folder.place("large.safetensors"))
    var export = ModelExport(
      model: try ModelFile(path: folder.path("large.safetensors")), format: .onnx,
      output: folder.path("g.onnx"))
    export.onnx.precision = .float16
    #expect(
      throws: ModelExportError.beyondHalf(
        folder.place("large.safetensors").relativePath, key: "model.1.bias")
    ) { try export.run() }
    for (opset, takesAnySize) in [(8, false), (23, false), (10, true)] {
      export.onnx = ONNXOptions()
      export.onnx.opset = opset
      export.onnx.takesAnySize = takesAnySize
      #expect(throws: ModelExportError.opset(opset)) { try export.run() }
    }
    #expect(try !folder.files.contains("g.onnx"))
  }
}
