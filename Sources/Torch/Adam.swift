/// The Adam optimiser, which moves the parameters it was given in place.
///
/// - Source: Kingma and Ba, "Adam", ICLR 2015; `torch.optim.Adam` for the order of operations.
public struct Adam: Sendable {
  /// Step size; may change between steps.
  public var learningRate: Double
  /// Decay of the running mean of gradients and of their squares.
  public let betas: (Double, Double)
  /// Added to the denominator.
  public let epsilon: Double
  private let parameters: [Tensor]
  private let means: [Tensor]
  private let squares: [Tensor]
  private let steps: [Tensor]

  /// Begins with zero running means.
  ///
  /// - Parameter betas: the CycleGAN reference takes (0.5, 0.999).
  public init(
    _ parameters: [Tensor], learningRate: Double, betas: (Double, Double) = (0.9, 0.999),
    epsilon: Double = 1e-8
  ) {
    self.parameters = parameters
    self.learningRate = learningRate
    self.betas = betas
    self.epsilon = epsilon
    means = parameters.map { Tensor.zeros($0.shape, type: $0.type) }
    squares = parameters.map { Tensor.zeros($0.shape, type: $0.type) }
    steps = parameters.map { _ in Tensor(0, type: .float32) }
  }

  /// Moves every parameter against its gradient.
  ///
  /// - Precondition: one gradient for each parameter, in their order.
  public func step(_ gradients: [Tensor]) {
    guard gradients.count == parameters.count else {
      misuse("Adam.step", found: "\(gradients.count) gradients", wanted: "\(parameters.count)")
    }
    withoutGradients {
      for step in steps { _ = step.calling("add_.Scalar", .double(1)) }
      _ = callOperator(
        "_fused_adam_", .tensors(parameters), .tensors(gradients), .tensors(means),
        .tensors(squares), .tensors([]), .tensors(steps), .double(learningRate), .double(betas.0),
        .double(betas.1), .double(0), .double(epsilon), .bool(false), .bool(false), .none, .none)
    }
  }
}
