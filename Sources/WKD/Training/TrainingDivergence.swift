internal import Torch

/// The end of a training whose numbers are no longer finite.
///
/// A number that is not finite stays so for ever: more steps would only spoil the networks. The step that
/// met it has changed nothing.
public struct TrainingDivergence: Error, Codable, Equatable, Sendable, CustomStringConvertible {
  /// The step that was not done, counted from 1; for weights the step that spoiled them.
  public let step: Int
  /// The name of the network's distillation, where several are trained.
  public let network: String?
  /// The ``StepLosses/Term`` by its name, such as `cycle_A`, or `weights` where all losses were finite.
  public let loss: String

  /// A loss that was not finite at a step, counted from 1.
  init(step: Int, network: String?, loss: StepLosses.Term) {
    self.step = step
    self.network = network
    self.loss = loss.rawValue
  }

  /// Weights that were not finite after a step, counted from 1.
  init(step: Int, network: String?) {
    self.step = step
    self.network = network
    loss = Self.weights
  }

  /// One sentence with step, network and loss, and what to do.
  public var description: String {
    "the training has diverged: \(finding); start anew with a smaller learning rate, "
      + "or with smaller weights of the losses"
  }

  /// Step, network and loss in words: `at step 12 the loss cycle_A of l1 is not finite`.
  package var finding: String {
    let owner = network.map { " of \($0)" } ?? ""
    let place =
      loss == Self.weights
      ? "after step \(step) the weights\(owner) are"
      : "at step \(step) the loss \(loss)\(owner) is"
    return "\(place) not finite"
  }

  /// The value of ``loss`` for weights that are not finite.
  private static let weights = "weights"
}

extension StepLosses {
  /// The first loss that is not a finite number, in the order of ``Term``; nil where all are.
  public var firstNotFinite: Term? { Term.allCases.first { !self[$0].isFinite } }
}

extension Tensor {
  /// Whether every element is a finite number.
  var isFinite: Bool {
    callOperator("all", .tensor(callOperator("isfinite", .tensor(detached))[0]))[0].item == 1
  }
}
