internal import CTorch

extension Tensor {
  /// The same values as a point at which gradients can be asked for: a copy, cut off from what it was
  /// computed from.
  public func trackingGradients() -> Tensor {
    let leaf = calling("detach").calling("clone")
    guard ct_set_requires_gradient(leaf.handle.pointer, true) else {
      misuse("trackingGradients", found: "\(self)", wanted: String(cString: ct_error()))
    }
    return leaf
  }

  /// The same values, cut off from what they were computed from.
  public var detached: Tensor { calling("detach") }

  /// Whether results computed from this tensor record how.
  public var tracksGradients: Bool { ct_requires_gradient(handle.pointer) }
}

/// The gradient of a scalar at each of the given tensors, in their order.
///
/// A tensor that the scalar does not depend on gets zeros.
///
/// ```swift
/// let x = Tensor([1.0, -2, 3]).trackingGradients()
/// let slope = gradients(of: x.squared().sum(), at: [x])[0]
/// print(slope.values)  // [2.0, -4.0, 6.0]
/// ```
///
/// - Parameters:
///   - scalar: the value to differentiate, of one element.
///   - inputs: points made by ``Tensor/trackingGradients()``, or results computed from such points.
///   - keepingRecord: whether parts of the computation are differentiated once more; otherwise its
///     record is freed.
/// - Returns: a tensor of each input's shape.
/// - Precondition: `scalar` has one element and was computed from tensors that track gradients.
public func gradients(
  of scalar: Tensor, at inputs: [Tensor], keepingRecord: Bool = false
) -> [Tensor] {
  let pointers = inputs.map { Optional($0.handle.pointer) }
  var found = [OpaquePointer?](repeating: nil, count: inputs.count)
  guard ct_gradients(scalar.handle.pointer, pointers, inputs.count, keepingRecord, &found) else {
    misuse("gradients(of:at:)", found: "\(scalar)", wanted: String(cString: ct_error()))
  }
  return zip(found, inputs).map { pointer, input in
    pointer.map { Tensor(handle: TensorHandle($0, on: input.handle.standIn)) }
      ?? input.detached.calling("zeros_like")
  }
}

/// Runs `body` without recording how its results were computed: faster, and with less memory.
public func withoutGradients<Result>(_ body: () throws -> Result) rethrows -> Result {
  let before = ct_set_recording(false)
  defer { _ = ct_set_recording(before) }
  return try body()
}
