import Console
public import Foundation
public import Torch
public import WKD

/// Everything that decides a ``TrainingRun``.
public struct TrainingRequest: Sendable {
  /// The path of a folder in CycleGAN layout; nil for the meadow.
  public var data: String?
  /// Side of the pictures in pixels, a multiple of 8 from 32.
  public var size: Int
  /// Side that training pictures have before a square of ``size`` is cut from them at random.
  public var loadSize: Int
  /// The way from a picture of a folder to that side.
  public var preprocessing = Preprocessing.square
  /// Pictures in each training set and in each test set of the meadow.
  public var meadow = (train: 600, test: 48)
  /// The share of each training set, above 0 and below 1, that is kept out of the training and takes the
  /// place of the test set; nil takes the test sets, and measures nothing where there are none.
  public var holdOut: Double?
  /// The number of test pictures of each set that the networks are measured by, the first ones of their
  /// order; nil takes all.
  public var measuredPictures: Int?
  /// Sizes, length and seed of the training.
  public var plan: TrainingPlan
  /// The number of times that every picture is seen, in place of the steps of ``plan``; nil keeps these.
  ///
  /// The `decayFrom` of the plan's schedule counts in these passes too.
  public var epochs: Int?
  /// One network is trained for each distillation, all on the same batches.
  public var methods: [Distillation]
  /// The path of a folder with the teacher's weights; every method but `.none` needs it.
  public var teacher: String?
  /// The path of a folder of weights, or of a run, that the networks begin with; nil for random weights.
  ///
  /// The size of its generators takes the place of that of ``plan``.
  public var start: String?
  /// The folder of the run.
  public var output: URL
  /// Threads of one operation; nil takes those that the run was begun with, and leaves the choice to
  /// LibTorch for a new one.
  public var threads: Int?
  /// The device of all computations.
  public var device = Device.cpu
  /// Steps between two lines of the table of losses; nil takes what the run was begun with, and for a new one
  /// 50, or fewer where there would be less than 40 lines.
  public var logEvery: Int?
  /// Steps between two measurements, each with a sheet of samples; nil takes what the run was begun with,
  /// and for a new one an eighth of the steps, or 1000 where the length is counted in ``epochs``.
  public var measureEvery: Int?
  /// Steps between two checkpoints.
  public var checkpointEvery = 100
  /// The preset whose sizes were taken, for the record; nil for none.
  public var preset: Preset?
  /// The command line that is recorded with the results.
  public var command: String
  /// The file with the weights of MobileNetV2's features, by which generators are measured.
  public var mobileNet: URL

  /// A request with usual intervals, on the CPU.
  ///
  /// - Parameters:
  ///   - data: the path of a folder in CycleGAN layout; nil for the meadow.
  ///   - size: side of the pictures in pixels, a multiple of 8 from 32.
  ///   - plan: sizes, length and seed of the training.
  ///   - methods: one for each network; names must differ.
  ///   - teacher: the path of a folder with the teacher's weights, where a method needs one.
  ///   - output: the folder of the run.
  ///   - mobileNet: `mobilenet_v2_features14.safetensors`.
  ///   - command: a command line for the record; nil records that of this process.
  public init(
    data: String?, size: Int, plan: TrainingPlan, methods: [Distillation], teacher: String?,
    output: URL, mobileNet: URL, command: String? = nil
  ) {
    self.data = data
    self.size = size
    loadSize = size
    self.plan = plan
    self.methods = methods
    self.teacher = teacher
    self.output = output
    self.mobileNet = mobileNet
    self.command = command ?? .ofThisProcess
  }

  /// Steps between two measurements, where nothing else was given or recorded: an eighth of all.
  var measureInterval: Int { measureEvery ?? max(1, plan.schedule.steps / 8) }

  /// Steps between two lines of the table of losses, where nothing else was given or recorded.
  var logInterval: Int { logEvery ?? max(1, min(50, plan.schedule.steps / 40)) }

  /// The names of the networks in tables, pictures and results: those of their methods, and `teacher` for
  /// the only network of a training that has none.
  package var networkNames: [String] {
    teacher == nil && methods == [.none] ? ["teacher"] : methods.map(\.name)
  }
}

extension TrainingRequest {
  /// Throws where the training could not begin; nothing has been read yet.
  ///
  /// - Throws: ``TrainingRequestError``, or an error that names the memory that is needed.
  func check() throws {
    if device == .cuda, Runtime.cudaDevices == 0 { throw TrainingRequestError.noCUDA }
    // Four pixels are left of a side at least.
    let deepest = max(1, size.bitWidth - size.leadingZeroBitCount - 3)
    let limits = [
      ("the side of the pictures", size, 32...16_384),
      ("the side at which pictures are loaded", loadSize, min(size, 32_768)...32_768),
      ("the number of pictures in a step", plan.schedule.batchSize, 1...4_096),
      ("the width of the generators", plan.generator.baseWidth, 1...4_096),
      ("the number of blocks", plan.generator.blocks, 0...1_000),
      ("the width of the discriminators", plan.discriminator.baseWidth, 1...4_096),
      (
        "the number of the discriminators' strided convolutions", plan.discriminator.layers,
        1...deepest
      ),
      ("the number of pictures to measure by", measuredPictures ?? 3, 3...1_000_000),
    ]
    for (name, value, range) in limits where !range.contains(value) {
      throw TrainingRequestError.outOfRange(name, value, range)
    }
    // The size of stored weights is not known yet.
    if start == nil { try checkMemory(teacher: nil) }
  }

