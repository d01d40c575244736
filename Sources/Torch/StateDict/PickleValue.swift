/// The content of a pickle: numbers, text, containers and tensors that are still in the file.
enum PickleValue {
  case none
  case bool(Bool)
  case int(Int)
  /// A number of more than 64 bits, as little-endian bytes.
  case long([UInt8])
  case float(Double)
  case text(String)
  /// The index of a ``PickleContainer``: a container that holds itself then costs nothing.
  case container(Int)
  case global(PickleGlobal)
  // Apart, so that every other value stays small.
  indirect case storage(StorageReference)
  indirect case tensor(StoredTensor)
}

/// A tuple, list or dictionary of a pickle.
struct PickleContainer {
  enum Kind {
    case tuple
    case list
    case dictionary
  }

  let kind: Kind
  /// The elements; of a dictionary, keys and values in turn.
  var items: [PickleValue] = []
}

/// The functions and classes of Python that a pickle may name.
enum PickleGlobal {
  case orderedDictionary
  case size
  case rebuildTensor
  case rebuildParameter
  case storage(StorageType)

  /// - Throws: ``TorchFileError/foreign(global:)`` for anything else, and
  ///   ``TorchFileError/unsupported(_:)`` for other types of elements.
  init(module: String, name: String) throws {
    switch (module, name) {
    case ("collections", "OrderedDict"): self = .orderedDictionary
    case ("torch", "Size"): self = .size
    case ("torch._utils", "_rebuild_tensor"), ("torch._utils", "_rebuild_tensor_v2"):
      self = .rebuildTensor
    case ("torch._utils", "_rebuild_tensor_v3"):
      throw TorchFileError.unsupported("elements of an unsigned or an 8-bit type")
    case ("torch._utils", "_rebuild_parameter"): self = .rebuildParameter
    case ("torch", _), ("torch.cuda", _), ("torch.storage", _):
      guard let type = StorageType(rawValue: name) else {
        // Element types that are not read are no danger, and are called what they are.
        throw name.hasSuffix("Storage")
          ? TorchFileError.unsupported("elements of \(module).\(name)")
          : TorchFileError.foreign(global: "\(module).\(name)")
      }
      self = .storage(type)
    default: throw TorchFileError.foreign(global: "\(module).\(name)")
    }
  }
}

/// The element types of PyTorch's storages that are read, by their Python names.
enum StorageType: String {
  case double = "DoubleStorage"
  case float = "FloatStorage"
  case half = "HalfStorage"
  case bfloat16 = "BFloat16Storage"
  case long = "LongStorage"
  case int = "IntStorage"
  case short = "ShortStorage"
  case char = "CharStorage"
  case byte = "ByteStorage"
  case bool = "BoolStorage"

  /// Bytes of one element in the file.
  var byteCount: Int {
    switch self {
    case .double, .long: 8
    case .float, .int: 4
    case .half, .bfloat16, .short: 2
    case .char, .byte, .bool: 1
    }
  }
}

/// A run of elements in the file, of which tensors are views.
struct StorageReference {
  let key: String
  let type: StorageType
  /// Number of elements.
  let count: Int

  /// Bytes of all elements.
  ///
  /// - Throws: ``TorchFileError/damaged(_:)``.
  var byteCount: Int {
    get throws { try sizeProduct([count, type.byteCount], of: "storage \(key)") }
  }
}

/// A tensor as a view of a storage.
struct StoredTensor {
  let storage: StorageReference
  /// The first element.
  let offset: Int
  let shape: [Int]
  /// Elements from one position of an axis to the next.
  let strides: [Int]
}

/// The product of sizes that stand in a file.
///
/// - Throws: ``TorchFileError/damaged(_:)`` where it is no size that memory could have.
func sizeProduct(_ sizes: [Int], of name: String) throws -> Int {
  try sizes.reduce(1) {
    let (value, overflow) = $0.multipliedReportingOverflow(by: $1)
    guard !overflow, value < 1 << 60 else {
      throw TorchFileError.damaged("\(name) is impossibly large")
    }
    return value
  }
}
