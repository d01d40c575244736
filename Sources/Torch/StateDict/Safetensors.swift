package import Files
public import Foundation

/// A file of named tensors with text metadata, readable by Python's `safetensors` in one line.
///
/// ```swift
/// let url = FileManager.default.temporaryDirectory.appendingPathComponent("small.safetensors")
/// let weights = ["layer.weight": Tensor([Float(0.5), -1], shape: [1, 2])]
/// try Safetensors(weights, metadata: ["epoch": "3"]).write(to: url)
///
/// let file = try Safetensors(contentsOf: url)
/// print(file.metadata)  // ["epoch": "3"]
/// print(file.tensors["layer.weight"]?.floats ?? [])  // [0.5, -1.0]
/// ```
///
/// - Source: <https://github.com/huggingface/safetensors>, "Format".
public struct Safetensors: Sendable {
  /// The tensors by their names.
  public var tensors: [String: Tensor]
  /// Texts that stand beside the tensors.
  public var metadata: [String: String]

  /// The content of a file that is still to be written.
  public init(_ tensors: [String: Tensor], metadata: [String: String] = [:]) {
    self.tensors = tensors
    self.metadata = metadata
  }

  /// Reads a file.
  ///
  /// Numbers of types that ``ElementType`` does not have are widened without a loss: integers to int64,
  /// numbers of 8 bits to float32.
  ///
  /// - Throws: ``SafetensorsError`` for a file that cannot be read, is damaged or holds other types.
  public init(contentsOf url: URL) throws {
    guard let data = try? Data(contentsOf: url, options: .mappedIfSafe) else {
      throw SafetensorsError.unreadable(url.path)
    }
    do {
      try self.init(data: data)
    } catch SafetensorsError.damaged(let reason) {
      throw SafetensorsError.damaged("\(url.path): \(reason)")
    } catch SafetensorsError.unsupported(_, let tensor, let type) {
      throw SafetensorsError.unsupported(url.path, tensor: tensor, type: type)
    }
  }

  /// Reads the bytes of a file; every tensor gets memory of its own.
  ///
  /// - Throws: ``SafetensorsError/damaged(_:)`` or ``SafetensorsError/unsupported(_:tensor:type:)``.
  public init(data: Data) throws {
    guard data.count >= 8 else { throw SafetensorsError.damaged("shorter than its header") }
    let length = data.prefix(8).reversed().reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(data.count - 8) else {
      throw SafetensorsError.damaged("the header is longer than the file")
    }
    let start = data.startIndex + 8 + Int(length)
    let json = try? JSONSerialization.jsonObject(with: data[data.startIndex + 8..<start])
    guard let header = json as? [String: Any] else {
      throw SafetensorsError.damaged("the header is not JSON")
    }
    metadata = header["__metadata__"] as? [String: String] ?? [:]
    tensors = [:]
    let body = data[start...]
    let entries = try header.filter { $0.key != "__metadata__" }.map(Entry.init)
      .sorted {
        ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
      }
    // Bytes that belong to two tensors, or to none, are how a small file takes a large memory or hides
    // something.
    var end = 0
    for entry in entries {
      guard entry.range.lowerBound == end else {
        throw SafetensorsError.damaged(
          "\"\(entry.name)\" does not begin where the tensor before it ends")
      }
      end = entry.range.upperBound
    }
    guard end == body.count else {
      throw SafetensorsError.damaged(
        end < body.count ? "bytes follow the last tensor" : "it ends too early")
    }
    for entry in entries { tensors[entry.name] = try entry.tensor(in: body) }
  }

  /// Writes the file whole or not at all, and brings it to the disk; an earlier one is replaced.
  ///
  /// - Throws: ``SafetensorsError/unwritable(_:)``.
  public func write(to url: URL) throws { try write(to: url, system: .real) }

  /// The same through the given calls to the system.
  package func write(to url: URL, system: SystemCalls) throws {
    do {
      try AtomicFile.write(to: url, system: system) { try write(to: $0) }
    } catch is AtomicFileError {
      throw SafetensorsError.unwritable(url.path)
    }
  }

  /// Appends header and tensors to a file that is being written, without a copy of more than one tensor.
  ///
  /// - Throws: ``AtomicFileError``.
  package func write(to file: AtomicFile) throws {
    try file.append(header)
    for (_, tensor) in ordered { try tensor.withRowMajorBytes { try file.append($0) } }
  }

  /// The bytes of the file: header, then the tensors in the order of their names.
  public var data: Data {
    let header = header
    var data = Data(capacity: ordered.reduce(header.count) { $0 + $1.value.byteCount })
    data.append(header)
    for (_, tensor) in ordered {
      tensor.withRowMajorBytes { data.append($0.bindMemory(to: UInt8.self)) }
    }
    return data
  }

  private var ordered: [(key: String, value: Tensor)] { tensors.sorted { $0.key < $1.key } }

