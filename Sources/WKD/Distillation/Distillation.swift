public import Torch

/// How a student is made to follow its teacher's translations.
public enum Distillation: Sendable, Codable, Equatable {
  /// The student learns alone.
  case none
  /// Mean absolute difference of the pixels: Hinton's idea carried over to images.
  case l1(weight: Double)
  /// Mean absolute difference of the wavelet bands, by default the high ones alone.
  case wavelet(WaveletLoss, weight: Double)

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

  /// The weighted loss over both directions, or none.
  ///
  /// - Precondition: student's and teacher's translations have the same shapes.
  public func loss(student: Translations, teacher: Translations) -> Tensor? {
    switch self {
    case .none: nil
    case .l1(let weight):
      weight
        * (meanAbsolute(student.fakeB, teacher.fakeB) + meanAbsolute(student.fakeA, teacher.fakeA))
    case .wavelet(let loss, let weight):
      weight
        * (loss(student: student.fakeB, teacher: teacher.fakeB)
          + loss(student: student.fakeA, teacher: teacher.fakeA))
    }
  }
}
