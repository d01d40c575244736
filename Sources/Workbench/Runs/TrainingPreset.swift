public import WKD

/// The sizes of a training: `quick` and `full` for small machines, `paper` as in the publications.
public struct TrainingPreset: Sendable {
  /// Side of the pictures, and the side they have before a square is cut from them at random.
  public var size: Int
  public var loadSize: Int
  /// Pictures in each set of the meadow: to train with and to judge by.
  public var meadow = (train: 600, test: 48)
  public var teacher: ResNetGenerator.Architecture
  public var student: ResNetGenerator.Architecture
  public var teacherDiscriminator: PatchDiscriminator.Architecture
  public var studentDiscriminator: PatchDiscriminator.Architecture
  /// Steps of a teacher and of a student; nil counts in epochs.
  public var teacherSteps: Int?
  public var studentSteps: Int?
  public var epochs = 200
  public var teacherBatch = 1
  public var studentBatch = 1
  /// Weights of the two distillations.
  public var l1Weight: Double
  public var alpha: Double

  /// The sizes of a preset; `smoke` is for tests.
  ///
  /// A discriminator sees patches of about a quarter of the picture's side, as 70 of 256 pixels in the paper:
  /// 16 of 64 with one strided convolution, 34 of 128 with two.
  public static func named(_ preset: Preset) -> TrainingPreset {
    switch preset {
    case .smoke:
      TrainingPreset(
        size: 32, loadSize: 32, meadow: (train: 12, test: 4),
        teacher: .init(baseWidth: 4, blocks: 1),
        student: .init(baseWidth: 2, blocks: 1), teacherDiscriminator: .init(baseWidth: 4, layers: 1),
        studentDiscriminator: .init(baseWidth: 2, layers: 1), teacherSteps: 4, studentSteps: 4,
        l1Weight: 10, alpha: 5)
    case .quick:
      TrainingPreset(
        size: 64, loadSize: 64, teacher: .init(baseWidth: 24, blocks: 4),
        student: .init(baseWidth: 8, blocks: 3), teacherDiscriminator: .init(baseWidth: 64, layers: 1),
        studentDiscriminator: .init(baseWidth: 16, layers: 1), teacherSteps: 14_000, studentSteps: 800,
        studentBatch: 4, l1Weight: 10, alpha: 5)
    case .full:
      TrainingPreset(
        size: 128, loadSize: 143, teacher: .init(baseWidth: 32, blocks: 6),
        student: .init(baseWidth: 12, blocks: 6), teacherDiscriminator: .init(baseWidth: 64, layers: 2),
        studentDiscriminator: .init(baseWidth: 32, layers: 2), epochs: 100, l1Weight: 10, alpha: 5)
    case .paper:
      // Widths, depth, epochs and crop: Zhu et al. 2017 and Zhang et al. 2022. Alpha: the authors' run
      // script for horse to zebra; their option's default is 0.1.
      TrainingPreset(
        size: 256, loadSize: 286, teacher: .init(baseWidth: 64, blocks: 9),
        student: .init(baseWidth: 24, blocks: 9), teacherDiscriminator: .init(baseWidth: 64),
        studentDiscriminator: .init(baseWidth: 32), l1Weight: 0.4, alpha: 0.4)
    }
  }
}

extension Distillation {
  /// Throws where the weight would begin to fall after the end of the training.
  func checkSchedule(steps: Int) throws {
    switch self {
    case .l1(_, .decay(let after)), .wavelet(_, _, .decay(let after)):
      if after >= steps { throw ScheduleError.lateDecay(after: after, steps: steps) }
    default: break
    }
  }
}

/// Why a weight schedule was refused.
public enum ScheduleError: Error, Equatable, CustomStringConvertible {
  case lateDecay(after: Int, steps: Int)

  public var description: String {
    switch self {
    case .lateDecay(let after, let steps):
      "the weight would fall from step \(after) on, but there are only \(steps) steps: "
        + "give decay:N with a smaller N"
    }
  }
}
