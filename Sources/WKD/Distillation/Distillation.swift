public import Torch

/// How a student is made to follow its teacher's translations.
public enum Distillation: Sendable, Codable, Equatable {
  /// The student learns alone.
  case none
  /// Mean absolute difference of the pixels: Hinton's idea carried over to images.
  case l1(weight: Double, schedule: WeightSchedule = .constant)
  /// Mean absolute difference of the wavelet bands, by default the high ones alone. The weight is the
  /// paper's alpha.
  case wavelet(WaveletLoss, weight: Double, schedule: WeightSchedule = .constant)

  /// A word for tables and folders: `none`, `l1` or `wavelet`.
  public var name: String {
    switch self {
    case .none: "none"
    case .l1: "l1"
    case .wavelet: "wavelet"
    }
  }

  /// Whether there is something to follow.
  public var needsTeacher: Bool {
    if case .none = self { false } else { true }
  }

  /// The part of the full weight that counts at a step; see ``WeightSchedule/factor(at:of:)``.
  public func factor(at step: Int, of total: Int) -> Double {
    switch self {
    case .none: 0
    case .l1(_, let schedule), .wavelet(_, _, let schedule):
      schedule.factor(at: step, of: total)
    }
  }

  /// The weighted loss over both directions, or none.
  ///
  /// - Parameter factor: the part of the full weight that counts; 0 gives no loss.
  /// - Precondition: student's and teacher's translations have the same shapes.
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
