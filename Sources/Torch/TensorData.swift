public import Foundation
internal import CTorch

extension Tensor {
  /// A tensor of the given numbers, in row-major order.
  ///
  /// - Precondition: there are as many values as the shape has elements.
  public init(_ values: [Double], shape: [Int]? = nil, type: ElementType = .float64) {
    let wide = values.withUnsafeBytes {
      Tensor(bytes: $0, shape: shape ?? [values.count], type: .float64)
    }
    self = type == .float64 ? wide : wide.converted(to: type)
  }

  /// A single-precision tensor of the given numbers, in row-major order.
  public init(_ values: [Float], shape: [Int]? = nil) {
    self = values.withUnsafeBytes {
      Tensor(bytes: $0, shape: shape ?? [values.count], type: .float32)
    }
  }

  /// A tensor of whole numbers, such as class labels.
  public init(integers values: [Int], shape: [Int]? = nil) {
    self = values.map(Int64.init).withUnsafeBytes {
      Tensor(bytes: $0, shape: shape ?? [values.count], type: .int64)
    }
  }

  /// A zero-dimensional tensor.
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

  /// The one element.
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
  /// Zeros of the given shape.
  public static func zeros(_ shape: [Int], type: ElementType = .float32) -> Tensor {
    full(shape, value: 0, type: type)
  }

  /// Ones of the given shape.
  public static func ones(_ shape: [Int], type: ElementType = .float32) -> Tensor {
    full(shape, value: 1, type: type)
  }

  /// One value everywhere.
  public static func full(_ shape: [Int], value: Double, type: ElementType = .float32) -> Tensor {
    calling("full", .ints(shape), .double(value), .int(Int(type.rawValue)))
  }

  /// Standard normal numbers drawn from `generator`.
  public static func normal(
    _ shape: [Int], deviation: Double = 1, type: ElementType = .float32,
    using generator: inout SeededGenerator
  ) -> Tensor {
    let values = (0..<shape.reduce(1, *)).map { _ in deviation * generator.nextNormal() }
    return Tensor(values, shape: shape, type: type)
  }

  /// The same numbers in another element type.
  public func converted(to type: ElementType) -> Tensor {
    calling("to.dtype", .int(Int(type.rawValue)))
  }
}
