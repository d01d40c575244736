internal import CTorch

/// A linear map between tensors that LibTorch does not know, with its adjoint, so that gradients flow
/// through it in both directions and any number of times.
public struct LinearMap: Sendable {
  /// Takes contiguous inputs to outputs.
  public let forward: @Sendable ([Tensor]) -> [Tensor]
  /// Takes contiguous outputs back to inputs: the transpose of `forward` as a matrix.
  public let adjoint: @Sendable ([Tensor]) -> [Tensor]

  public init(
    forward: @escaping @Sendable ([Tensor]) -> [Tensor],
    adjoint: @escaping @Sendable ([Tensor]) -> [Tensor]
  ) {
    self.forward = forward
    self.adjoint = adjoint
  }

  /// Applies the map and records it where an input tracks gradients.
  ///
  /// - Parameter outputs: how many tensors `forward` returns.
  public func callAsFunction(_ inputs: [Tensor], outputs: Int) -> [Tensor] {
    let context = Unmanaged.passRetained(Context(map: self)).toOpaque()
    let pointers = inputs.map { Optional($0.handle.pointer) }
    var results = [OpaquePointer?](repeating: nil, count: outputs)
    let done = ct_apply_linear(
      { context, adjoint, inputs, inputCount, outputs, outputCount in
        Context.apply(context, adjoint, inputs, inputCount, outputs, outputCount)
      },
      context, { context in context.map { Unmanaged<Context>.fromOpaque($0).release() } },
      pointers, inputs.count, &results, outputs)
    guard done else {
      misuse(
        "LinearMap", found: inputs.map { "\($0)" }.joined(separator: ", "),
        wanted: String(cString: ct_error()))
    }
    return results.compactMap { $0 }.map { Tensor(handle: TensorHandle($0)) }
  }

  private final class Context: Sendable {
    let map: LinearMap

    init(map: LinearMap) {
      self.map = map
    }

    static func apply(
      _ context: UnsafeRawPointer?, _ adjoint: Bool,
      _ inputs: UnsafeMutablePointer<OpaquePointer?>?, _ inputCount: Int,
      _ outputs: UnsafeMutablePointer<OpaquePointer?>?, _ outputCount: Int
    ) {
      guard let context, let inputs, let outputs else { return }
      let map = Unmanaged<Context>.fromOpaque(context).takeUnretainedValue().map
      let tensors = (0..<inputCount).compactMap { inputs[$0] }
        .map { Tensor(handle: TensorHandle($0)) }
      let results = (adjoint ? map.adjoint : map.forward)(tensors)
      guard results.count == outputCount else {
        misuse("LinearMap", found: "\(results.count) results", wanted: "\(outputCount)")
      }
      for (index, result) in results.enumerated() {
        outputs[index] = ct_retain(result.handle.pointer)
      }
    }
  }
}

extension Tensor {
  /// A scalar whose gradient at `input` was computed beside its value.
  ///
  /// - Parameters:
  ///   - value: the scalar.
  ///   - gradient: of the shape of `input`.
  public static func scalar(_ value: Double, of input: Tensor, gradient: Tensor) -> Tensor {
    guard
      let pointer = ct_known_gradient(input.handle.pointer, value, gradient.handle.pointer)
    else {
      misuse("Tensor.scalar", found: "\(input)", wanted: String(cString: ct_error()))
    }
    return Tensor(handle: TensorHandle(pointer))
  }

  /// The elements in memory, for kernels of this package.
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
