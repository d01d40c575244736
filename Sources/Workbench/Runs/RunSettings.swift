import Foundation
import Torch
import WKD

/// Everything that decides the bits of a run; it goes on in its folder only with the same.
struct RunSettings: Codable, Sendable {
  /// Side of the pictures in pixels.
  let size: Int
  private(set) var plan: TrainingPlan
  let methods: [Distillation]
  /// Number and fingerprint of the pictures of each set.
  let pictures: [String: String]
  /// The way from a picture to the side; nil for the largest centred square, as in earlier versions.
  let preprocessing: Preprocessing?
  /// The side at which training pictures were loaded; nil for squares, whose summary tells it, and in runs of
  /// earlier versions.
  private(set) var loadSize: Int?
  /// The share of the training pictures that is held out, where it is.
  let holdOut: Double?
  /// Size and fingerprint of the teacher, where there is one.
  let teacher: String?
  /// Size and fingerprint of the first weights, where they are not random.
  let start: String?
  /// Threads of one operation, which decide the order of sums.
  let threads: Int
  let device: String
  let logEvery: Int
  let measureEvery: Int

  /// The settings of a request whose numbers are all settled.
  init(
    _ request: TrainingRequest, data: TranslationData, teacher: GeneratorPair?,
    start: StartingWeights?
  ) {
    size = request.size
    plan = request.plan
    methods = request.methods
    let sets = [
      "trainA": data.trainA, "trainB": data.trainB, "testA": data.testA, "testB": data.testB,
    ]
    pictures = sets.filter { $0.value.count > 0 }.mapValues(\.summary)
    preprocessing = request.preprocessing == .square ? nil : request.preprocessing
    loadSize = request.preprocessing == .square ? nil : request.loadSize
    holdOut = request.holdOut
    self.teacher = teacher?.summary
    self.start = start?.summary
    threads = Runtime.threads
    device = request.device.rawValue
    logEvery = request.logInterval
    measureEvery = request.measureInterval
  }

  /// The same settings as an earlier version recorded them, where these are of one.
  func recorded(like former: RunSettings?) -> RunSettings {
    var settings = self
    if let former, former.preprocessing != nil, former.loadSize == nil { settings.loadSize = nil }
    return settings
  }

  /// The same settings with another schedule.
  func with(_ schedule: Schedule) -> RunSettings {
    var settings = self
    settings.plan.schedule = schedule
    return settings
  }
}
