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

  /// Begins with zero running means, or goes on from saved ones.
  ///
  /// - Parameters:
  ///   - betas: the CycleGAN reference takes (0.5, 0.999).
  ///   - state: what ``state`` gave for the same parameters; the optimiser moves these tensors.
  public init(
    _ parameters: [Tensor], learningRate: Double, betas: (Double, Double) = (0.9, 0.999),
    epsilon: Double = 1e-8, state: [Tensor]? = nil
  ) {
    let count = parameters.count
    if let state, state.map(\.shape) != Self.stateShapes(of: parameters) {
      misuse(
        "Adam", found: "\(state.count) saved tensors",
        wanted: "two of each parameter's shape, and its step")
    }
    self.parameters = parameters
    self.learningRate = learningRate
    self.betas = betas
    self.epsilon = epsilon
    means = state.map { Array($0[..<count]) } ?? parameters.map { .zeros($0.shape, type: $0.type) }
    squares =
      state.map { Array($0[count..<2 * count]) }
      ?? parameters.map { .zeros($0.shape, type: $0.type) }
    steps =
      state.map { Array($0[(2 * count)...]) } ?? parameters.map { _ in Tensor(0, type: .float32) }
  }

  /// Everything that decides the steps still to come, beside parameters and gradients: the running
  /// means, those of the squares, and the number of steps, each in the order of the parameters.
  public var state: [Tensor] { means + squares + steps }

  private static func stateShapes(of parameters: [Tensor]) -> [[Int]] {
    let shapes = parameters.map(\.shape)
    return shapes + shapes + shapes.map { _ in [] }
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
