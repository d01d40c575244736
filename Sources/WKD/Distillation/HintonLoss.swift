public import Torch

/// The loss that lets a student learn from a teacher's softened class probabilities.
///
/// `T^2 KL(softmax(teacher / T) || softmax(student / T))`, the mean over the batch.
/// - Source: Hinton, Vinyals, Dean, "Distilling the knowledge in a neural network", 2015.
public struct HintonLoss: Sendable {
  /// Softens both distributions: 1 leaves them, large values even them out.
  public let temperature: Double

  /// - Precondition: `temperature` is above 0.
  public init(temperature: Double) {
    guard temperature > 0 else {
      misuse("HintonLoss", found: "temperature \(temperature)", wanted: "above 0")
    }
    self.temperature = temperature
  }

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

/// Mean of `-log p(label)` over the batch: the usual classification loss.
///
/// - Shape: logits `[N, classes]` and `N` labels to a scalar.
public func crossEntropy(_ logits: Tensor, labels: Tensor) -> Tensor {
  let logProbabilities = logits.logSoftmax(axis: 1)
  return callOperator("nll_loss", .tensor(logProbabilities), .tensor(labels))[0]
}
