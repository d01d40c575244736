/// The Adam optimiser, which moves the parameters it was given in place.
///
/// ```swift
/// let point = Tensor([4.0, -2]).trackingGradients()
/// let adam = Adam([point], learningRate: 0.1)
/// for _ in 1...200 {
///   let loss = (point - 1).squared().sum()
///   adam.step(gradients(of: loss, at: [point]))
/// }
/// print((point - 1).abs().max().item < 0.01)  // true
/// ```
///
/// - Source: Kingma and Ba, "Adam", ICLR 2015; `torch.optim.Adam` for the order of operations.
public struct Adam: Sendable {
  /// Step size; may change between steps.
  public var learningRate: Double
  /// Decay of the running means of gradients and of their squares.
  public let betas: (Double, Double)
  /// Added to the denominator.
  public let epsilon: Double
  private let parameters: [Tensor]
  private let means: [Tensor]
  private let squares: [Tensor]
  private let steps: [Tensor]

  /// An optimiser with zero running means, or with saved ones.
  ///
  /// - Parameters:
  ///   - parameters: the tensors to move, each made by ``Tensor/trackingGradients()``.
  ///   - learningRate: step size.
  ///   - betas: decay of the running means; the CycleGAN reference takes (0.5, 0.999).
  ///   - epsilon: added to the denominator.
  ///   - state: what ``state`` gave for the same parameters; the optimiser moves these tensors.
  /// - Precondition: `state` has the shapes that these parameters need.
  public init(
    _ parameters: [Tensor], learningRate: Double, betas: (Double, Double) = (0.9, 0.999),
    epsilon: Double = 1e-8, state: [Tensor]? = nil
  ) {
    let count = parameters.count
    if let state, !Self.isState(state, of: parameters) {
      misuse(
        "Adam", found: "\(state.count) saved tensors",
        wanted: "two of each parameter's shape, and its step")
    }
    self.parameters = parameters
    self.learningRate = learningRate
    self.betas = betas
    self.epsilon = epsilon
    let zeros = { parameters.map { $0.detached.calling("zeros_like") } }
    means = state.map { Array($0[..<count]) } ?? zeros()
    squares = state.map { Array($0[count..<2 * count]) } ?? zeros()
    steps =
      state.map { Array($0[(2 * count)...]) }
      ?? parameters.map { Tensor(0, type: .float32).moved(to: $0.device) }
  }

  /// Running means, those of the squares, and numbers of steps, each in the order of the parameters:
  /// what decides the steps still to come, beside parameters and gradients.
  public var state: [Tensor] { means + squares + steps }

  /// Whether tensors have the shapes and the types that ``state`` has for some parameters.
  package static func isState(_ state: [Tensor], of parameters: [Tensor]) -> Bool {
    let shapes = parameters.map(\.shape)
    let types = parameters.map(\.type)
    return state.map(\.shape) == shapes + shapes + shapes.map { _ in [] }
      && state.map(\.type) == types + types + types.map { _ in .float32 }
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
