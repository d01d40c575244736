public import Torch

/// The way in which a student follows its teacher's translations.
///
/// ```swift
/// let methods: [Distillation] = [
///   .none, .l1(weight: 10), .wavelet(WaveletLoss(), weight: 10, schedule: .rampUp(steps: 500)),
/// ]
/// for method in methods {
///   print(method.name, method.needsTeacher, method.factor(at: 250, of: 4000))
/// }
/// ```
public enum Distillation: Sendable, Codable, Equatable {
  /// The student learns alone.
  case none
  /// Mean absolute difference of the pixels: Hinton's idea carried over to images.
  case l1(weight: Double, schedule: WeightSchedule = .constant)
  /// Mean absolute difference of the wavelet bands, by default the high ones alone. The weight is the
  /// paper's alpha.
  case wavelet(WaveletLoss, weight: Double, schedule: WeightSchedule = .constant)

  /// The name in tables and folders: `none`, `l1` or `wavelet`.
  public var name: String {
    switch self {
    case .none: "none"
    case .l1: "l1"
    case .wavelet: "wavelet"
    }
  }

  /// Whether the loss compares with a teacher.
  public var needsTeacher: Bool {
    if case .none = self { false } else { true }
  }

  /// The part of the full weight that counts at a step; see ``WeightSchedule/factor(at:of:)``.
  ///
  /// - Parameters:
  ///   - step: 0 for the first one.
  ///   - total: steps of the whole training.
  /// - Returns: 0 to 1; 0 without a distillation.
  public func factor(at step: Int, of total: Int) -> Double {
    switch self {
    case .none: 0
    case .l1(_, let schedule), .wavelet(_, _, let schedule):
      schedule.factor(at: step, of: total)
    }
  }

  /// The weighted loss, summed over both directions.
  ///
  /// - Parameters:
  ///   - student: translations that track gradients.
  ///   - teacher: translations of the same batch, of the same shapes.
  ///   - factor: the part of the full weight that counts, 0 to 1.
  /// - Returns: a scalar; nil without a distillation and at a factor of 0.
  public func loss(student: Translations, teacher: Translations, factor: Double = 1) -> Tensor? {
    guard factor > 0 else { return nil }
    switch self {
    case .none:
      return nil
    case .l1(let weight, _):
      return (factor * weight)
        * (meanAbsolute(student.fakeB, teacher.fakeB) + meanAbsolute(student.fakeA, teacher.fakeA))
    case .wavelet(let loss, let weight, _):
      return (factor * weight)
        * (loss(student: student.fakeB, teacher: teacher.fakeB)
          + loss(student: student.fakeA, teacher: teacher.fakeA))
    }
  }
}

/// The course of the weight of a distillation loss over a training.
///
/// The weight at a step is the full weight times ``factor(at:of:)``. The full weight of the wavelet
/// loss is called alpha: 0.1 by default in the authors' code, 0.4 in its run script for horse to
/// zebra with base width 16.
/// - Source: Zhang et al., "Wavelet knowledge distillation", CVPR 2022, and the authors' code: both
///   keep alpha constant. Ramp and decay are additions.
public enum WeightSchedule: Codable, Equatable, Sendable {
  /// The full weight at every step: the paper's choice.
  case constant
  /// Linear from 0 at the first step to the full weight at step `steps`.
  ///
  /// The student learns its own task before it is to copy.
  case rampUp(steps: Int)
  /// The full weight until step `after`, then linear to 0 at the end of the training.
  ///
  /// The student leaves a teacher that it may outgrow.
  case decay(after: Int)

  /// The part of the full weight that counts at a step.
  ///
  /// - Parameters:
  ///   - step: 0 for the first one.
  ///   - total: steps of the whole training; a decay begins before its end.
  /// - Returns: 0 to 1.
  /// - Precondition: a ramp has at least one step, and a decay begins within the training.
  public func factor(at step: Int, of total: Int) -> Double {
    guard total >= 1, (0...total).contains(step) else {
      misuse("WeightSchedule", found: "step \(step) of \(total)", wanted: "a step from 0 to total")
    }
    switch self {
    case .constant:
      return 1
    case .rampUp(let steps):
      guard steps >= 1 else {
        misuse("WeightSchedule.rampUp", found: "\(steps) steps", wanted: "at least 1")
      }
      return min(Double(step) / Double(steps), 1)
    case .decay(let after):
      guard (0..<total).contains(after) else {
        misuse("WeightSchedule.decay", found: "after step \(after)", wanted: "0..<\(total)")
      }
      return min(Double(total - step) / Double(total - after), 1)
    }
  }
}
