internal import CTorch

/// A linear map between tensors that LibTorch does not know, with its adjoint, so that gradients flow
/// through it in both directions and any number of times.
///
/// ```swift
/// // Sums of neighbouring pairs; the adjoint gives each sum to both.
/// let pairSums = LinearMap(
///   forward: { [Tensor([$0[0].values[0] + $0[0].values[1], $0[0].values[2] + $0[0].values[3]])] },
///   adjoint: { sums in [Tensor(sums[0].values.flatMap { [$0, $0] })] })
/// let x = Tensor([1.0, 2, 3, 5]).trackingGradients()
/// let sums = pairSums([x], outputs: 1)[0]
/// print(sums.values)  // [3.0, 8.0]
/// print(gradients(of: sums.squared().sum(), at: [x])[0].values)  // [6.0, 6.0, 16.0, 16.0]
/// ```
public struct LinearMap: Sendable {
  /// The map from contiguous inputs to outputs.
  public let forward: @Sendable ([Tensor]) -> [Tensor]
  /// The map from contiguous outputs back to inputs: the transpose of `forward` as a matrix.
  public let adjoint: @Sendable ([Tensor]) -> [Tensor]

  /// A map and its adjoint; nothing checks that they belong together.
  ///
  /// - Parameters:
  ///   - forward: takes contiguous inputs to outputs.
  ///   - adjoint: takes contiguous outputs back to inputs: the transpose of `forward` as a matrix.
  public init(
    forward: @escaping @Sendable ([Tensor]) -> [Tensor],
    adjoint: @escaping @Sendable ([Tensor]) -> [Tensor]
  ) {
    self.forward = forward
    self.adjoint = adjoint
  }

  /// Applies the map and records it where an input tracks gradients.
  ///
  /// - Parameters:
  ///   - inputs: the tensors that `forward` takes.
  ///   - outputs: how many tensors `forward` returns.
  /// - Returns: what `forward` returns.
  /// - Precondition: `forward` returns `outputs` tensors, and `adjoint` as many as there are inputs.
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
  ///   - input: the tensor that it was computed from.
  ///   - gradient: of the shape of `input`.
  /// - Returns: a tensor of shape `[]`.
  public static func scalar(_ value: Double, of input: Tensor, gradient: Tensor) -> Tensor {
    guard
      let pointer = ct_known_gradient(input.handle.pointer, value, gradient.handle.pointer)
    else {
      misuse("Tensor.scalar", found: "\(input)", wanted: String(cString: ct_error()))
    }
    return Tensor(handle: TensorHandle(pointer))
  }
}
