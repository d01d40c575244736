import Foundation
import Testing
import Torch

@Suite struct TorchFileTests {
  @Test(
    "views, shared storages, scalars and every element type come as PyTorch holds them",
    arguments: ["zip.pth", "zip-protocol-4.pth", "legacy.pth", "legacy-protocol-5.pth"])
  func values(name: String) throws {
    let wanted = try Safetensors(contentsOf: Golden.url("expected.safetensors")).tensors
    let found = try TorchFile(data: Golden.data(name)).tensors
    #expect(wanted.count == 17)
    #expect(Set(found.keys) == Set(wanted.keys))
    for (key, tensor) in wanted {
      let other = try #require(found[key])
      #expect(other.type == tensor.type, "\(key)")
      #expect(other.shape == tensor.shape, "\(key)")
      #expect(other.bytes == tensor.bytes, "\(key)")
    }
  }

  @Test("dictionaries within the dictionary give keys with dots, numbers and texts are kept")
  func nested() throws {
    let wanted = try Safetensors(contentsOf: Golden.url("nested.safetensors")).tensors
    let file = try TorchFile(data: Golden.data("nested.pth"))
    #expect(file.metadata == ["epoch": "3", "name": "horse", "rate": "0.0002"])
    #expect(file.tensors.mapValues(\.bytes) == wanted.mapValues(\.bytes))
    #expect(file.tensors["net.num_batches_tracked"]?.shape == [])
  }

  @Test("an ordered dictionary made of pairs, as Python 2 wrote it")
  func pairs() throws {
    let file = try TorchFile(data: Golden.data("python2.pth"))
    #expect(file.tensors["pair"]?.values == [1.5, -2])
    #expect(file.tensors.count == 1)
  }

  @Test(
    "what would be run is refused by its name",
    arguments: [
      ("shell.pth", "posix.system"), ("path.pth", "pathlib.PurePosixPath"),
      ("module.pth", "torch.nn.modules.linear.Linear"),
    ])
  func foreign(name: String, global: String) throws {
    let data = try Golden.data(name)
    #expect(throws: TorchFileError.foreign(global: global)) { try TorchFile(data: data) }
    let sentence = TorchFileError.foreign(global: global).description
    #expect(sentence.contains(global) && sentence.contains("nothing in it is run"))
  }

  @Test("element types that are not read are named")
  func complexNumbers() throws {
    let data = try Golden.data("complex.pth")
    #expect(throws: TorchFileError.unsupported("elements of torch.ComplexFloatStorage")) {
      try TorchFile(data: data)
    }
  }

  @Test("a file without a tensor is no file of weights")
  func nothing() throws {
    let data = try Golden.data("nothing.pth")
    #expect(throws: TorchFileError.unsupported("no tensor in a dictionary")) {
      try TorchFile(data: data)
    }
  }
}