  /// Length and text of the header, padded so that the tensors begin at a multiple of 8 bytes.
  private var header: Data {
    var header: [String: Any] = metadata.isEmpty ? [:] : ["__metadata__": metadata]
    var offset = 0
    for (name, tensor) in ordered {
      let end = offset + tensor.byteCount
      header[name] = [
        "dtype": SafetensorsType(tensor.type).rawValue, "shape": tensor.shape,
        "data_offsets": [offset, end],
      ]
      offset = end
    }
    let options: JSONSerialization.WritingOptions = [.sortedKeys, .withoutEscapingSlashes]
    var json = (try? JSONSerialization.data(withJSONObject: header, options: options)) ?? Data()
    json.append(Data(repeating: UInt8(ascii: " "), count: (8 - json.count % 8) % 8))
    return withUnsafeBytes(of: UInt64(json.count).littleEndian) { Data($0) } + json
  }
}

extension Tensor {
  /// Bytes of all elements.
  fileprivate var byteCount: Int { count * type.byteCount }

  /// Calls `body` with the elements in row-major order: in place where they lie so on the CPU already.
  fileprivate func withRowMajorBytes<Result>(
    _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    let size = byteCount
    // No elements have no address.
    guard size > 0 else { return try body(UnsafeRawBufferPointer(start: nil, count: 0)) }
    return try detached.moved(to: .cpu).contiguous().withElements {
      try body(UnsafeRawBufferPointer(start: $0, count: size))
    }
  }
}

/// A tensor is coded as a safetensors file of its own, bit by bit.
extension Tensor: Codable {
  /// Reads the bytes of a file with one tensor.
  ///
  /// - Throws: ``SafetensorsError/damaged(_:)``, or what the decoder throws.
  public init(from decoder: any Decoder) throws {
    let data = try decoder.singleValueContainer().decode(Data.self)
    guard let tensor = try Safetensors(data: data).tensors["tensor"] else {
      throw SafetensorsError.damaged("there is no tensor in it")
    }
    self = tensor
  }

  /// Writes the bytes of a file with one tensor.
  ///
  /// - Throws: what the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(Safetensors(["tensor": self]).data)
  }
}

/// Why a safetensors file was refused or not written.
public enum SafetensorsError: Error, CustomStringConvertible {
  /// The file of this path cannot be opened.
  case unreadable(String)
  /// The file of this path cannot be written.
  case unwritable(String)
  /// The file contradicts itself or ends too early, for this reason.
  case damaged(String)
  /// The file of this path is whole, but this tensor is of a type that is not read.
  case unsupported(String, tensor: String, type: String)

  /// The reason, and what to do next.
  public var description: String {
    switch self {
    case .unreadable(let path): "cannot read \(path): check that the file is there"
    case .unwritable(let path): "cannot write \(path): check the folder and its permissions"
    case .damaged(let reason):
      "not a whole safetensors file (\(reason)): copy or download it again"
    case .unsupported(let path, let tensor, let type):
      "\(path) holds \"\(tensor)\" as \(type), a type that is not read here: load it in Python and save it "
        + "in float32"
    }
  }
}

/// One tensor in the header.
private struct Entry {
  let name: String
  let type: SafetensorsType
  let shape: [Int]
  let range: Range<Int>

  init(_ name: String, _ value: Any) throws {
    guard let entry = value as? [String: Any], let typeName = entry["dtype"] as? String,
      let shape = entry["shape"] as? [Int], shape.allSatisfy({ $0 >= 0 }), shape.count <= 64,
      let offsets = entry["data_offsets"] as? [Int], offsets.count == 2, offsets[0] >= 0,
      offsets[0] <= offsets[1]
    else { throw SafetensorsError.damaged("the header line of \"\(name)\" makes no sense") }
    guard let type = SafetensorsType(rawValue: typeName) else {
      throw SafetensorsError.unsupported("the file", tensor: name, type: typeName)
    }
    self.name = name
    self.type = type
    self.shape = shape
    range = offsets[0]..<offsets[1]
  }

  func tensor(in body: Data) throws -> Tensor {
    // With an axis of size 0 the others still must make sense.
    let size = shape.reduce((type.byteCount, false)) { product, next in
      let (value, overflow) = product.0.multipliedReportingOverflow(by: max(next, 1))
      return (value, product.1 || overflow)
    }
    guard !size.1, (shape.contains(0) ? 0 : size.0) == range.count else {
      throw SafetensorsError.damaged("\"\(name)\" has another size than its bytes")
    }
    let bytes = body[body.startIndex + range.lowerBound..<body.startIndex + range.upperBound]
    guard let tensor = bytes.withUnsafeBytes({ type.tensor($0, shape: shape) }) else {
      throw SafetensorsError.unsupported(
        "the file", tensor: name, type: "\(type.rawValue) with numbers above \(Int.max)")
    }
    return tensor
  }
}
