import Foundation
import Testing
import Torch

@Suite struct SafetensorsTests {
  @Test("tensors and metadata survive a file")
  func roundTrip() throws {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("\(UUID().uuidString).safetensors")
    defer { try? FileManager.default.removeItem(at: url) }
    let written = Safetensors(
      ["a": Tensor([1.0, 2]), "b.weight": Tensor([Float(0.5)], shape: [1, 1])],
      metadata: ["baseWidth": "24"])
    try written.write(to: url)
    let read = try Safetensors(contentsOf: url)
    #expect(read.metadata == ["baseWidth": "24"])
    #expect(read.tensors["a"]?.values == [1, 2])
    #expect(read.tensors["a"]?.type == .float64)
    #expect(read.tensors["b.weight"]?.shape == [1, 1])
  }

  @Test("every truncated file is refused, none crashes")
  func truncated() {
    let data = Safetensors(["a": Tensor([1.0, 2, 3])]).data
    for length in 0..<data.count {
      #expect(throws: SafetensorsError.self) { try Safetensors(data: data.prefix(length)) }
    }
  }

  @Test("offsets and shapes that do not fit are refused")
  func inconsistent() {
    for header in [
      #"{"a":{"dtype":"F64","shape":[2],"data_offsets":[0,8]}}"#,
      #"{"a":{"dtype":"F64","shape":[-1],"data_offsets":[0,8]}}"#,
      #"{"a":{"dtype":"F64","shape":[9223372036854775807,9],"data_offsets":[0,8]}}"#,
      #"{"a":{"dtype":"F64","shape":[1],"data_offsets":[8,0]}}"#,
      #"{"a":{"dtype":"X1","shape":[1],"data_offsets":[0,8]}}"#, "[]",
    ] {
      let length = withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Data($0) }
      let data = length + Data(header.utf8) + Data(count: 8)
      #expect(throws: SafetensorsError.self) { try Safetensors(data: data) }
    }
  }

  @Test("a place that cannot be written is named")
  func unwritable() {
    let url = URL(fileURLWithPath: "/nowhere/at/all.safetensors")
    #expect(throws: SafetensorsError.self) { try Safetensors([:]).write(to: url) }
  }
}
