import Torch
public import WKD

/// Everything that decides the outcome of a training run; a run goes on only with the same.
public struct RunSettings: Codable, Sendable {
  /// Side of the pictures in pixels.
  public var size: Int
  public var plan: TrainingPlan
  /// One network is trained for each, all on the same batches.
  public var methods: [Distillation]
  /// Number and fingerprint of the pictures of each set.
  public var pictures: [String: String]
  /// Size and fingerprint of the teacher, where there is one.
  public var teacher: String?
  /// Threads of one operation, which decide the order of sums.
  public var threads: Int
  /// Where it is computed.
  public var device: String
  /// Steps between two lines of the loss table.
  public var logEvery: Int
  /// Steps between two measurements.
  public var measureEvery: Int

  init(_ request: TrainingRun.Request, data: TranslationData, teacher: GeneratorPair?) {
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
