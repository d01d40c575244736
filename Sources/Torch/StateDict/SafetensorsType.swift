/// An element type of a safetensors file that is read, by its name there.
///
/// - Source: <https://github.com/huggingface/safetensors>, `Dtype`; Micikevicius et al., "FP8 formats for deep
///   learning", 2022.
enum SafetensorsType: String {
  case bool = "BOOL"
  case uint8 = "U8"
  case int8 = "I8"
  case int16 = "I16"
  case uint16 = "U16"
  case int32 = "I32"
  case uint32 = "U32"
  case int64 = "I64"
  case uint64 = "U64"
  /// Four bits of exponent, three of fraction, no infinity.
  case float8e4m3 = "F8_E4M3"
  /// The upper byte of a half-precision number.
  case float8e5m2 = "F8_E5M2"
  case float16 = "F16"
  case bfloat16 = "BF16"
  case float32 = "F32"
  case float64 = "F64"

  /// The type that tensors of an element type are written with.
  init(_ type: ElementType) {
    self =
      switch type {
      case .uint8: .uint8
      case .int64: .int64
      case .float16: .float16
      case .float32: .float32
      case .float64: .float64
      case .bool: .bool
      case .bfloat16: .bfloat16
      }
  }

  /// Bytes of one element in the file.
  var byteCount: Int {
    switch self {
    case .bool, .uint8, .int8, .float8e4m3, .float8e5m2: 1
    case .int16, .uint16, .float16, .bfloat16: 2
    case .int32, .uint32, .float32: 4
    case .int64, .uint64, .float64: 8
    }
  }

  /// The elements as a tensor, widened where there is no such element type; nil where a number does not fit
  /// into int64.
  ///
  /// - Precondition: as many bytes as the shape asks for.
  func tensor(_ bytes: UnsafeRawBufferPointer, shape: [Int]) -> Tensor? {
    switch self {
    case .uint8: Tensor(bytes: bytes, shape: shape, type: .uint8)
    case .int64: Tensor(bytes: bytes, shape: shape, type: .int64)
    case .float16: Tensor(bytes: bytes, shape: shape, type: .float16)
    case .bfloat16: Tensor(bytes: bytes, shape: shape, type: .bfloat16)
    case .float32: Tensor(bytes: bytes, shape: shape, type: .float32)
    case .float64: Tensor(bytes: bytes, shape: shape, type: .float64)
    case .bool:
      Tensor(integers: bytes.map { $0 == 0 ? 0 : 1 }, shape: shape).converted(to: .bool)
    case .int8: Self.integers(bytes, shape, Int8.self)
    case .int16: Self.integers(bytes, shape, Int16.self)
    case .uint16: Self.integers(bytes, shape, UInt16.self)
    case .int32: Self.integers(bytes, shape, Int32.self)
    case .uint32: Self.integers(bytes, shape, UInt32.self)
    case .uint64: Self.integers(bytes, shape, UInt64.self)
    case .float8e4m3: Tensor(bytes.map(Self.e4m3), shape: shape)
    case .float8e5m2:
      Tensor(bytes.map { Float(halfPrecision: UInt16($0) << 8) }, shape: shape)
    }
  }

  private static func integers<Number: FixedWidthInteger>(
    _ bytes: UnsafeRawBufferPointer, _ shape: [Int], _ type: Number.Type
  ) -> Tensor? {
    let size = Number.bitWidth / 8
    var values: [Int] = []
    values.reserveCapacity(bytes.count / size)
    for offset in stride(from: 0, to: bytes.count, by: size) {
      let number = Number(
        littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Number.self))
      guard let value = Int(exactly: number) else { return nil }
      values.append(value)
    }
    return Tensor(integers: values, shape: shape)
  }

  private static func e4m3(_ byte: UInt8) -> Float {
    let (exponent, fraction) = (Int(byte >> 3 & 0xf), Float(byte & 7))
    if byte & 0x7f == 0x7f { return .nan }
    let size: Float =
      exponent == 0
      ? Float(sign: .plus, exponent: -6, significand: fraction / 8)
      : Float(sign: .plus, exponent: exponent - 7, significand: 1 + fraction / 8)
    return byte >= 0x80 ? -size : size
  }
}
