/// The source of a model's parameters: the tensor for a key and a shape, with fresh random numbers or
/// those of a file.
public typealias WeightSource = (_ key: String, _ shape: [Int]) throws -> Tensor

/// A parameter of a model under its name in a weights file.
public typealias NamedParameter = (key: String, tensor: Tensor)

/// Weights drawn from N(0, `deviation`), biases zero, all tracking gradients.
///
/// - Parameters:
///   - seed: decides all numbers; each key has a stream of its own, so the numbers of a layer do not
///     depend on the layers before it.
///   - deviation: 0.02 in the CycleGAN reference.
///   - type: the type of the elements.
/// - Returns: a source that never throws.
public func randomWeights(
  seed: UInt64, deviation: Double = 0.02, type: ElementType = .float32
) -> WeightSource {
  { key, shape in
    var generator = SeededGenerator(seed: seed, stream: key)
    let values =
      shape.count > 1
      ? Tensor.normal(shape, deviation: deviation, type: type, using: &generator)
      : Tensor.zeros(shape, type: type)
    return values.trackingGradients()
  }
}

/// Weights scaled to the number of inputs, so that ReLU layers keep the size of their signals; biases
/// zero.
///
/// - Source: He et al., "Delving deep into rectifiers", ICCV 2015.
public func scaledWeights(seed: UInt64, type: ElementType = .float32) -> WeightSource {
  { key, shape in
    var generator = SeededGenerator(seed: seed, stream: key)
    guard shape.count > 1 else { return Tensor.zeros(shape, type: type).trackingGradients() }
    let deviation = (2 / Double(shape.dropFirst().reduce(1, *))).squareRoot()
    return Tensor.normal(shape, deviation: deviation, type: type, using: &generator)
      .trackingGradients()
  }
}

/// The weights of a file, whose keys may carry a prefix, all tracking gradients.
///
/// The source throws ``WeightsError`` for a key that is missing or of another shape.
public func storedWeights(
  _ tensors: [String: Tensor], prefix: String = "", type: ElementType = .float32
) -> WeightSource {
  { key, shape in
    guard let tensor = tensors[prefix + key] else {
      throw WeightsError.missing(key: prefix + key)
    }
    guard tensor.shape == shape else {
      throw WeightsError.shape(key: prefix + key, found: tensor.shape, wanted: shape)
    }
    return tensor.converted(to: type).trackingGradients()
  }
}

/// The tensors of another source, on a device; those that have to be moved track gradients there.
public func placed(_ source: @escaping WeightSource, on device: Device) -> WeightSource {
  { key, shape in
    let tensor = try source(key, shape)
    return tensor.device == device ? tensor : tensor.moved(to: device).trackingGradients()
  }
}

/// The tensors of another source, which must be finite.
///
/// The source throws ``WeightsError/notFinite(key:)`` for a tensor with an infinite number or none.
public func finite(_ source: @escaping WeightSource) -> WeightSource {
  { key, shape in
    let tensor = try source(key, shape)
    // The product with 0 is 0 for a finite number alone, and NaN spreads through the sum.
    let isFinite = (tensor.detached * 0).sum().item == 0
    guard isFinite else { throw WeightsError.notFinite(key: key) }
    return tensor
  }
}

/// Why stored weights do not fit a model.
public enum WeightsError: Error, Equatable, CustomStringConvertible {
  /// The file has no tensor of this key.
  case missing(key: String)
  /// The file's tensor of this key has another shape than the model's parameter.
  case shape(key: String, found: [Int], wanted: [Int])
  /// The file's tensor of this key holds an infinite number, or one that is none.
  case notFinite(key: String)

  /// The reason, and what to do next.
  public var description: String {
    switch self {
    case .missing(let key):
      "the weights have no tensor \"\(key)\": give a file made for this architecture"
    case .shape(let key, let found, let wanted):
      "the weights hold \"\(key)\" as \(found), but the model needs \(wanted): "
        + "give a file made for this architecture"
    case .notFinite(let key):
      "the weights hold numbers in \"\(key)\" that are infinite or not numbers: the training has failed, "
        + "give weights of an earlier step"
    }
  }
}
