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
  /// Pictures in each training set and in each test set of the meadow.
  public var meadow = (train: 600, test: 48)
  /// Sizes, length and seed of the training.
  public var plan: TrainingPlan
  /// The number of times that every picture is seen, in place of the steps of ``plan``; nil keeps these.
  public var epochs: Int?
  /// One network is trained for each distillation, all on the same batches.
  public var methods: [Distillation]
  /// The path of a folder with the teacher's weights; every method but `.none` needs it.
  public var teacher: String?
  /// The folder of the run.
  public var output: URL
  /// Threads of one operation; nil leaves the choice to LibTorch.
  public var threads: Int?
  /// The device of all computations.
  public var device = Device.cpu
  /// Steps between two lines of the table of losses.
  public var logEvery = 50
  /// Steps between two measurements, each with a sheet of samples.
  public var measureEvery = 500
  /// Steps between two checkpoints.
  public var checkpointEvery = 100
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

  /// Throws where the training could not go on to its end.
  ///
  /// - Throws: ``TrainingRequestError``.
  func check() throws {
    for method in methods {
      switch method {
      case .l1(_, .decay(let after)), .wavelet(_, _, .decay(let after)):
        let steps = plan.schedule.steps
        if after >= steps { throw TrainingRequestError.lateDecay(after: after, steps: steps) }
      default: break
      }
    }
  }
}

/// The reason why a request for a training was refused.
public enum TrainingRequestError: Error, Equatable, CustomStringConvertible {
  /// The weight of a distillation would begin to fall after the end of the training.
  case lateDecay(after: Int, steps: Int)
  /// There is no CUDA device, or LibTorch was built without CUDA.
  case noCUDA

  /// One sentence that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .lateDecay(let after, let steps):
      "the weight would fall from step \(after) on, but there are only \(steps) steps: "
        + "let it fall from an earlier one on"
    case .noCUDA:
      "no CUDA device can be used: compute on the CPU, or set LIBTORCH to the CUDA build of LibTorch "
        + "on a machine with an NVIDIA card"
    }
  }
}

/// Everything that decides the bits of a run; it goes on in its folder only with the same.
struct RunSettings: Codable, Sendable {
  /// Side of the pictures in pixels.
  let size: Int
  let plan: TrainingPlan
  let methods: [Distillation]
  /// Number and fingerprint of the pictures of each set.
  let pictures: [String: String]
  /// Size and fingerprint of the teacher, where there is one.
  let teacher: String?
  /// Threads of one operation, which decide the order of sums.
  let threads: Int
  let device: String
  let logEvery: Int
  let measureEvery: Int

  init(_ request: TrainingRequest, data: TranslationData, teacher: GeneratorPair?) {
    size = request.size
    plan = request.plan
    methods = request.methods
    pictures = [
      "trainA": data.trainA.summary, "trainB": data.trainB.summary,
      "testA": data.testA.summary, "testB": data.testB.summary,
    ]
    self.teacher = teacher?.summary
    threads = Runtime.threads
    device = request.device.rawValue
    logEvery = request.logEvery
    measureEvery = request.measureEvery
  }
}
