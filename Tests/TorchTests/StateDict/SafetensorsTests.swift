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

  /// Tensors of several types, one without elements and one that lies in memory column by column.
  private var small: Safetensors {
    Safetensors(
      [
        "b": Tensor([Float(1)], shape: [1, 1]), "a": Tensor([2.0, -1]),
        "none": Tensor.zeros([0, 3]),
        "c": Tensor([1.0, 2, 3, 4], shape: [2, 2], type: .uint8).transposed(0, 1),
      ], metadata: ["note": "a/b"])
  }

  @Test("the bytes of a file are fixed: header padded to 8 bytes, tensors by name, row by row")
  func layout() throws {
    let header =
      #"{"__metadata__":{"note":"a/b"},"a":{"data_offsets":[0,16],"dtype":"F64","shape":[2]},"#
      + #""b":{"data_offsets":[16,20],"dtype":"F32","shape":[1,1]},"#
      + #""c":{"data_offsets":[20,24],"dtype":"U8","shape":[2,2]},"#
      + #""none":{"data_offsets":[24,24],"dtype":"F32","shape":[0,3]}}"#
    let padding = String(repeating: " ", count: (8 - header.utf8.count % 8) % 8)
    let json = Data((header + padding).utf8)
    var wanted = Data([UInt8(json.count % 256), UInt8(json.count / 256), 0, 0, 0, 0, 0, 0]) + json
    wanted += [0, 0, 0, 0, 0, 0, 0, 0x40, 0, 0, 0, 0, 0, 0, 0xf0, 0xbf]  // 2 and -1
    wanted += [0, 0, 0x80, 0x3f, 1, 3, 2, 4]
    #expect(small.data == wanted)
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("\(UUID().uuidString).safetensors")
    defer { try? FileManager.default.removeItem(at: url) }
    try small.write(to: url)
    #expect(try Data(contentsOf: url) == wanted)
  }

  @Test("a file and its folder are brought to the disk")
  func durable() throws {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("\(UUID().uuidString).safetensors")
    defer { try? FileManager.default.removeItem(at: url) }
    var system = SystemCalls.real
    var synchronised = 0
    system.sync = {
      synchronised += 1
      return SystemCalls.real.sync($0)
    }
    try small.write(to: url, system: system)
    #expect(synchronised == 2)
  }

  @Test(
    "writing 64 MB of tensors takes less than 8 MB of memory",
    .enabled(
      if: FileManager.default.fileExists(atPath: "/proc/self/status"),
      "the peak of a process is read from /proc"))
  func peak() async {
    await #expect(processExitsWith: .success) {
      let tensors = Dictionary(
        uniqueKeysWithValues: (0..<4).map { ("layer\($0)", Tensor.ones([4 << 20])) })
      let url = FileManager.default.temporaryDirectory
        .appendingPathComponent("\(UUID().uuidString).safetensors")
      defer { try? FileManager.default.removeItem(at: url) }
      let before = try #require(memory("VmRSS"))
      try Safetensors(tensors).write(to: url)
      let added = try #require(memory("VmHWM")) - before
      precondition(added < 8 << 10, "\(added) kB")
    }
  }
}

/// A line of `/proc/self/status`, in kB.
private func memory(_ name: String) -> Int? {
  let text = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)
  let line = text?.split(separator: "\n").first { $0.hasPrefix(name + ":") }
  return line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) }
}
