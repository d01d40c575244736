internal import Foundation

/// The bytes of one protocol-buffer message, field by field.
///
/// - Source: https://protobuf.dev/programming-guides/encoding/
struct ProtobufMessage {
  private(set) var bytes = Data()

  init(_ fill: (inout ProtobufMessage) -> Void = { _ in }) {
    fill(&self)
  }

  /// A whole number, as a varint; negative ones take ten bytes.
  mutating func add(_ field: Int, _ value: Int) {
    key(field, wireType: 0)
    varint(UInt64(bitPattern: Int64(value)))
  }

  /// A single-precision number.
  mutating func add(_ field: Int, _ value: Float) {
    key(field, wireType: 5)
    withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func add(_ field: Int, _ value: Data) {
    key(field, wireType: 2)
    varint(UInt64(value.count))
    bytes.append(value)
  }

  mutating func add(_ field: Int, _ value: String) { add(field, Data(value.utf8)) }

  mutating func add(_ field: Int, _ value: ProtobufMessage) { add(field, value.bytes) }

  /// A message within this one, filled in place.
  mutating func add(_ field: Int, _ fill: (inout ProtobufMessage) -> Void) {
    add(field, ProtobufMessage(fill))
  }

  private mutating func key(_ field: Int, wireType: UInt64) {
    varint(UInt64(field) << 3 | wireType)
  }

  /// Seven bits a byte, the lowest first; the eighth says that more follow.
  private mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}
