internal import CTorch

/// One argument of a LibTorch operator.
public enum Argument: Sendable {
  /// Python's `None`: an optional argument that is not given.
  case none
  /// A `Tensor`.
  case tensor(Tensor)
  /// A `Tensor[]`.
  case tensors([Tensor])
  /// An `int`, also the number of an ``ElementType`` or of a memory format.
  case int(Int)
  /// A `float`, or a `Scalar`.
  case double(Double)
  /// A `bool`.
  case bool(Bool)
  /// An `int[]`.
  case ints([Int])
  /// A `float[]`.
  case doubles([Double])
  /// A `str`, or the name of a `Device`.
  case string(String)
}

/// Calls any operator of LibTorch through its dispatcher and returns the tensors it gives.
///
/// Arguments stand in the order of the operator's schema; trailing ones may be left out where the
/// schema has a default. Numbers come back as zero-dimensional tensors.
///
/// ```swift
/// let square = Tensor([1.0, 2, 3, 4], shape: [2, 2])
/// let lower = callOperator("tril", .tensor(square), .int(0))[0]
/// print(lower.values)  // [1.0, 0.0, 3.0, 4.0]
/// ```
///
/// - Parameters:
///   - name: schema name with its overload, as in `native_functions.yaml`: `"add.Tensor"`.
///   - arguments: in the order of the schema.
/// - Returns: the results in the order of the schema.
/// - Precondition: the operator exists and accepts the arguments; otherwise the program stops with
///   LibTorch's reason and the shapes that were given.
/// - Source: `c10::Dispatcher`, PyTorch.
public func callOperator(_ name: String, _ arguments: Argument...) -> [Tensor] {
  dispatch(name, arguments)
}

extension Tensor {
  /// Calls an operator that gives one tensor, with this tensor as its first argument.
  func calling(_ name: String, _ arguments: Argument...) -> Tensor {
    one(name, of: dispatch(name, [.tensor(self)] + arguments))
  }

  /// Calls an operator that gives one tensor.
  static func calling(_ name: String, _ arguments: Argument...) -> Tensor {
    one(name, of: dispatch(name, arguments))
  }
}

private func one(_ name: String, of results: [Tensor]) -> Tensor {
  guard results.count == 1 else {
    misuse(name, found: "\(results.count) results", wanted: "one")
  }
  return results[0]
}

private func dispatch(_ name: String, _ arguments: [Argument]) -> [Tensor] {
  let parts = name.split(separator: ".", maxSplits: 1)
  let overload = parts.count > 1 ? String(parts[1]) : ""
  var frame = ArgumentFrame()
  defer { frame.free() }
  let values = arguments.map { frame.value(for: $0) }
  let standIn = StandInDevice.common(to: arguments, of: name)

  let capacity = 64
  return withUnsafeTemporaryAllocation(of: OpaquePointer?.self, capacity: capacity) { results in
    results.initialize(repeating: nil)
    let count = ct_call(
      "aten::\(parts[0])", overload, values, values.count, results.baseAddress, capacity)
    guard count >= 0 else {
      misuse(
        name, found: arguments.map(\.summary).joined(separator: ", "),
        wanted: String(cString: ct_error()))
    }
    return results.prefix(Int(count)).compactMap { $0 }
      .map { Tensor(handle: TensorHandle($0, on: standIn)) }
  }
}

extension StandInDevice {
  /// The stand-in device that an operator's tensors are on; nil on any other device.
  ///
  /// - Precondition: all are on one device, but for single numbers, which may stay on the CPU.
  fileprivate static func common(to arguments: [Argument], of operation: String) -> StandInDevice? {
    var found: StandInDevice?
    var others = false
    func look(at tensor: Tensor) {
      if let device = tensor.handle.standIn {
        found = device
      } else {
        others = true
      }
    }
    for argument in arguments {
      switch argument {
      case .tensor(let tensor): look(at: tensor)
      case .tensors(let tensors): tensors.forEach(look)
      default: break
      }
    }
    guard found != nil, others else { return found }
    let strays = arguments.flatMap { argument -> [Tensor] in
      switch argument {
      case .tensor(let tensor): [tensor]
      case .tensors(let tensors): tensors
      default: []
      }
    }.filter { $0.handle.standIn == nil && $0.rank > 0 }
    guard strays.isEmpty else {
      misuse(operation, found: "\(strays) on the CPU", wanted: "all tensors on one device")
    }
    return found
  }
}

/// Memory that the C arguments of one call point into.
private struct ArgumentFrame {
  private var blocks: [UnsafeMutableRawPointer] = []

  mutating func value(for argument: Argument) -> ct_value {
    var value = ct_value()
    switch argument {
    case .none: value.kind = CT_NONE
    case .tensor(let tensor):
      value.kind = CT_TENSOR
      value.tensor = tensor.handle.pointer
    case .int(let integer):
      value.kind = CT_INT
      value.integer = Int64(integer)
    case .double(let real):
      value.kind = CT_DOUBLE
      value.real = real
    case .bool(let flag):
      value.kind = CT_BOOL
      value.integer = flag ? 1 : 0
    case .ints(let items): store(items.map(Int64.init), kind: CT_INTS, in: &value)
    case .doubles(let items): store(items, kind: CT_DOUBLES, in: &value)
    case .string(let text): store(Array(text.utf8), kind: CT_STRING, in: &value)
    case .tensors(let items): store(items.map(\.handle.pointer), kind: CT_TENSORS, in: &value)
    }
    return value
  }

  private mutating func store<Element>(
    _ items: [Element], kind: ct_kind, in value: inout ct_value
  ) {
    let block = UnsafeMutablePointer<Element>.allocate(capacity: max(items.count, 1))
    block.initialize(from: items, count: items.count)
    blocks.append(UnsafeMutableRawPointer(block))
    value.kind = kind
    value.items = UnsafeRawPointer(block)
    value.count = items.count
  }

  func free() {
    for block in blocks { block.deallocate() }
  }
}

extension Argument {
  /// The argument in an error message: shapes of tensors, values of numbers.
  var summary: String {
    switch self {
    case .none: "none"
    case .tensor(let tensor): "\(tensor.shape) \(tensor.type)"
    case .tensors(let items): "[" + items.map { "\($0.shape)" }.joined(separator: ", ") + "]"
    case .int(let value): "\(value)"
    case .double(let value): "\(value)"
    case .bool(let value): "\(value)"
    case .ints(let values): "\(values)"
    case .doubles(let values): "\(values)"
    case .string(let value): "\"\(value)\""
    }
  }
}
