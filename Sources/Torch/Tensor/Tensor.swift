internal import CTorch

/// A rectangular array of numbers of one element type, held by LibTorch.
///
/// Values never change after creation: every operation returns a new tensor. Only an optimiser
/// updates the tensors it was given.
///
/// ```swift
/// let matrix = Tensor([1.0, 2, 3, 4], shape: [2, 2])
/// let product = matrix.matmul(matrix)
/// print(product)  // [2, 2] float64
/// print(product.values)  // [7.0, 10.0, 15.0, 22.0]
/// print((product - 7).squared().mean().item)  // 74.5
/// ```
public struct Tensor: Sendable {
  let handle: TensorHandle

  init(handle: TensorHandle) {
    self.handle = handle
  }

  /// Sizes along every axis; empty for a single number.
  public var shape: [Int] {
    (0..<ct_rank(handle.pointer)).map { Int(ct_size(handle.pointer, $0)) }
  }

  /// Number of axes.
  public var rank: Int { Int(ct_rank(handle.pointer)) }

  /// Number of elements.
  public var count: Int { shape.reduce(1, *) }

  /// Type of the elements.
  ///
  /// - Precondition: it is one of the types of ``ElementType``.
  public var type: ElementType {
    let code = ct_type(handle.pointer)
    guard let type = ElementType(rawValue: code) else {
      misuse(
        "Tensor.type", found: "LibTorch scalar type \(code)", wanted: "\(ElementType.allCases)")
    }
    return type
  }
}

/// Type of a tensor's elements; the raw value is LibTorch's number for it.
public enum ElementType: Int32, Sendable, CaseIterable {
  /// Whole numbers from 0 to 255: pixels of image files.
  case uint8 = 0
  /// Whole numbers of 64 bits: class labels and positions.
  case int64 = 4
  /// IEEE half precision: 11 significant bits, up to 65,504.
  case float16 = 5
  /// IEEE single precision: 24 significant bits; the type of networks.
  case float32 = 6
  /// IEEE double precision: 53 significant bits.
  case float64 = 7
  /// True and false, a byte each.
  case bool = 11
  /// Half of a single-precision number: 8 significant bits, the range of ``float32``.
  case bfloat16 = 15

  /// Bytes of one element.
  public var byteCount: Int {
    switch self {
    case .uint8, .bool: 1
    case .float16, .bfloat16: 2
    case .float32: 4
    case .int64, .float64: 8
    }
  }
}

/// The owner of one C handle, whose tensor lives as long as this object.
final class TensorHandle: @unchecked Sendable {
  let pointer: OpaquePointer
  /// The stand-in device that the tensor is on in a test; nil on real devices.
  let standIn: StandInDevice?

  init(_ pointer: OpaquePointer, on standIn: StandInDevice? = nil) {
    self.pointer = pointer
    self.standIn = standIn
  }

  deinit {
    ct_release(pointer)
  }
}

/// Stops the program over a wrong use of the library.
///
/// - Parameters:
///   - operation: what was called.
///   - found: the shapes or values that were given.
///   - wanted: what it takes.
///   - file: the file of the check.
///   - line: the line of the check.
public func misuse(
  _ operation: String, found: String, wanted: String, file: StaticString = #file,
  line: UInt = #line
) -> Never {
  fatalError("\(operation): found \(found), wanted \(wanted)", file: file, line: line)
}
