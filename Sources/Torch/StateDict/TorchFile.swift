public import Foundation

/// A PyTorch file of named tensors, as `torch.save(model.state_dict(), path)` writes it.
///
/// Nothing in the file is run: whatever is neither a tensor nor its container is refused by name.
/// Dictionaries within the dictionary give keys joined by dots. Integers that ``ElementType`` does
/// not know are widened to int64.
/// - Source: PyTorch, `torch/serialization.py`.
public struct TorchFile: Sendable {
  /// Every tensor, with memory of its own.
  public let tensors: [String: Tensor]
  /// Numbers and texts that stood beside the tensors.
  public let metadata: [String: String]

  /// Reads the bytes of a file in either format of `torch.save`: zip, or before version 1.6 a row of
  /// pickles.
  ///
  /// - Throws: ``TorchFileError``.
  public init(data: Data) throws {
    let budget = MemoryBudget(fileSize: data.count)
    let content =
      data.starts(with: [0x50, 0x4b])
      ? try Self.zipped(data, budget) : try Self.rowOfPickles(data, budget)
    var dictionary = StateDictionary(content, fileSize: data.count)
    try dictionary.collect()
    tensors = dictionary.tensors
    metadata = dictionary.metadata
  }

  /// One folder with `data.pkl` and a file for each storage, all stored uncompressed.
  private static func zipped(
    _ data: Data, _ budget: MemoryBudget
  ) throws -> StateDictionary.Content {
    let directory = try ZipDirectory(data)
    let pickles = directory.names.filter {
      $0.hasSuffix("/data.pkl") && $0.count { $0 == "/" } == 1
    }
    guard pickles.count == 1, let pickle = pickles.first,
      let program = try directory.content(of: pickle)
    else { throw TorchFileError.damaged("the zip file holds no data.pkl of torch.save") }
    let folder = pickle.dropLast("data.pkl".count)
    // Files before version 2.1 do not say it and are little-endian.
    if let order = try directory.content(of: "\(folder)byteorder"), order != Data("little".utf8) {
      throw TorchFileError.unsupported("numbers with their high byte first")
    }
    var machine = PickleMachine(budget)
    var reader = try ByteReader(program)
    let root = try machine.run(&reader)
    return StateDictionary.Content(root: root, machine: machine, budget: budget) { storage in
      guard let bytes = try directory.content(of: "\(folder)data/\(storage.key)") else {
        throw TorchFileError.damaged("storage \(storage.key) is missing")
      }
      return bytes
    }
  }

  /// Pickles of a magic number, a version, the machine, the object and the keys of the storages,
  /// which follow, each after its number of elements.
  private static func rowOfPickles(
    _ data: Data, _ budget: MemoryBudget
  ) throws -> StateDictionary.Content {
    var reader = try ByteReader(data)
    var first = PickleMachine(budget)
    let magic: [UInt8] = [0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19]
    guard case .long(magic) = try first.run(&reader) else {
      throw TorchFileError.damaged("it does not start as torch.save does")
    }
    var (second, third) = (PickleMachine(budget), PickleMachine(budget))
    guard case .int(1001) = try second.run(&reader) else {
      throw TorchFileError.unsupported("another version of the format than 1001")
    }
    let facts = try third.run(&reader)
    try checkByteOrder(facts, third)
    var (machine, last) = (PickleMachine(budget), PickleMachine(budget))
    let root = try machine.run(&reader)
    let list = try last.run(&reader)
    guard let keys = last.items(of: list, .list) else {
      throw TorchFileError.damaged("the list of its storages is missing")
    }
    var storages: [String: Data] = [:]
    for case .text(let key) in keys {
      guard let storage = machine.storages[key] else {
        throw TorchFileError.damaged("storage \(key) belongs to no tensor")
      }
      let count = try reader.size(8)
      guard count == storage.count else {
        throw TorchFileError.damaged("storage \(key) has two sizes")
      }
      storages[key] = try reader.bytes(try storage.byteCount)
    }
    return StateDictionary.Content(root: root, machine: machine, budget: budget) { storage in
      guard let bytes = storages[storage.key] else {
        throw TorchFileError.damaged("storage \(storage.key) is missing")
      }
      return bytes
    }
  }

  private static func checkByteOrder(_ value: PickleValue, _ machine: PickleMachine) throws {
    let facts = machine.items(of: value, .dictionary) ?? []
    for index in stride(from: 0, to: facts.count, by: 2) {
      if case .text("little_endian") = facts[index], case .bool(false) = facts[index + 1] {
        throw TorchFileError.unsupported("numbers with their high byte first")
      }
    }
  }
}
