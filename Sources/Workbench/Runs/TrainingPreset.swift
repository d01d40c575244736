public import WKD

/// An amount of work, from a test to the sizes of the publications.
public enum Preset: String, CaseIterable, Codable, Sendable {
  /// The smallest size at which everything still runs; for tests.
  case smoke
  /// Minutes on two processor cores.
  case quick
  /// Hours on a processor, minutes on a graphics card.
  case full
  /// The sizes of the paper.
  case paper

  /// One of three values; `paper` takes the one of `full`.
  public func choose<Value>(smoke: Value, quick: Value, full: Value) -> Value {
    switch self {
    case .smoke: smoke
    case .quick: quick
    case .full, .paper: full
    }
  }
}

/// The sizes of the trainings of a teacher and of its students.
public struct TrainingPreset: Sendable {
  /// Side of the pictures in pixels.
  public var size: Int
  /// Side that training pictures have before a square of ``size`` is cut from them at random.
  public var loadSize: Int
  /// Pictures in each training set and in each test set of the meadow.
  public var meadow = (train: 600, test: 48)
  /// Size of the teacher's generators.
  public var teacher: ResNetGenerator.Architecture
  /// Size of the student's generators.
  public var student: ResNetGenerator.Architecture
  /// Size of the discriminators that a teacher is trained against.
  public var teacherDiscriminator: PatchDiscriminator.Architecture
  /// Size of the discriminators that a student is trained against.
  public var studentDiscriminator: PatchDiscriminator.Architecture
  /// Steps of a teacher; nil counts in ``epochs``.
  public var teacherSteps: Int?
  /// Steps of a student; nil counts in ``epochs``.
  public var studentSteps: Int?
  /// The number of times that a training sees every picture, where steps are not given.
  public var epochs = 200
  /// Pictures of each set in one step of a teacher.
  public var teacherBatch = 1
  /// Pictures of each set in one step of a student.
  public var studentBatch = 1
  /// Weight of the pixel loss against the teacher.
  public var l1Weight: Double
  /// Weight of the wavelet loss against the teacher.
  public var alpha: Double

  /// Side that training pictures have before a square of another side than ``size`` is cut from them: in
  /// the same proportion.
  ///
  /// - Parameter side: side of the square in pixels.
  /// - Returns: pixels.
  public func loadSize(of side: Int) -> Int {
    Int((Double(side) * Double(loadSize) / Double(size)).rounded())
  }

  /// The sizes of a preset.
  ///
  /// A discriminator sees patches of about a quarter of the picture's side, as 70 of 256 pixels in the
  /// paper: 16 of 64 with one strided convolution, 34 of 128 with two.
  /// - Source: for `paper`, Zhu et al., "Unpaired image-to-image translation using cycle-consistent
  ///   adversarial networks", ICCV 2017, and Zhang et al., "Wavelet knowledge distillation", CVPR 2022.
  public static func named(_ preset: Preset) -> TrainingPreset {
    switch preset {
    case .smoke:
      TrainingPreset(
        size: 32, loadSize: 32, meadow: (train: 12, test: 4),
        teacher: .init(baseWidth: 4, blocks: 1),
        student: .init(baseWidth: 2, blocks: 1),
        teacherDiscriminator: .init(baseWidth: 4, layers: 1),
        studentDiscriminator: .init(baseWidth: 2, layers: 1), teacherSteps: 4, studentSteps: 4,
        l1Weight: 10, alpha: 5)
    case .quick:
      TrainingPreset(
        size: 64, loadSize: 64, teacher: .init(baseWidth: 24, blocks: 4),
        student: .init(baseWidth: 8, blocks: 3),
        teacherDiscriminator: .init(baseWidth: 64, layers: 1),
        studentDiscriminator: .init(baseWidth: 16, layers: 1), teacherSteps: 14_000,
        studentSteps: 800, studentBatch: 4, l1Weight: 10, alpha: 5)
    case .full:
      TrainingPreset(
        size: 128, loadSize: 143, teacher: .init(baseWidth: 32, blocks: 6),
        student: .init(baseWidth: 12, blocks: 6),
        teacherDiscriminator: .init(baseWidth: 64, layers: 2),
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