@Suite("Damaged PyTorch files") struct DamagedTorchFileTests {
  @Test(
    "every truncation is refused, none stops the program",
    arguments: ["zip.pth", "legacy.pth", "legacy-protocol-5.pth", "nested.pth", "python2.pth"])
  func truncated(name: String) throws {
    let data = try Golden.data(name)
    for length in 0..<data.count {
      #expect(throws: TorchFileError.self, "\(length)") {
        try TorchFile(data: data.prefix(length))
      }
    }
  }

  @Test("a changed byte of a zip file is refused or harmless: checksums cover what is read")
  func changedZip() throws {
    let data = try Golden.data("zip.pth")
    let wanted = try TorchFile(data: data).tensors.mapValues(\.bytes)
    for position in data.indices {
      for flip in [0x01, 0x80, 0xff] as [UInt8] {
        var changed = data
        changed[position] ^= flip
        do {
          let found = try TorchFile(data: changed).tensors.mapValues(\.bytes)
          #expect(found == wanted, "byte \(position)")
        } catch is TorchFileError {
          continue
        }
      }
    }
  }

  @Test(
    "a changed byte of a row of pickles stops nothing and asks for no large memory",
    arguments: ["legacy.pth", "legacy-protocol-5.pth", "python2.pth"])
  func changedPickle(name: String) throws {
    let data = try Golden.data(name)
    var generator = SeededGenerator(seed: 1)
    var refused = 0
    for _ in 0..<20_000 {
      var changed = data
      for _ in 0...generator.next() % 3 {
        changed[Int(generator.next() % UInt64(data.count))] = UInt8(
          truncatingIfNeeded: generator.next())
      }
      do {
        let tensors = try TorchFile(data: changed).tensors
        let bytes = tensors.values.reduce(0) { $0 + $1.count * $1.type.byteCount }
        #expect(bytes < 2_000_000)
      } catch is TorchFileError {
        refused += 1
      }
    }
    #expect(refused > 5_000)
  }

  /// A row of pickles around the given one, with storage `0` of 2 numbers in single precision or none.
  private func file(_ pickle: [UInt8], hasStorage: Bool = true) throws -> Data {
    let data = try Golden.data("python2.pth")
    // Magic number, version and machine end with the third stop.
    let stops = data.indices.filter { data[$0] == UInt8(ascii: ".") }
    let head = data.prefix(through: stops[2])
    let middle = head + Data([0x80, 2] + pickle + [0x2e])
    guard hasStorage else { return middle + Data([0x80, 2, 0x5d, 0x2e]) }
    let keys: [UInt8] = [0x80, 2, 0x5d, 0x58, 1, 0, 0, 0, UInt8(ascii: "0"), 0x61, 0x2e]
    return middle + Data(keys) + Data([2, 0, 0, 0, 0, 0, 0, 0]) + Data(count: 8)
  }

  /// `{"a": tensor}` of the given numbers, each as four bytes.
  private func tensor(offset: Int32, shape: [Int32], strides: [Int32]) -> [UInt8] {
    let number = { (value: Int32) in
      [0x4a] + withUnsafeBytes(of: value.littleEndian) { Array($0) }
    }
    let text = { (text: String) in [0x8c, UInt8(text.utf8.count)] + Array(text.utf8) }
    let global = { (name: String) in [0x63] + Array(name.utf8) }
    var pickle: [UInt8] = [0x7d] + text("a") + global("torch._utils\n_rebuild_tensor_v2\n") + [0x28]
    pickle += [0x28] + text("storage") + global("torch\nFloatStorage\n") + text("0") + text("cpu")
    pickle += number(2) + [0x74, 0x51] + number(offset)
    for numbers in [shape, strides] {
      pickle += [0x28] + numbers.flatMap(number) + [0x74]
    }
    return pickle + [0x89, 0x7d, 0x74, 0x52, 0x73]
  }

  @Test("a tensor that fits is read; this is the ground the next cases stand on")
  func handmade() throws {
    let found = try TorchFile(data: file(tensor(offset: 1, shape: [1], strides: [1])))
    #expect(found.tensors["a"]?.values == [0])
  }

  @Test(
    "views beyond the storage, negative or absurd ones are refused",
    arguments: [
      (2, [1], [1]), (0, [3], [1]), (-1, [1], [1]), (0, [-1], [1]), (1, [2], [-1]),
      (0, [1 << 30], [0]), (0, [1 << 30, 1 << 30, 1 << 30], [0, 0, 0]),
      (0, [0, 1 << 30, 1 << 30, 1 << 30], [1, 1, 1, 1]), (0, [2], [.max]), (0, [1, 1], [1]),
      (3, [0], [1]), (0, [Int32](repeating: 1, count: 65), [Int32](repeating: 1, count: 65)),
    ] as [(Int32, [Int32], [Int32])])
  func views(offset: Int32, shape: [Int32], strides: [Int32]) throws {
    let data = try file(tensor(offset: offset, shape: shape, strides: strides))
    #expect(throws: TorchFileError.self) { try TorchFile(data: data) }
  }

  @Test(
    "containers that hold themselves, and dictionaries that double at every step, come to an end")
  func endless() throws {
    // A dictionary remembered as 0, whose entry "a" is itself.
    let cycle: [UInt8] = [0x7d, 0x71, 0, 0x8c, 1, 0x61, 0x68, 0, 0x73]
    let nothing = TorchFileError.unsupported("no tensor in a dictionary")
    #expect(throws: nothing) { try TorchFile(data: file(cycle, hasStorage: false)) }
    // Dictionary n holds dictionary n - 1 under 200 keys: 200^7 entries if all were visited.
    var tower: [UInt8] = [0x7d, 0x71, 0]
    for level in 1...7 as ClosedRange<UInt8> {
      tower += [0x7d, 0x71, level]
      for key in 0..<200 as Range<UInt8> { tower += [0x4b, key, 0x68, level - 1, 0x73] }
    }
    #expect(throws: Self.tooMuch("dictionaries in dictionaries")) {
      try TorchFile(data: file(tower, hasStorage: false))
    }
    // A tuple in a tuple, ten thousand deep.
    let deep = [0x29] + [UInt8](repeating: 0x85, count: 10_000)
    #expect(throws: nothing) { try TorchFile(data: file(deep, hasStorage: false)) }
  }

  private static func tooMuch(_ what: String) -> TorchFileError {
    .unsupported("\(what) that would take far more memory than the file")
  }

  @Test(
    "a few bytes that stand for many are refused before the memory is taken",
    .timeLimit(.minutes(1)))
  func bombs() throws {
    let text = { (text: String) -> [UInt8] in
      [0x58] + withUnsafeBytes(of: UInt32(text.utf8.count).littleEndian) { Array($0) }
        + Array(text.utf8)
    }
    // A list of 5,000 pairs, made into an ordered dictionary 5,000 times.
    let pair: [UInt8] = [0x4b, 1, 0x4b, 2, 0x86]
    var bomb: [UInt8] = [0x5d, 0x71, 0, 0x28] + (0..<5_000).flatMap { _ in pair } + [0x65, 0x30]
    bomb += [0x63] + Array("collections\nOrderedDict\n".utf8) + [0x71, 1, 0x30, 0x5d]
    bomb += (0..<5_000).flatMap { _ in [0x68, 1, 0x68, 0, 0x85, 0x52, 0x61] as [UInt8] }
    #expect(throws: Self.tooMuch("a pickle")) {
      try TorchFile(data: file(bomb, hasStorage: false))
    }
    // A long key before the names of 100,000 entries.
    let entries = (0..<100_000).flatMap { _ in [0x4b, 1, 0x4b, 2] as [UInt8] }
    let long = [0x7d] + text(String(repeating: "k", count: 200_000)) + [0x7d, 0x28] + entries
    #expect(throws: Self.tooMuch("dictionaries in dictionaries")) {
      try TorchFile(data: file(long + [0x75, 0x73], hasStorage: false))
    }
    // Nothing but empty tuples, and nothing but remembering.
    for instruction in [0x29, 0x94] as [UInt8] {
      let many = [0x4e] + [UInt8](repeating: instruction, count: 1_000_000)
      #expect(throws: Self.tooMuch("a pickle")) {
        try TorchFile(data: file(many, hasStorage: false))
      }
    }
    // A tensor of 20,000 numbers under 3,000 names.
    let shared = tensor(offset: 0, shape: [20_000], strides: [0])
    let again = (0..<3_000).flatMap { index in
      [0x8c, 4] + Array(String(1_000 + index).utf8) + [0x68, 9, 0x73] as [UInt8]
    }
    // The tensor is remembered before it is put under its name.
    let remembered = shared.dropLast() + [0x71, 9, 0x73] + again
    #expect(throws: TorchFileError.self) { try TorchFile(data: file(Array(remembered))) }
  }

  @Test("a compressed entry and a big-endian file are refused for what they are")
  func otherZips() throws {
    var data = try Golden.data("zip.pth")
    let central = try #require(data.range(of: Data([0x50, 0x4b, 0x01, 0x02])))
    data[central.lowerBound + 10] = 8  // method: deflate
    #expect(throws: TorchFileError.unsupported("a compressed entry (zip/data.pkl)")) {
      try TorchFile(data: data)
    }
    data[central.lowerBound + 10] = 0
    data[central.lowerBound + 8] |= 1  // flag: encrypted
    #expect(throws: TorchFileError.unsupported("an encrypted entry (zip/data.pkl)")) {
      try TorchFile(data: data)
    }
  }

  @Test("zip64 gives the same tensors")
  func largeZip() throws {
    // PyTorch always writes the zip64 record; the marks of the small one send a reader there.
    var data = try Golden.data("zip.pth")
    let wanted = try TorchFile(data: data).tensors.mapValues(\.bytes)
    let end = data.count - 22
    for position in [8, 9, 10, 11, 16, 17, 18, 19] { data[end + position] = 0xff }
    #expect(try TorchFile(data: data).tensors.mapValues(\.bytes) == wanted)
    data[end - 12] ^= 0xff  // where the zip64 record is
    #expect(throws: TorchFileError.self) { try TorchFile(data: data) }
  }
}
