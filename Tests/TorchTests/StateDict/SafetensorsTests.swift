import Files
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
      // A product that no memory has, beside an axis of size 0.
      #"{"a":{"dtype":"F32","shape":[0,4611686018427387904,4],"data_offsets":[0,0]},"#
        + #""b":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}"#,
      // More axes than PyTorch takes.
      #"{"a":{"dtype":"F64","shape":\#([Int](repeating: 1, count: 65)),"data_offsets":[0,8]}}"#,
      // Bytes of two tensors, of none, at the beginning and at the end.
      #"{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]},"#
        + #""b":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}"#,
      #"{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"#
        + #""b":{"dtype":"U8","shape":[5],"data_offsets":[3,8]}}"#,
      #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#,
      #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#,
      // One name for two tensors.
      #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"#
        + #""a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#,
    ] {
      let length = withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Data($0) }
      let data = length + Data(header.utf8) + Data(count: 8)
      #expect(throws: SafetensorsError.self) { try Safetensors(data: data) }
    }
  }

  private func file(_ type: String, _ shape: [Int], _ bytes: [UInt8]) -> Data {
    let header =
      #"{"a":{"dtype":"\#(type)","shape":\#(shape),"data_offsets":[0,\#(bytes.count)]}}"#
    return withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Data($0) }
      + Data(header.utf8) + Data(bytes)
  }

  @Test("numbers of every type are read, widened where LibTorch has no such type here")
  func types() throws {
    for (type, bytes, values) in [
      ("I8", [0xff, 0x80, 1], [-1, -128, 1]), ("U8", [0xff, 0, 1], [255, 0, 1]),
      ("I16", [0xfe, 0xff, 0, 0x80], [-2, -32768]), ("U16", [0xfe, 0xff], [65534]),
      ("I32", [0xff, 0xff, 0xff, 0x7f], [2_147_483_647]),
      ("U32", [0, 0, 0, 0x80], [2_147_483_648]),
      ("I64", [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], [-1]),
      ("U64", [2, 0, 0, 0, 0, 0, 0, 0], [2]), ("BOOL", [0, 1, 2], [0, 1, 1]),
      ("F16", [0, 0xbc], [-1]), ("BF16", [0x80, 0x3f], [1]), ("F32", [0, 0, 0, 0x40], [2]),
      // ml_dtypes: the least, the largest and a middle number of both kinds of 8 bits.
      ("F8_E4M3", [0x01, 0x7e, 0x08, 0xb8, 0x00], [0.001953125, 448, 0.015625, -1, 0]),
      ("F8_E5M2", [0x01, 0x7b, 0xbc], [0.0000152587890625, 57344, -1]),
    ] as [(String, [UInt8], [Double])] {
      let tensor = try Safetensors(data: file(type, [values.count], bytes)).tensors["a"]
      #expect(tensor?.values == values, "\(type)")
    }
    let nan = try Safetensors(data: file("F8_E4M3", [2], [0x7f, 0xff])).tensors["a"]
    #expect(nan?.values.allSatisfy(\.isNaN) == true)
  }

  @Test(
    "a type that is not read is named with its tensor and its file, and the file is not called damaged"
  )
  func otherTypes() throws {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("\(UUID().uuidString).safetensors")
    defer { try? FileManager.default.removeItem(at: url) }
    for (type, bytes) in [("C64", 8), ("F8_E8M0", 1), ("F4", 1), ("U64", 8)] {
      try file(type, [1], Array(repeating: 0xff, count: bytes)).write(to: url)
      let error = #expect(throws: SafetensorsError.self) { try Safetensors(contentsOf: url) }
      let sentence = try #require(error).description
      #expect(sentence.hasPrefix("\(url.path) holds \"a\" as \(type)"), "\(sentence)")
      #expect(!sentence.contains("download"))
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
