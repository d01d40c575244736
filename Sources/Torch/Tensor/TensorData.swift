public import Foundation
internal import CTorch

extension Tensor {
  /// A tensor of the given numbers, in row-major order.
  ///
  /// - Parameters:
  ///   - values: the elements.
  ///   - shape: sizes along every axis; one axis where it is left out.
  ///   - type: the type that the numbers are rounded to.
  /// - Precondition: there are as many values as the shape has elements.
  public init(_ values: [Double], shape: [Int]? = nil, type: ElementType = .float64) {
    let wide = values.withUnsafeBytes {
      Tensor(bytes: $0, shape: shape ?? [values.count], type: .float64)
    }
    self = type == .float64 ? wide : wide.converted(to: type)
  }

  /// A single-precision tensor of the given numbers, in row-major order.
  ///
  /// - Precondition: there are as many values as the shape has elements.
  public init(_ values: [Float], shape: [Int]? = nil) {
    self = values.withUnsafeBytes {
      Tensor(bytes: $0, shape: shape ?? [values.count], type: .float32)
    }
  }

  /// An ``ElementType/int64`` tensor of whole numbers, such as class labels, in row-major order.
  ///
  /// - Precondition: there are as many values as the shape has elements.
  public init(integers values: [Int], shape: [Int]? = nil) {
    self = values.map(Int64.init).withUnsafeBytes {
      Tensor(bytes: $0, shape: shape ?? [values.count], type: .int64)
    }
  }

  /// A zero-dimensional tensor: a single number, of shape `[]`.
  public init(_ value: Double, type: ElementType = .float64) {
    self.init([value], shape: [], type: type)
  }

  /// A tensor over a copy of raw little-endian elements.
  ///
  /// - Precondition: as many bytes as shape and type ask for.
  public init(bytes: UnsafeRawBufferPointer, shape: [Int], type: ElementType) {
    let wanted = shape.reduce(1, *) * type.byteCount
    guard bytes.count == wanted else {
      misuse(
        "Tensor(bytes:)", found: "\(bytes.count) bytes", wanted: "\(wanted) for \(shape) \(type)")
    }
    let sizes = shape.map(Int64.init)
    guard
      let pointer = ct_from_data(bytes.baseAddress, sizes, sizes.count, type.rawValue)
    else {
      misuse("Tensor(bytes:)", found: "\(shape) \(type)", wanted: String(cString: ct_error()))
    }
    self.init(handle: TensorHandle(pointer))
  }

  /// All elements as doubles, in row-major order.
  public var values: [Double] {
    let wide = type == .float64 ? self : converted(to: .float64)
    return wide.elements(zero: 0.0)
  }

  /// All elements in single precision, in row-major order.
  public var floats: [Float] {
    let single = type == .float32 ? self : converted(to: .float32)
    return single.elements(zero: Float(0))
  }

  /// The value of a tensor with one element.
  ///
  /// - Precondition: there is just one.
  public var item: Double {
    guard count == 1 else { misuse("Tensor.item", found: "\(shape)", wanted: "one element") }
    return values[0]
  }

  /// The elements as raw little-endian bytes, in row-major order.
  public var bytes: Data {
    var data = Data(count: count * type.byteCount)
    data.withUnsafeMutableBytes { copy(into: $0) }
    return data
  }

  private func elements<Element>(zero: Element) -> [Element] {
    var result = [Element](repeating: zero, count: count)
    result.withUnsafeMutableBytes { copy(into: $0) }
    return result
  }

  private func copy(into buffer: UnsafeMutableRawBufferPointer) {
    handle.standIn?.countCopyFrom()
    guard ct_copy_data(handle.pointer, buffer.baseAddress, buffer.count) else {
      misuse("Tensor.values", found: "\(shape) \(type)", wanted: String(cString: ct_error()))
    }
  }
}

extension Tensor {
  /// A tensor of zeros.
  public static func zeros(_ shape: [Int], type: ElementType = .float32) -> Tensor {
    full(shape, value: 0, type: type)
  }

  /// A tensor of ones.
  public static func ones(_ shape: [Int], type: ElementType = .float32) -> Tensor {
    full(shape, value: 1, type: type)
  }

  /// A tensor with one value everywhere.
  public static func full(_ shape: [Int], value: Double, type: ElementType = .float32) -> Tensor {
    calling("full", .ints(shape), .double(value), .int(Int(type.rawValue)))
  }

  /// Normally distributed numbers with mean 0.
  ///
  /// - Parameters:
  ///   - shape: sizes along every axis.
  ///   - deviation: the standard deviation.
  ///   - type: the type that the numbers, drawn in double precision, are rounded to.
  ///   - generator: the source of the numbers, in row-major order.
  /// - Returns: a tensor on the CPU.
  public static func normal(
    _ shape: [Int], deviation: Double = 1, type: ElementType = .float32,
    using generator: inout SeededGenerator
  ) -> Tensor {
    let values = (0..<shape.reduce(1, *)).map { _ in deviation * generator.nextNormal() }
    return Tensor(values, shape: shape, type: type)
  }

  /// The same numbers in another element type; fractions are cut off by whole types.
  public func converted(to type: ElementType) -> Tensor {
    calling("to.dtype", .int(Int(type.rawValue)))
  }
}

extension Tensor: CustomStringConvertible {
  /// Shape and type, and the value of a single number: `[2, 3] float32`, `0.25 float64`.
  public var description: String {
    rank == 0 ? "\(item) \(type)" : "\(shape) \(type)"
  }
}

// MARK: - Memory for kernels

extension Tensor {
  /// Calls `body` with the elements in memory, for kernels of this package.
  ///
  /// - Precondition: contiguous and on the CPU, as ``contiguous()`` gives it.
  package func withElements<Result>(_ body: (UnsafeMutableRawPointer) throws -> Result) rethrows
    -> Result
  {
    guard handle.standIn == nil, let data = ct_data(handle.pointer) else {
      misuse("withElements", found: "\(self)", wanted: "a contiguous tensor on the CPU")
    }
    defer { withExtendedLifetime(handle) {} }
    return try body(data)
  }

  /// A tensor of the given shape whose elements are still to be written by a kernel.
  package static func uninitialized(_ shape: [Int], type: ElementType) -> Tensor {
    calling("empty.memory_format", .ints(shape), .int(Int(type.rawValue)))
  }

  /// The same elements, in row-major order in memory.
  package func contiguous() -> Tensor { calling("contiguous") }
}
