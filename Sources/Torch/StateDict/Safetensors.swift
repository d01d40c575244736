public import Foundation

/// A file of named tensors with text metadata, readable by Python's `safetensors` in one line.
///
/// - Source: https://github.com/huggingface/safetensors, "Format".
public struct Safetensors: Sendable {
  public var tensors: [String: Tensor]
  public var metadata: [String: String]

  public init(_ tensors: [String: Tensor], metadata: [String: String] = [:]) {
    self.tensors = tensors
    self.metadata = metadata
  }

  /// Reads a file.
  ///
  /// - Throws: ``SafetensorsError`` for a file that cannot be read or is damaged.
  public init(contentsOf url: URL) throws {
    guard let data = try? Data(contentsOf: url, options: .mappedIfSafe) else {
      throw SafetensorsError.unreadable(url.path)
    }
    do {
      try self.init(data: data)
    } catch SafetensorsError.damaged(let reason) {
      throw SafetensorsError.damaged("\(url.path): \(reason)")
    }
  }

  /// Reads the bytes of a file.
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
    for (name, value) in header where name != "__metadata__" {
      tensors[name] = try Entry(name, value).tensor(in: body)
    }
  }

  /// Writes the file whole or not at all.
  ///
  /// - Throws: ``SafetensorsError`` where the place cannot be written.
  public func write(to url: URL) throws {
    do {
      try data.write(to: url, options: .atomic)
    } catch {
      throw SafetensorsError.unwritable(url.path)
    }
  }

  /// The bytes of the file: header, then the tensors in the order of their names.
  public var data: Data {
    var header: [String: Any] = metadata.isEmpty ? [:] : ["__metadata__": metadata]
    var body = Data()
    for (name, tensor) in tensors.sorted(by: { $0.key < $1.key }) {
      let bytes = tensor.bytes
      header[name] = [
        "dtype": Entry.names[tensor.type] ?? "F32", "shape": tensor.shape,
        "data_offsets": [body.count, body.count + bytes.count],
      ]
      body.append(bytes)
    }
    let options: JSONSerialization.WritingOptions = [.sortedKeys, .withoutEscapingSlashes]
    var json = (try? JSONSerialization.data(withJSONObject: header, options: options)) ?? Data()
    json.append(Data(repeating: UInt8(ascii: " "), count: (8 - json.count % 8) % 8))
    let length = withUnsafeBytes(of: UInt64(json.count).littleEndian) { Data($0) }
    return length + json + body
  }
}

/// Why a weights file was refused.
public enum SafetensorsError: Error, CustomStringConvertible {
  case unreadable(String)
  case unwritable(String)
  case damaged(String)

  public var description: String {
    switch self {
    case .unreadable(let path): "cannot read \(path): check that the file is there"
    case .unwritable(let path): "cannot write \(path): check the folder and its permissions"
    case .damaged(let reason):
      "not a whole safetensors file (\(reason)): copy or download it again"
    }
  }
}

/// One tensor's line of the header.
private struct Entry {
  static let names: [ElementType: String] = [
    .uint8: "U8", .bool: "BOOL", .int64: "I64", .float16: "F16", .bfloat16: "BF16",
    .float32: "F32", .float64: "F64",
  ]

  let name: String
  let type: ElementType
  let shape: [Int]
  let range: Range<Int>

  init(_ name: String, _ value: Any) throws {
    guard let entry = value as? [String: Any], let typeName = entry["dtype"] as? String,
      let type = Entry.names.first(where: { $0.value == typeName })?.key,
      let shape = entry["shape"] as? [Int], shape.allSatisfy({ $0 >= 0 }),
      let offsets = entry["data_offsets"] as? [Int], offsets.count == 2, offsets[0] >= 0,
      offsets[0] <= offsets[1]
    else { throw SafetensorsError.damaged("the header line of \"\(name)\" makes no sense") }
    self.name = name
    self.type = type
    self.shape = shape
    range = offsets[0]..<offsets[1]
  }

  func tensor(in body: Data) throws -> Tensor {
    let size = shape.reduce((type.byteCount, false)) { product, next in
      let (value, overflow) = product.0.multipliedReportingOverflow(by: next)
      return (value, product.1 || overflow)
    }
    guard !size.1, size.0 == range.count, range.upperBound <= body.count else {
      throw SafetensorsError.damaged("\"\(name)\" does not fit into the file")
    }
    let bytes = body[body.startIndex + range.lowerBound..<body.startIndex + range.upperBound]
    return bytes.withUnsafeBytes { Tensor(bytes: $0, shape: shape, type: type) }
  }
}
