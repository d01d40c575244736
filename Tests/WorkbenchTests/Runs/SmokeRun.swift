import Foundation
import Testing
import Torch
import WKD
import Workbench

/// Trainings of a few steps at 32 px, with one thread so that tests beside them change no bit.
struct SmokeRun {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.writePair("teacher")
  }

  static let methods: [Distillation] = [
    .none, .l1(weight: 10), .wavelet(WaveletLoss(), weight: 5),
  ]

  func request(
    _ output: String, methods: [Distillation] = methods, steps: Int = 6, seed: UInt64 = 1
  ) -> TrainingRequest {
    let preset = TrainingPreset.named(.smoke)
    var request = TrainingRun.Request(
      data: nil, size: preset.size,
      plan: TrainingPlan(
        generator: preset.student, discriminator: preset.studentDiscriminator,
        schedule: Schedule(steps: steps, batchSize: 2), seed: seed),
      methods: methods, teacher: folder.path("teacher"), output: folder.place(output),
      mobileNet: Asset.mobileNet, command: "compress")
    request.meadow = preset.meadow
    request.threads = 1
    request.logEvery = 1
    request.measureEvery = 4
    request.checkpointEvery = 4
    return request
  }

  /// Runs to the end.
  @discardableResult
  func complete(_ request: TrainingRequest) throws -> RunResults {
    let outcome = try TrainingRun(request).run()
    guard case .complete(let results) = outcome else {
      throw Interrupted()
    }
    return results
  }

  struct Interrupted: Error {}
}