  /// Throws where the machine has not the memory for the training; pictures from a folder are left out.
  func checkMemory(teacher: ResNetGenerator.Architecture?) throws {
    guard device == .cpu else { return }
    // Two training sets, four of test pictures with their truth, and one more while it is drawn.
    let drawn = data == nil ? (3 * meadow.train + 4 * meadow.test) * 3 * loadSize * loadSize : 0
    let (bytes, overflow) = plan.memory(side: size, networks: methods.count, teacher: teacher)
      .addingReportingOverflow(drawn)
    try MachineMemory.check(
      overflow ? .max : bytes, for: "this training",
      advice: "take smaller pictures, smaller networks or fewer pictures in a step")
  }

  /// Throws where pictures that keep their own sizes cannot be trained with as asked.
  ///
  /// - Throws: ``TrainingRequestError``, or an error that names the memory that is needed.
  func checkSizes(of data: TranslationData, teacher: ResNetGenerator.Architecture?) throws {
    guard !preprocessing.makesSquares else { return }
    let sets = [data.trainA, data.trainB]
    if plan.schedule.batchSize > 1, !sets.allSatisfy(\.isUniform) {
      throw TrainingRequestError.severalSizes(batch: plan.schedule.batchSize)
    }
    let least = 4 << plan.discriminator.layers
    if let side = sets.map(\.smallestSide).min(), side < least {
      throw TrainingRequestError.smallPictures(side, least: least)
    }
    guard device == .cpu else { return }
    let area = sets.flatMap(\.sizes).map { $0.height * $0.width }.max() ?? 0
    let side = Int(Double(area).squareRoot().rounded(.up))
    try MachineMemory.check(
      plan.memory(side: side, networks: methods.count, teacher: teacher), for: "this training",
      advice: "take smaller pictures or smaller networks")
  }

  /// The request with its length in steps.
  ///
  /// - Parameter pictures: the number of training pictures of the larger set.
  /// - Returns: a request without ``epochs``.
  /// - Throws: ``TrainingRequestError/tooLong``.
  func counted(pictures: Int) throws -> TrainingRequest {
    guard let epochs else { return self }
    var request = self
    let batch = plan.schedule.batchSize
    let perEpoch = (pictures + batch - 1) / batch
    let steps = { (epochs: Int) throws -> Int in
      let (count, overflow) = epochs.multipliedReportingOverflow(by: perEpoch)
      if overflow || count > Self.mostSteps { throw TrainingRequestError.tooLong }
      return count
    }
    request.epochs = nil
    request.measureEvery = measureEvery ?? 1000
    request.plan.schedule.steps = try steps(epochs)
    request.plan.schedule.decayFrom = try plan.schedule.decayFrom.map(steps)
    return request
  }

  /// Throws where the training could not go on to its end.
  ///
  /// - Throws: ``TrainingRequestError``.
  func checkLength() throws {
    let steps = plan.schedule.steps
    if steps > Self.mostSteps { throw TrainingRequestError.tooLong }
    for method in methods {
      switch method {
      case .l1(_, .decay(let after)), .wavelet(_, _, .decay(let after)):
        if after >= steps { throw TrainingRequestError.lateDecay(after: after, steps: steps) }
      default: break
      }
    }
  }

  /// More would take thousands of years.
  private static let mostSteps = 1_000_000_000_000
}

/// The reason why a request for a training was refused.
public enum TrainingRequestError: Error, Equatable, CustomStringConvertible {
  /// The weight of a distillation would begin to fall after the end of the training.
  case lateDecay(after: Int, steps: Int)
  /// There is no CUDA device, or LibTorch was built without CUDA.
  case noCUDA
  /// A number that no training can have: its name, its value and those that are possible.
  case outOfRange(String, Int, ClosedRange<Int>)
  /// More steps than can be counted.
  case tooLong
  /// Pictures of several sizes in batches of more than one.
  case severalSizes(batch: Int)
  /// A picture with a side that the discriminators leave nothing of.
  case smallPictures(Int, least: Int)
  /// So few of the pictures of a training set were held out.
  case fewHeldOut(Int, of: Int)
  /// A share of the meadow, which has test pictures, was to be held out.
  case holdOutOfMeadow

  /// One sentence that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .lateDecay(let after, let steps):
      "the weight would fall from step \(after) on, but there are only \(counted(steps, "step")): "
        + "let it fall from an earlier one on"
    case .noCUDA:
      "no CUDA device can be used: compute on the CPU, or set LIBTORCH to the CUDA build of LibTorch "
        + "on a machine with an NVIDIA card"
    case .outOfRange(let name, let value, let range):
      "\(name) cannot be \(value): take \(range.lowerBound) to \(range.upperBound)"
    case .tooLong:
      "a training of more than a million million steps cannot end: take fewer steps or epochs"
    case .severalSizes(let batch):
      "the pictures have several sizes, and \(batch) of them make no batch: take one in a step, or cut "
        + "squares from them"
    case .smallPictures(let side, let least):
      "a picture has a side of \(side) px, and the discriminators need \(least): take larger pictures, or "
        + "discriminators of fewer layers"
    case .fewHeldOut(let count, let all):
      "\(count) of the \(all) pictures of a training set would be held out, and 3 are needed: "
        + (all < 6 ? "put more pictures into it" : "hold a larger share out")
    case .holdOutOfMeadow:
      "the meadow has test pictures of its own: hold out a share of pictures from a folder"
    }
  }
}
