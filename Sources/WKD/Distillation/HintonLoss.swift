public import Torch

/// The distillation loss of a classifier: the student learns the teacher's softened class probabilities.
///
/// `T^2 KL(softmax(teacher / T) || softmax(student / T))`, the mean over the batch.
///
/// ```swift
/// let teacher = Tensor([4, 1, 0, 0, 3, 0], shape: [2, 3])
/// let student = Tensor([1, 1, 0, 0, 1, 0], shape: [2, 3]).trackingGradients()
/// let labels = Tensor(integers: [0, 1])
/// let loss =
///   0.1 * crossEntropy(student, labels: labels)
///   + 0.9 * HintonLoss(temperature: 4)(student: student, teacher: teacher)
/// print(loss.item, gradients(of: loss, at: [student])[0].values)
/// ```
///
/// - Source: Hinton, Vinyals, Dean, "Distilling the knowledge in a neural network", 2015.
public struct HintonLoss: Sendable {
  /// Divisor of the logits: 1 leaves the distributions, large values make them more uniform.
  public let temperature: Double

  /// A loss of some temperature.
  ///
  /// - Precondition: `temperature` is above 0.
  public init(temperature: Double) {
    guard temperature > 0 else {
      misuse("HintonLoss", found: "temperature \(temperature)", wanted: "above 0")
    }
    self.temperature = temperature
  }

  /// The loss of a batch; differentiable at both logits.
  ///
  /// - Shape: logits `[N, classes]`, twice, to a scalar.
  public func callAsFunction(student: Tensor, teacher: Tensor) -> Tensor {
    guard student.shape == teacher.shape, student.rank == 2 else {
      misuse("HintonLoss", found: "\(student.shape) and \(teacher.shape)", wanted: "[N, classes]")
    }
    let target = (teacher / temperature).softmax(axis: 1)
    let targetLog = (teacher / temperature).logSoftmax(axis: 1)
    let studentLog = (student / temperature).logSoftmax(axis: 1)
    let divergence = (target * (targetLog - studentLog)).sum() / Double(student.shape[0])
    return temperature * temperature * divergence
  }
}

/// The mean of `-log p(label)` over the batch: the usual classification loss.
///
/// - Shape: logits `[N, classes]` and labels `[N]` to a scalar.
/// - Precondition: labels are int64, from 0 to below `classes`.
public func crossEntropy(_ logits: Tensor, labels: Tensor) -> Tensor {
  let logProbabilities = logits.logSoftmax(axis: 1)
  return callOperator("nll_loss", .tensor(logProbabilities), .tensor(labels))[0]
}
