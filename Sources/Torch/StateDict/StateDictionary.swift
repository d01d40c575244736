internal import Foundation

/// The named tensors of what a pickle describes.
struct StateDictionary {
  /// The content of a file before its tensors are made.
  struct Content {
    let root: PickleValue
    let machine: PickleMachine
    let budget: MemoryBudget
    /// The bytes of a storage.
    let bytes: (StorageReference) throws -> Data
  }

  private(set) var tensors: [String: Tensor] = [:]
  private(set) var metadata: [String: String] = [:]

  private let content: Content
  /// Bytes of storages that were looked up already.
  private var storages: [String: Data] = [:]
  /// Bytes of storages that may still be looked up: those of an honest file do not overlap.
  private var unread: Int

  init(_ content: Content, fileSize: Int) {
    self.content = content
    unread = fileSize
  }

  /// Fills ``tensors`` and ``metadata``.
  ///
  /// - Throws: ``TorchFileError``.
  mutating func collect() throws {
    try collect(content.root, under: "", depth: 0)
    if tensors.isEmpty { throw TorchFileError.unsupported("no tensor in a dictionary") }
  }

  private mutating func collect(_ value: PickleValue, under prefix: String, depth: Int) throws {
    guard let entries = content.machine.items(of: value, .dictionary), depth < 8 else { return }
    for index in stride(from: 0, to: entries.count, by: 2) {
      // Dictionaries within dictionaries can hold each other, and their names grow with them.
      try content.budget.charge(
        Self.entryBytes + prefix.utf8.count, for: "dictionaries in dictionaries")
      guard let key = Self.text(entries[index]) else { continue }
      try content.budget.charge(key.utf8.count, for: "long names")
      let name = prefix + key
      if case .tensor(let stored) = entries[index + 1] {
        tensors[name] = try tensor(stored, name)
      } else if let text = Self.text(entries[index + 1]) {
        metadata[name] = text
      } else {
        try collect(entries[index + 1], under: name + ".", depth: depth + 1)
      }
    }
  }

  /// A bound of what an entry of a Swift dictionary takes beside its text.
  private static let entryBytes = 96
  /// A bound of what LibTorch takes for a tensor beside its elements.
  private static let tensorBytes = 800

  private static func text(_ value: PickleValue) -> String? {
    switch value {
    case .text(let text): text
    case .int(let number): "\(number)"
    case .float(let number): "\(number)"
    case .bool(let flag): "\(flag)"
    default: nil
    }
  }

  private mutating func tensor(_ stored: StoredTensor, _ name: String) throws -> Tensor {
    let storage = stored.storage
    let span = try Self.span(of: stored, name)
    let size = storage.type.byteCount
    let bytes = try bytes(of: storage)
    guard stored.offset >= 0, span <= storage.count, stored.offset <= storage.count - span else {
      throw TorchFileError.damaged("\"\(name)\" does not fit into its storage")
    }
    // With an axis of size 0 the others still must make sense.
    let largest = try sizeProduct(stored.shape.map { max($0, 1) } + [8], of: "\"\(name)\"")
    let count = stored.shape.contains(0) ? 0 : largest
    try content.budget.charge(
      count + span * 8 + Self.tensorBytes, for: "tensors (\"\(name)\")")
    let start = bytes.startIndex + stored.offset * size
    let flat = storage.type.tensor(bytes[start..<start + span * size])
    if stored.shape.contains(0) { return Tensor.zeros(stored.shape, type: flat.type) }
    return flat.viewed(as: stored.shape, strides: stored.strides)
  }

  /// Number of elements from the first to the last of the view.
  private static func span(of stored: StoredTensor, _ name: String) throws -> Int {
    guard (stored.shape + stored.strides).allSatisfy({ $0 >= 0 }) else {
      throw TorchFileError.damaged("\"\(name)\" has a negative size or stride")
    }
    guard !stored.shape.contains(0) else { return 0 }
    let steps = try zip(stored.shape, stored.strides).map {
      try sizeProduct([$0 - 1, $1], of: "\"\(name)\"")
    }
    return try steps.reduce(1) {
      let sum = $0 + $1
      guard sum < 1 << 60 else {
        throw TorchFileError.damaged("\"\(name)\" is impossibly large")
      }
      return sum
    }
  }

  private mutating func bytes(of storage: StorageReference) throws -> Data {
    if let known = storages[storage.key] { return known }
    let bytes = try content.bytes(storage)
    guard bytes.count == (try storage.byteCount) else {
      throw TorchFileError.damaged("storage \(storage.key) has two sizes")
    }
    guard bytes.count <= unread else {
      throw TorchFileError.damaged("its storages overlap")
    }
    unread -= bytes.count
    storages[storage.key] = bytes
    return bytes
  }
}

extension StorageType {
  /// The elements in a row; integers of 8 signed, 16 and 32 bits are widened.
  fileprivate func tensor(_ bytes: Data) -> Tensor {
    let count = bytes.count / byteCount
    let plain = { (type: ElementType) in
      bytes.withUnsafeBytes { Tensor(bytes: $0, shape: [count], type: type) }
    }
    return switch self {
    case .double: plain(.float64)
    case .float: plain(.float32)
    case .half: plain(.float16)
    case .bfloat16: plain(.bfloat16)
    case .long: plain(.int64)
    case .byte: plain(.uint8)
    case .bool: Tensor(integers: bytes.map { $0 == 0 ? 0 : 1 }).converted(to: .bool)
    case .char: Tensor(integers: bytes.map { Int(Int8(bitPattern: $0)) })
    case .short: Tensor(integers: Self.numbers(bytes, Int16.self))
    case .int: Tensor(integers: Self.numbers(bytes, Int32.self))
    }
  }

  private static func numbers<Number: FixedWidthInteger>(
    _ bytes: Data, _ type: Number.Type
  ) -> [Int] {
    bytes.withUnsafeBytes { raw in
      stride(from: 0, to: raw.count, by: Number.bitWidth / 8).map {
        Int(Number(littleEndian: raw.loadUnaligned(fromByteOffset: $0, as: Number.self)))
      }
    }
  }
}

extension Tensor {
  /// The elements of a row at the given steps, copied into row-major order.
  fileprivate func viewed(as shape: [Int], strides: [Int]) -> Tensor {
    let view = calling("as_strided", .ints(shape), .ints(strides), .int(0))
    let contiguousFormat = 0  // `c10::MemoryFormat::Contiguous`
    return view.calling("clone", .int(contiguousFormat))
  }
}
